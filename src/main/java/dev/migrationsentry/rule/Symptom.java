package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What is said of a failure that no rule knows the cause of: PostgreSQL's own words, and where the
/// history brings in what is missing or there already.
final class Symptom {
  private static final String ANY_CHANGE =
      "Change the statement so that PostgreSQL accepts it, and run check again.";

  private Symptom() {}

  /// The finding of a rule.
  static Finding finding(Rule rule, Step step, ServerError error, Timeline timeline) {
    List<Introductions.Introduction> known = introductions(error, timeline);
    List<Introductions.Introduction> later = Later.than(step, timeline, known);
    List<Introductions.Introduction> earlier = Later.notThan(step, timeline, known);
    boolean missing =
        Set.of("42P01", "42703", "42704", "42883", "3F000").contains(error.sqlState());
    boolean doubled =
        Set.of("42P07", "42701", "42710", "42723", "42P06").contains(error.sqlState());
    String what = error.subject() == null ? "what it needs" : error.subject().name();
    String safer;
    List<Related> related = List.of();
    if (missing && !later.isEmpty()) {
      related = Later.related(later, "brings in " + what);
      safer =
          "Move this statement behind "
              + Later.place(later.getFirst())
              + ", which brings in "
              + what
              + ".";
    } else if (missing) {
      safer =
          "No migration of this history brings in "
              + what
              + " before this statement. If something else made it in your databases, let a migration make it too.";
    } else if (doubled && !earlier.isEmpty()) {
      related = Later.related(earlier, "brought in " + what);
      safer =
          Later.place(earlier.getLast())
              + " has brought in "
              + what
              + " already. Remove one of the two; if databases exist that lack it, IF NOT EXISTS lets both pass, as long as both mean the same.";
    } else {
      safer = error.hint() != null ? error.hint() : ANY_CHANGE;
    }
    return Failures.finding(rule, step, error, timeline, seen(error), safer, related);
  }

  /// The finding without a look at the rest of the history.
  static Finding plain(Step step, ServerError error, Timeline timeline) {
    return Failures.finding(
        timeline.world().isEmpty() ? new FailsOnEmptyDatabase() : new FailsFromRevision(),
        step,
        error,
        timeline,
        seen(error),
        ANY_CHANGE,
        List.of());
  }

  private static String seen(ServerError error) {
    String message = Failures.words(error);
    if (message.isEmpty()) {
      return "The statement fails without a message.";
    }
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }

  private static List<Introductions.Introduction> introductions(
      ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    if (subject == null) {
      return List.of();
    }
    if (subject.kind() == ObjectKind.COLUMN) {
      return timeline.introductions().ofColumn(subject.relations(), subject.name());
    }
    Set<ObjectKind> kinds = EnumSet.allOf(ObjectKind.class);
    kinds.remove(ObjectKind.COLUMN);
    return timeline.introductions().of(kinds, subject.schema(), subject.name());
  }
}
