package dev.migrationsentry.migration;

/// By what a runner sorts the migrations of a history.
public enum OrderBy {
  /// By file or folder name, character by character (UTF-16 code units): `10_a` before `9_b`.
  NAME,

  /// By the number at the start of the name: `9_b` before `10_a`.
  NUMBER,

  /// By a version of several numbers, compared one by one (Flyway): `1.9` before `1.10`.
  VERSION,

  /// By a list of migrations with a time for each, which is its version here. What has no later
  /// time than the newest one that a database has run is passed over in silence (Drizzle).
  JOURNAL,

  /// By the parents that each migration names (Alembic).
  GRAPH
}
