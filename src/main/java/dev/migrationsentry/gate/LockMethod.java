package dev.migrationsentry.gate;

import dev.migrationsentry.runner.Fence;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One way of holding a lock.
sealed interface LockMethod extends Fence, AutoCloseable permits AdvisoryLock, LeasedLock {
  /// What came of one try.
  ///
  /// @param taken whether it is held now
  /// @param holder who else holds it, where that was seen
  /// @param ended who was dead and was ended for it
  record Try(boolean taken, @Nullable LockHolder holder, @Nullable LockHolder ended) {
    static final Try TAKEN = new Try(true, null, null);

    static Try held(Optional<LockHolder> holder) {
      return new Try(false, holder.orElse(null), null);
    }

    static Try ended(LockHolder holder) {
      return new Try(false, null, holder);
    }
  }

  /// What a sign of life was answered with.
  enum Beat {
    /// The lock is held.
    HELD,
    /// It is not.
    LOST,
    /// The server could not be asked; the lock may be held still.
    UNANSWERED
  }

  /// Tries once, without waiting.
  Try tryOnce() throws SQLException;

  /// Gives a sign of life.
  Beat beat();

  /// What it rests on, for people.
  String describe();

  /// With which another process works under it.
  String ticket();

  /// Gives the lock back.
  @Override
  void close();
}
