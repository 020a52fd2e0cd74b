package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import java.util.stream.Stream;

/// A failure of migrations is turned into success.
final class IgnoredMigrationFailure implements DeployRule {
  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one -> one.invocation().matters() && one.fate() == Reached.Fate.SWALLOWED)
        .map(one ->
            finding(
                one.invocation().where(),
                "When '"
                    + one.invocation().shown()
                    + "' fails, the deploy goes on as if it had not"
                    + (one.because() == null ? "" : ", by line " + one.because().line())
                    + ".",
                "The new version starts on a database that lacks what it needs, and nothing says"
                    + " why.",
                "Let the failure end the deploy: without '|| true' and the like, or with 'exit 1'"
                    + " in its place."));
  }
}
