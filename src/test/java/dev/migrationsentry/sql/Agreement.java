package dev.migrationsentry.sql;

import java.util.Locale;

/// How the reader's verdict stands to that of PostgreSQL's own parser.
enum Agreement {
  /// PostgreSQL accepts it, and it was read in full.
  TYPED,
  /// PostgreSQL accepts it, and the reader says that it does not understand it.
  UNREAD,
  /// PostgreSQL accepts it, and the reader claims that it will not.
  FALSE_REFUSAL,
  /// PostgreSQL accepts it, and the reader found another number of statements in it.
  SPLIT_DIFFERENTLY,
  /// Both refuse it.
  REFUSED,
  /// PostgreSQL refuses it, and the reader says that it does not understand it.
  UNDECIDED,
  /// PostgreSQL refuses it, and the reader accepts it.
  FALSE_ACCEPTANCE,
  /// The reader broke down.
  CRASH;

  /// Compares two verdicts on one text.
  static Agreement between(OracleVerdict theirs, ReaderVerdict ours) {
    return switch (ours) {
      case ReaderVerdict.Crashed _ -> CRASH;
      case ReaderVerdict.Unread _ -> theirs.accepted() ? UNREAD : UNDECIDED;
      case ReaderVerdict.Refused _ -> theirs.accepted() ? FALSE_REFUSAL : REFUSED;
      case ReaderVerdict.Typed typed when !theirs.accepted() -> FALSE_ACCEPTANCE;
      case ReaderVerdict.Typed typed ->
          typed.statements() == theirs.statements() ? TYPED : SPLIT_DIFFERENTLY;
    };
  }

  /// What it is called in a report.
  String words() {
    return toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether both verdicts are the same.
  boolean same() {
    return this == TYPED || this == REFUSED;
  }
}
