package dev.migrationsentry.rehearsal.probe;

/// Where a column's value comes from, when the migrations have come to a statement.
sealed interface Source {
  /// It follows from the row as it is in production.
  record Value(Fragment sql) implements Source {}

  /// It is made anew for each row, or is not known.
  ///
  /// @param notNull whether it is never null
  /// @param distinct whether no two rows get the same
  record Made(String why, boolean notNull, boolean distinct) implements Source {}
}
