package dev.migrationsentry.cli;

import dev.migrationsentry.runner.MigrationRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a run when the process is asked to end (Ctrl-C, SIGTERM): the statement is cancelled, its
/// transaction rolled back, and the state is said before the process is gone.
final class Interruption {
  /// How long the run has to roll back and to say so.
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(MigrationRun run) {
    this.hook =
        new Thread(
            () -> {
              run.interrupt();
              await();
            },
            "end of migrate");
  }

  /// Begins to listen.
  static Interruption of(MigrationRun run) {
    Interruption interruption = new Interruption(run);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void await() {
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // The main thread says how it ended.
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run has ended.
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs; it waits for what is said now.
    }
  }
}
