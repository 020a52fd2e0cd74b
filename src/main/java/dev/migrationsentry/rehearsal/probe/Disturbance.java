package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.source.Span;
import java.util.Set;

/// A statement of a pending migration that changes rows in a way that is not followed here.
///
/// @param columns the numbers of the columns that it writes; empty for any
record Disturbance(Kind kind, Set<Integer> columns, Span at) {
  Disturbance {
    columns = Set.copyOf(columns);
  }

  /// What it does to rows.
  enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /// Whether it may concern one of some columns.
  boolean concerns(Set<Integer> asked) {
    return kind != Kind.CHANGED
        || columns.isEmpty()
        || asked.isEmpty()
        || asked.stream().anyMatch(columns::contains);
  }
}
