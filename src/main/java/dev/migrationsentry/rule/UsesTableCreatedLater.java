package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A statement needs a table or view that only a later migration creates.
public final class UsesTableCreatedLater implements Rule.FailureRule {
  private static final Set<ObjectKind> RELATIONS =
      Set.of(
          ObjectKind.TABLE,
          ObjectKind.FOREIGN_TABLE,
          ObjectKind.VIEW,
          ObjectKind.MATERIALIZED_VIEW,
          ObjectKind.SEQUENCE);

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (subject == null || !error.sqlState().equals("42P01")) {
      return Optional.empty();
    }
    List<Introductions.Introduction> later =
        Later.than(
            step,
            timeline,
            timeline.introductions().of(RELATIONS, subject.schema(), subject.name()));
    if (later.isEmpty()) {
      return Optional.empty();
    }
    Introductions.Introduction first = later.getFirst();
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            "The "
                + first.kind().words()
                + " "
                + subject.name()
                + " is used here, but only "
                + Later.place(first)
                + " creates it, and that "
                + Later.runsLater(step, first)
                + ".",
            "Move this statement into a migration that runs after "
                + Later.title(first, step)
                + ", or create "
                + subject.name()
                + " before it.",
            Later.related(later, "creates " + first.kind().words() + " " + subject.name())));
  }
}
