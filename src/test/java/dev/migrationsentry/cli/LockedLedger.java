package dev.migrationsentry.cli;

import dev.migrationsentry.gate.DatabaseLock;
import dev.migrationsentry.gate.LockAttempt;
import dev.migrationsentry.gate.LockHolder;
import dev.migrationsentry.gate.LockListener;
import dev.migrationsentry.gate.LockRequest;
import dev.migrationsentry.gate.LockTiming;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.server.EmbeddedPostgres;
import java.time.Duration;
import java.util.OptionalLong;

/// A ledger on which somebody works for as long as this is open.
final class LockedLedger implements AutoCloseable {
  private static final LockListener DEAF =
      new LockListener() {
        @Override
        public void waiting(LockHolder holder, Duration waited) {}

        @Override
        public void tookOver(LockHolder holder) {}

        @Override
        public void lost(String why) {}
      };

  private final DatabaseLock lock;

  private LockedLedger(DatabaseLock lock) {
    this.lock = lock;
  }

  /// Takes its lock.
  ///
  /// @param ledger with its schema
  static LockedLedger of(EmbeddedPostgres server, String database, String ledger)
      throws InterruptedException {
    int dot = ledger.indexOf('.');
    LockAttempt attempt =
        DatabaseLock.acquire(
            new LockRequest(
                server.address(database),
                ledger.substring(0, dot),
                ledger.substring(dot + 1),
                OptionalLong.empty(),
                Duration.ZERO,
                false,
                LockRequest.APPLICATION + " gate",
                LockTiming.USUAL),
            DEAF);
    return new LockedLedger(((LockAttempt.Taken) attempt).lock());
  }

  /// Its key.
  long key() {
    return lock.key().value();
  }

  /// Whether it is held still.
  boolean isHeld() {
    try {
      lock.check();
      return true;
    } catch (LockLostException lost) {
      return false;
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
