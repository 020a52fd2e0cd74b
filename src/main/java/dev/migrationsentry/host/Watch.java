package dev.migrationsentry.host;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Limits the time that reads take together.
final class Watch {
  private final Runnable end;
  private long nanosLeft;
  private volatile boolean over;

  /// @param end makes the read that waits return
  Watch(Duration limit, Runnable end) {
    this.nanosLeft = limit.toNanos();
    this.end = end;
  }

  /// A read that may wait.
  interface Read {
    int read() throws IOException;
  }

  /// Reads, and ends what is read from when the time is over.
  int during(Read read) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    long left = nanosLeft;
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!done.await(left, TimeUnit.NANOSECONDS)) {
                  over = true;
                  end.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    long before = System.nanoTime();
    try {
      return read.read();
    } catch (IOException e) {
      if (over) {
        return -1;
      }
      throw e;
    } finally {
      done.countDown();
      thread.interrupt();
      nanosLeft -= System.nanoTime() - before;
    }
  }

  /// Whether the time was not enough.
  boolean isOver() {
    return over;
  }
}
