package dev.migrationsentry.rule;

import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.stream.Stream;

/// Whether a statement works depends on rows, or on values that are known only when it runs.
public final class DependsOnRunTime implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.NOTE;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (!(step.outcome() instanceof Outcome.Unknown unknown)
        || step.statement() instanceof Opaque
        || Fault.in(unknown) != null
        || step.placeholder() != null
        || timeline.history().runner().records(step.statement())
        || FreshKeys.areDistinct(step, timeline)) {
      return Stream.empty();
    }
    return Stream.of(
        Losses.finding(
            this,
            step,
            timeline,
            "Can't be predicted: " + unknown.why() + ".",
            "It may work or fail, depending on the database it meets.",
            "Rehearse it on a real server with rows like production's."));
  }
}
