package dev.migrationsentry.log;

/// Whether a failure can be a cause, or only says that an earlier one happened.
public enum FollowUp {
  /// It stands for itself.
  NONE,
  /// PostgreSQL refuses everything after a failure in the same transaction (SQLSTATE 25P02).
  ABORTED_TRANSACTION,
  /// A runner refuses to go on, since an earlier run failed: P3009, a dirty version.
  FAILED_BEFORE,
  /// Another process holds the runner's lock: what it does or why it ended is not said here.
  LOCK_HELD,
  /// It came after an earlier failure of the same process.
  AFTER_FAILURE;

  /// Whether such a failure is never the cause, even where nothing else is in the log.
  public boolean isNeverTheCause() {
    return this == ABORTED_TRANSACTION || this == FAILED_BEFORE || this == LOCK_HELD;
  }
}
