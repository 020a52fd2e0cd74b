package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.Optional;

/// PostgreSQL refuses a statement when the history is replayed from an empty database, and no other
/// rule knows more.
public final class FailsOnEmptyDatabase implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    return timeline.world().isEmpty()
        ? Optional.of(Symptom.finding(this, step, error, timeline))
        : Optional.empty();
  }
}
