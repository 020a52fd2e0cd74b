package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import java.util.stream.Stream;

/// The next command runs whether or not the migrations have worked.
final class GoesOnAfterFailure implements DeployRule {
  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one -> one.invocation().matters() && one.fate() == Reached.Fate.PASSED)
        .map(one ->
            finding(
                one.invocation().where(),
                "What follows '"
                    + one.invocation().shown()
                    + "' runs all the same when it fails"
                    + (one.because() == null ? "" : " (line " + one.because().line() + ")")
                    + ".",
                "The exit code is that of the last command: a failure of the migrations is seen by"
                    + " nobody.",
                "Join them with '&&' instead of ';' or a new line, or begin the script with"
                    + " 'set -e'."));
  }
}
