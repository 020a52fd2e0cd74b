package dev.migrationsentry.gate;

import java.time.Duration;

/// Hears what becomes of a lock.
public interface LockListener {
  /// Somebody else holds it. Called at first, when the holder changes, and from time to time.
  ///
  /// @param waited how long so far
  void waiting(LockHolder holder, Duration waited);

  /// A dead holder was ended.
  void tookOver(LockHolder holder);

  /// The lock is not held any more, or nobody can tell: nothing more may be written. Called at most
  /// once, from a thread of the lock.
  ///
  /// @param why a sentence
  void lost(String why);
}
