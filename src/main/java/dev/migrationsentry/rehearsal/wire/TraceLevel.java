package dev.migrationsentry.rehearsal.wire;

/// How much of a run is recorded.
public enum TraceLevel {
  /// Statements and answers.
  STATEMENTS,
  /// Also locks, rewrites, scans and written rows. The server is asked for them between statements.
  EFFECTS
}
