package dev.migrationsentry.runner;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Notices that an answer will never come: the connection looks open, and is not. Statements may
/// take hours, so that no time limit can tell; another connection asks the server what the session
/// does. When it does nothing, twice, while the run waits, then the answer was lost on the way.
final class Watch implements AutoCloseable {
  /// How often the server may be out of reach, one time after the other, before the connection
  /// counts as lost as well.
  private static final int MOST_FAILURES = 10;

  private final ServerChannel channel;
  private final OwnSession session;
  private final CountDownLatch over = new CountDownLatch(1);

  private Watch(ServerChannel channel, OwnSession session) {
    this.channel = channel;
    this.session = session;
  }

  static Watch over(ServerChannel channel, OwnSession session) {
    Watch watch = new Watch(channel, session);
    if (session.visible()) {
      Thread.ofPlatform().daemon().name("watch over migrate").start(watch::run);
    }
    return watch;
  }

  private void run() {
    Duration patience = session.patience();
    long pause = Math.max(100, patience.toMillis() / 4);
    OwnSession.@Nullable Look before = null;
    int failures = 0;
    try {
      while (!over.await(pause, TimeUnit.MILLISECONDS)) {
        if (channel.waiting().compareTo(patience) < 0) {
          before = null;
          failures = 0;
          continue;
        }
        try {
          OwnSession.Look look = session.look();
          failures = 0;
          boolean idle = look.doing() == OwnSession.Doing.NOTHING && look.equals(before);
          // The answer may have come while the server was asked.
          boolean waits = channel.waiting().compareTo(patience) >= 0;
          if (waits && (idle || look.doing() == OwnSession.Doing.GONE)) {
            lost();
            return;
          }
          before = look;
        } catch (SQLException unreachable) {
          failures++;
          if (failures >= MOST_FAILURES) {
            channel.abort();
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lost() {
    try {
      session.end();
    } catch (SQLException unreachable) {
      // It is ended later, or by the server, which waits for the client no longer than it was told.
    }
    channel.abort();
  }

  @Override
  public void close() {
    over.countDown();
  }
}
