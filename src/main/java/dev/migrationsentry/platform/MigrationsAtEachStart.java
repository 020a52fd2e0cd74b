package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.Set;
import java.util.stream.Stream;

/// Each of several instances runs the migrations when it starts.
final class MigrationsAtEachStart implements DeployRule {
  /// Runners that take a lock of the database, so that the others wait.
  private static final Set<String> LOCKING =
      Set.of("migration-sentry", "prisma", "flyway", "sqlx", "migrate", "rails", "rake", "knex");

  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one ->
            one.invocation().applies()
                && one.command().phase() == Phase.START
                && one.service().replicas() > 1
                && !one.invocation().runner().equals("migration-sentry")
                && !gated(one, deployment))
        .map(one -> {
          boolean locks = LOCKING.contains(one.invocation().runner());
          Finding finding =
              finding(
                  one.invocation().where(),
                  "Each of the "
                      + one.service().replicas()
                      + " instances of "
                      + one.service().name()
                      + " runs the migrations when it starts.",
                  locks
                      ? "Its runner takes a lock, so that the others wait; a failure restarts all"
                          + " of them again and again."
                      : "They run at the same time, without a lock: one fails on what another one"
                          + " has just made. A failure restarts all of them again and again.",
                  "Run them once before the new version starts: in the host's pre-deploy or release"
                      + " command, or behind a lock with 'migration-sentry gate -- "
                      + one.invocation().shown()
                      + "'.");
          return locks ? finding.as(Severity.NOTE) : finding;
        });
  }

  private static boolean gated(Reached one, Deployment deployment) {
    return deployment.reached(one.service()).stream()
        .anyMatch(other ->
            other.invocation().runner().equals("migration-sentry")
                && other.invocation().where().equals(one.invocation().where()));
  }
}
