package dev.migrationsentry.migration;

/// By what a runner sorts the migrations of a history.
public enum OrderBy {
  /// By file or folder name, character by character (UTF-16 code units): `10_a` before `9_b`.
  NAME,

  /// By the number at the start of the name: `9_b` before `10_a`.
  NUMBER,

  /// By a version of several numbers, compared one by one (Flyway): `1.9` before `1.10`.
  VERSION,

  /// By the parents that each migration names (Alembic).
  GRAPH
}
