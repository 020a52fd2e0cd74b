package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The columns of a foreign key have types that PostgreSQL can't compare.
public final class ForeignKeyTypeMismatch implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (!error.sqlState().equals("42804")
        || subject == null
        || subject.kind() != ObjectKind.CONSTRAINT
        || subject.relations().size() != 2) {
      return Optional.empty();
    }
    MismatchedKey key = MismatchedKey.of(step, error, subject);
    if (key == null) {
      return Optional.empty();
    }
    List<Related> related = new ArrayList<>();
    related.addAll(declared(key.referencing(), step, timeline));
    related.addAll(declared(key.referenced(), step, timeline));
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            key.referencing()
                + " is "
                + key.referencing().type()
                + ", but "
                + key.referenced()
                + ", which it refers to, is "
                + key.referenced().type()
                + ".",
            MismatchRepair.of(key, step, timeline),
            related));
  }

  private static List<Related> declared(MismatchedKey.End end, Step step, Timeline timeline) {
    return Later.related(
        Later.than(step, timeline, end.introductions(timeline)).isEmpty()
            ? end.introductions(timeline)
            : Later.notThan(step, timeline, end.introductions(timeline)),
        "declares " + end + " as " + end.type());
  }
}
