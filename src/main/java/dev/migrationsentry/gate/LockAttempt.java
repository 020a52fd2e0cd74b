package dev.migrationsentry.gate;

import org.jspecify.annotations.Nullable;

/// What came of the wish for a lock.
public sealed interface LockAttempt {
  /// It is held.
  record Taken(DatabaseLock lock) implements LockAttempt {}

  /// Somebody else held it for as long as was waited.
  ///
  /// @param why who, and what to do, in sentences
  /// @param holder who, where the server shows it
  record Busy(String why, @Nullable LockHolder holder) implements LockAttempt {}
}
