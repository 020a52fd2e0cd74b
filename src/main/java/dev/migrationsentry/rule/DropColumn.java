package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.Set;
import java.util.stream.Stream;

/// A column is dropped with its values.
public final class DropColumn implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    if (RunsAtEveryStart.isWithoutLedger(timeline)) {
      return Stream.empty(); // That rule says more of it.
    }
    return step.changes().stream()
        .filter(Change.Dropped.class::isInstance)
        .map(Change.Dropped.class::cast)
        .filter(dropped -> dropped.kind() == ObjectKind.COLUMN && !dropped.cascaded())
        .filter(
            dropped -> !Losses.bornHere(step, timeline, Set.of(ObjectKind.TABLE), dropped.object()))
        .map(dropped ->
            Losses.finding(
                this,
                step,
                timeline,
                "Column "
                    + dropped.column()
                    + " of "
                    + Losses.plain(dropped.object())
                    + " is dropped with its values"
                    + Losses.size(timeline.world(), dropped.object())
                    + ".",
                "The values are gone for good, and code that still reads or writes the column fails from this moment on; an ORM names all columns it knows in every query.",
                "Deploy code that no longer uses the column first, then drop it in a later deploy."));
  }
}
