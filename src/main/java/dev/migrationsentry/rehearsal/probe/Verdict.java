package dev.migrationsentry.rehearsal.probe;

/// Whether rows of production break a migration.
public enum Verdict {
  /// They do: in production the migration would fail.
  YES,
  /// They do not.
  NO,
  /// That could not be told; the reason stands beside it.
  UNKNOWN
}
