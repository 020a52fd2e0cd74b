package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Optional;

/// A statement needs a column that only a later migration brings in.
public final class UsesColumnIntroducedLater implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (subject == null
        || subject.kind() != ObjectKind.COLUMN
        || !error.sqlState().equals("42703")) {
      return Optional.empty();
    }
    List<Introductions.Introduction> later =
        Later.than(
            step, timeline, timeline.introductions().ofColumn(subject.relations(), subject.name()));
    if (later.isEmpty()) {
      return Optional.empty();
    }
    Introductions.Introduction first = later.getFirst();
    String table = first.table() == null ? "the table" : first.table();
    String type = first.type() == null ? "TYPE" : first.type();
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            "Column "
                + subject.name()
                + " of "
                + table
                + " is used here, but only "
                + Later.place(first)
                + " brings it in, and that "
                + Later.runsLater(step, first)
                + ".",
            "Bring the column in before this statement, for example in a migration that sorts right before "
                + step.migration().title()
                + ":\n  ALTER TABLE "
                + table
                + " ADD COLUMN IF NOT EXISTS "
                + subject.name()
                + " "
                + type
                + ";\n"
                + "and fill it there if this statement needs its values.",
            Later.related(later, "brings in column " + subject.name())));
  }
}
