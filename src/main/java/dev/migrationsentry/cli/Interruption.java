package dev.migrationsentry.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What a command does when its process is asked to end (Ctrl-C, SIGTERM) while it writes: it
/// breaks off, rolls back, gives its lock back and says what it has left, before the process is
/// gone.
final class Interruption implements AutoCloseable {
  /// How long it has for that. Hosts kill a process 30 s after they have asked.
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final Thread hook = new Thread(this::end, "interruption");

  private Interruption() {}

  /// Begins to listen. Until it is known how to break off, there is nothing to break off.
  static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /// Says how the command breaks off from now on.
  void by(Runnable breaksOff) {
    stop.set(breaksOff);
  }

  /// Says that it breaks off by the interruption of this thread.
  void byThisThread() {
    by(Thread.currentThread()::interrupt);
  }

  private void end() {
    Runnable known = stop.get();
    if (known == null) {
      return;
    }
    known.run();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The command has ended, and has said how.
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs, and waits no more.
    }
  }
}
