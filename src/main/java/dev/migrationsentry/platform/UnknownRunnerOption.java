package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.stream.Stream;

/// A runner is given an option that it does not have, and refuses to run.
final class UnknownRunnerOption implements DeployRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .flatMap(one ->
            RunnerOptions.unknown(one.invocation(), deployment.sentry())
                .map(option ->
                    finding(
                        option.where(),
                        "'"
                            + one.invocation().runner()
                            + "' has no option "
                            + option.text()
                            + " for this.",
                        "It ends with a message about its use before it connects: no migration"
                            + " runs, ever.",
                        "Take the option away; '"
                            + one.invocation().runner()
                            + " --help' lists those that there are.")));
  }
}
