package dev.migrationsentry.sql;

import java.util.Set;

/// What the project's reader makes of a text.
sealed interface ReaderVerdict {

  /// Read in full.
  ///
  /// @param kind the record of the first statement, e.g. `CreateTable`; empty when there is none
  /// @param statements how many statements were read
  /// @param words all strings in what was read
  /// @param misplaced the first node whose range leaves that of the node around it, or empty
  record Typed(String kind, int statements, Set<String> words, String misplaced)
      implements ReaderVerdict {}

  /// Not understood, in whole or in part, though PostgreSQL may well accept it.
  record Unread(String kind, String reason) implements ReaderVerdict {}

  /// Refused in PostgreSQL's name.
  ///
  /// @param at where PostgreSQL will point, an index into the text
  record Refused(String message, int at) implements ReaderVerdict {}

  /// The reader itself broke down, which must never happen.
  record Crashed(String failure) implements ReaderVerdict {}
}
