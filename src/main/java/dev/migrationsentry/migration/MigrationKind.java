package dev.migrationsentry.migration;

/// How often and when a migration runs.
public enum MigrationKind {
  /// Runs once, at its place in the order.
  VERSIONED,

  /// Runs after the versioned ones, and again whenever its text changes (Flyway's `R__`).
  REPEATABLE,

  /// Stands for everything up to its version: a new database runs it instead of the migrations at
  /// or below its version (Flyway's `B`). The migrations that it replaces are not part of the
  /// replay.
  BASELINE
}
