package dev.migrationsentry.platform;

import dev.migrationsentry.source.Span;
import java.util.List;

/// A call of a program that has to do with migrations.
///
/// @param runner the program's name: `alembic`, `flask db`, or what the project's own is called
/// @param action what it does
/// @param words its words from the program's name on; those before an option's place are kept
/// @param where the whole command
record Invocation(String runner, Action action, List<Shell.Word> words, Span where) {
  Invocation {
    words = List.copyOf(words);
  }

  /// What a call does.
  enum Action {
    /// Applies migrations.
    APPLY,
    /// Records migrations as applied without running them.
    STAMP,
    /// Writes a migration from a difference between code and database, or changes the database by
    /// it.
    GENERATE,
    /// Corrects what the runner has recorded.
    REPAIR,
    /// Something else, such as showing the status.
    OTHER
  }

  boolean applies() {
    return action == Action.APPLY;
  }

  /// Whether it matters to a deploy that it fails.
  boolean matters() {
    return action == Action.APPLY || action == Action.REPAIR;
  }

  /// The command as people know it.
  String shown() {
    StringBuilder shown = new StringBuilder();
    for (Shell.Word word : words) {
      shown.append(shown.isEmpty() ? "" : " ").append(word.text());
      if (shown.length() > 60) {
        return shown.substring(0, 60) + "…";
      }
    }
    return shown.toString();
  }
}
