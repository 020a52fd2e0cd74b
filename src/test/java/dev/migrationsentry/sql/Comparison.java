package dev.migrationsentry.sql;

import java.util.List;

/// One text with both verdicts.
///
/// @param sql the text
/// @param origin where it comes from, for people
record Comparison(String sql, String origin, OracleVerdict theirs, ReaderVerdict ours) {

  Agreement agreement() {
    return Agreement.between(theirs, ours);
  }

  /// Whether both refuse the text and PostgreSQL says where.
  boolean placed() {
    return agreement() == Agreement.REFUSED && theirs.cursor() >= 0;
  }

  /// Whether both refuse the text at the same place.
  boolean samePlace() {
    return placed()
        && ours instanceof ReaderVerdict.Refused refused
        && refused.at() == theirs.cursor();
  }

  /// Whether both refuse the text in the same words.
  boolean sameWords() {
    return ours instanceof ReaderVerdict.Refused refused
        && refused.message().equals(theirs.error());
  }

  /// The identifiers and string constants that PostgreSQL sees in the text and the reader lost.
  List<String> lost() {
    return ours instanceof ReaderVerdict.Typed typed
        ? theirs.names().stream().filter(name -> !typed.words().contains(name)).toList()
        : List.of();
  }

  /// Whether a node's range leaves that of the node around it.
  boolean misplaced() {
    return ours instanceof ReaderVerdict.Typed typed && !typed.misplaced().isEmpty();
  }
}
