package dev.migrationsentry.cause;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.log.Log;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What explainers look at: the failure, the log around it and the project.
///
/// @param failure the failure to explain; null when the log tells of none
/// @param log the log
/// @param project the project, or null when there is none
public record Clues(@Nullable Failure failure, Log log, @Nullable Project project) {
  /// States of "is there already".
  private static final Set<String> EXISTS =
      Set.of("42P07", "42701", "42710", "42723", "42P06", "42P04");

  /// Whether the failure has one of some SQLSTATEs.
  boolean state(String... states) {
    Failure one = failure;
    for (String state : states) {
      if (one != null && one.hasState(state)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the failure's SQLSTATE is of a class (its first two characters).
  boolean stateClass(String start) {
    Failure one = failure;
    return one != null && one.sqlState() != null && one.sqlState().startsWith(start);
  }

  /// Whether something exists that should not.
  boolean exists() {
    return failure != null && failure.sqlState() != null && EXISTS.contains(failure.sqlState());
  }

  /// Whether a runner said this.
  boolean says(String signal) {
    return failure != null && failure.says(signal);
  }

  /// Whether the log remarks this.
  boolean remarks(String signal) {
    return log.remarks(signal);
  }

  /// A name in the message, or nothing.
  String name(String kind) {
    return failure == null ? "" : failure.name(kind);
  }

  /// The object of the failure, or nothing.
  String object() {
    return failure == null ? "" : failure.object();
  }

  /// The message, in lower case.
  String words() {
    return failure == null ? "" : failure.message().toLowerCase(Locale.ROOT);
  }

  /// The message with its detail, in lower case.
  String detail() {
    return failure == null || failure.detail() == null
        ? ""
        : failure.detail().toLowerCase(Locale.ROOT);
  }

  /// The statement, in lower case and with single spaces; empty when the log does not show it.
  String statement() {
    if (failure == null || failure.statement() == null) {
      return "";
    }
    return String.join(" ", failure.statement().toLowerCase(Locale.ROOT).split("\\s+"))
        .replace("\"", "")
        .strip();
  }

  /// Whether the log shows that a migration ran when it failed.
  boolean inMigration() {
    return failure != null && failure.migration() != null;
  }

  /// Whether a column is named as queries name it, with its table or an alias.
  boolean isQualified() {
    return name("column").indexOf('.') > 0;
  }

  /// Whether the runner began at the start of the history.
  boolean isFromBase() {
    return log.fromBase();
  }

  /// The object with its kind, as a part of a sentence.
  String named() {
    String object = object();
    return object.isEmpty() ? "the object" : object;
  }
}
