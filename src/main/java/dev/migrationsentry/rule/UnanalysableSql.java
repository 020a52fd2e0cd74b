package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.stream.Stream;

/// A statement was not understood, so that nothing can be said of it.
public final class UnanalysableSql implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (!(step.outcome() instanceof Outcome.Unknown)
        || !(step.statement() instanceof Opaque opaque)) {
      return Stream.empty();
    }
    return Stream.of(
        Losses.finding(
            this,
            step,
            timeline,
            "This statement was not understood: " + opaque.reason() + ".",
            "Whether it works was not judged, and later statements about the same objects can't be judged either.",
            "Rehearse it on a real server before you deploy."));
  }
}
