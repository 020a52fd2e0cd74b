package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Optional;

/// A CONCURRENTLY runs inside of a transaction.
public final class ConcurrentlyInTransaction implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    if (!error.sqlState().equals("25001") || !error.message().contains("CONCURRENTLY")) {
      return Optional.empty();
    }
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            "This needs to run outside of a transaction, and "
                + Transactions.around(step, timeline)
                + ".",
            "Put the statement into a migration of its own; to run it outside of a transaction, "
                + timeline.history().runner().optOut()
                + ".",
            List.of()));
  }
}
