package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import java.util.stream.Stream;

/// The exit code of migrations is lost in a pipe.
final class PipeHidesFailure implements DeployRule {
  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one -> one.invocation().matters() && one.fate() == Reached.Fate.PIPED)
        .map(one ->
            finding(
                one.invocation().where(),
                "'"
                    + one.invocation().shown()
                    + "' stands in front of a pipe, whose exit code is that of its last command.",
                "A failure of the migrations counts as success, and the deploy goes on.",
                "Write 'set -o pipefail' in front of it (in Bash), or write its output to a file"
                    + " instead."));
  }
}
