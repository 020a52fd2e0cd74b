package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;

/// Findings that explain a predicted failure: all of them say in PostgreSQL's own words what the
/// deploy will meet.
final class Failures {
  private static final int LONGEST = 500;

  private Failures() {}

  /// The finding of a rule about a failure.
  ///
  /// @param seen the cause, as a sentence
  static Finding finding(
      Rule rule,
      Step step,
      ServerError error,
      Timeline timeline,
      String seen,
      String safer,
      List<Related> related) {
    return new Finding(
        rule.id(),
        rule.severity(),
        timeline.world().name(),
        error.at(),
        step.migration().title(),
        error.sqlState(),
        seen,
        effect(step, error, timeline),
        safer,
        related,
        step.followUp());
  }

  /// PostgreSQL's message, in one line and not longer than people read: of an unterminated string
  /// the server repeats all that is left of the file.
  static String words(ServerError error) {
    String message = error.message();
    int end = message.indexOf('\n');
    if (end < 0 || end > LONGEST) {
      end = Math.min(message.length(), LONGEST);
    }
    if (end == message.length()) {
      return message;
    }
    String start =
        message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end);
    return start.stripTrailing() + " …" + (message.endsWith("\"") ? "\"" : "");
  }

  private static String effect(Step step, ServerError error, Timeline timeline) {
    StringBuilder effect = new StringBuilder();
    effect
        .append("PostgreSQL ")
        .append(step.before().major())
        .append(" answers ")
        .append(error.sqlState())
        .append(" \"")
        .append(words(error))
        .append('"');
    if (error.detail() != null) {
      effect.append(" (").append(error.detail()).append(')');
    }
    effect.append(", and the migration stops here");
    effect.append(
        timeline.world().isEmpty()
            ? ": no new database, no test and no preview can be built from this history."
            : ": from " + timeline.world().name() + ", the head can't be reached.");
    if (step.followUp()) {
      effect.append(" This only follows from an earlier failure; mend that one first.");
    }
    return effect.toString();
  }
}
