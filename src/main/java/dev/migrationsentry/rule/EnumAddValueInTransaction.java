package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Optional;

/// A new value of an enum is used in the transaction that adds it.
public final class EnumAddValueInTransaction implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    if (!error.sqlState().equals("55P04")) {
      return Optional.empty();
    }
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            "This uses an enum value in the transaction that adds it; "
                + Transactions.around(step, timeline)
                + ".",
            "Add the value in a migration of its own, before this one, so that it is committed when this statement runs.",
            List.of()));
  }
}
