package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.Set;
import java.util.stream.Stream;

/// A table is dropped with its rows.
public final class DropTable implements Rule.StepRule {
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
        .filter(change -> change instanceof Change.Dropped dropped && lost(dropped))
        .filter(
            change -> !Losses.bornHere(step, timeline, Set.of(ObjectKind.TABLE), change.object()))
        .map(change ->
            Losses.finding(
                this,
                step,
                timeline,
                "Table "
                    + Losses.plain(change.object())
                    + " is dropped with all its rows"
                    + Losses.size(timeline.world(), change.object())
                    + ".",
                "The rows are gone for good, and code that still runs against the old schema fails from this moment on.",
                "Let the code stop using it first, in a deploy before this one; rename it, wait, and drop it later."));
  }

  private static boolean lost(Change.Dropped dropped) {
    return dropped.kind() == ObjectKind.TABLE
        && !dropped.cascaded()
        && !dropped.object().startsWith("pg_temp");
  }
}
