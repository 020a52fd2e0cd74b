package dev.migrationsentry.rehearsal.wire;

/// How a lock is known.
public enum LockEvidence {
  /// The server's list of locks showed it within the transaction.
  REPORTED,
  /// Another connection saw it while the statement ran.
  SEEN,
  /// The statement is one that takes it, and was too fast or could not be looked at.
  DERIVED
}
