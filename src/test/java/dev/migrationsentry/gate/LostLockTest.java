package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.server.FaultyProxy;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A lock that is lost under a run: whoever has lost it writes nothing more.
final class LostLockTest extends LockedDatabase {
  @SuppressWarnings("UnusedVariable") // The server is started for it before.
  LostLockTest(int major) {}

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction"})
  void theNextHolderWaitsForWhatWasBegunUnderTheLock(String way) throws Exception {
    DatabaseUrl url = url(way);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    LockRequest request = LockTaker.request(url, Duration.ZERO, false);
    LockAttempt attempt =
        DatabaseLock.acquire(request, new LockTaker.Listener(() -> heard.add("lost")));
    try (DatabaseLock lock = ((LockAttempt.Taken) attempt).lock();
        Connection connection = LockTaker.runner(url);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      lock.checkInTransaction(connection);
      statement.execute("insert into written values ('first')");
      loseTheLock(way);
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("lost");
      assertThat(busy(way, false)).contains("which holds the lock no more but is still writing");
      connection.commit();
      try (DatabaseLock next = taken(LockTaker.request(url, LONG, false))) {
        assertThatThrownBy(() -> lock.check(connection)).isInstanceOf(LockLostException.class);
        connection.rollback();
        assertThatThrownBy(() -> lock.checkInTransaction(connection))
            .isInstanceOf(LockLostException.class);
        connection.rollback();
        next.check();
      }
    }
    assertThat(sql("select count(*) from written")).isEqualTo("1");
  }

  @Test
  void theFenceOnTheConnectionItselfNoticesWhatTheHeartHasNotYet() throws Exception {
    for (String way : List.of("direct", "transaction")) {
      DatabaseUrl url = url(way);
      LockRequest asleep =
          new LockRequest(
              url,
              "public",
              "schema_migrations",
              OptionalLong.empty(),
              Duration.ZERO,
              false,
              "migration-sentry gate",
              new LockTiming(Duration.ofHours(1), Duration.ofHours(3)));
      try (DatabaseLock lock = taken(asleep);
          Connection connection = LockTaker.runner(url)) {
        connection.setAutoCommit(false);
        lock.checkInTransaction(connection);
        connection.rollback();
        loseTheLock(way);
        try (DatabaseLock next = taken(LockTaker.request(url, LONG, true))) {
          connection.setAutoCommit(true);
          assertThatThrownBy(() -> lock.check(connection))
              .isInstanceOf(LockLostException.class)
              .hasMessageContaining("is not held any more");
          connection.setAutoCommit(false);
          assertThatThrownBy(() -> lock.checkInTransaction(connection))
              .isInstanceOf(LockLostException.class);
          connection.rollback();
          next.check();
        }
      }
    }
  }

  @Test
  void onADirectConnectionTheNextHolderWaitsForStatementsOutsideOfTransactionsToo()
      throws Exception {
    DatabaseUrl url = url("direct");
    try (DatabaseLock lock = taken("direct", false)) {
      try (Connection connection = LockTaker.runner(url)) {
        lock.check(connection);
        lock.check(connection);
        loseTheLock("direct");
        assertThat(busy("direct", false)).contains("application migration-sentry runner");
      }
      taken(LockTaker.request(url, LONG, false)).close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionThatIsCutOrSilentIsNoticed(boolean cut) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (FaultyProxy proxy =
        FaultyProxy.start(server.port(), Long.MAX_VALUE, FaultyProxy.Fault.CUT)) {
      LockAttempt attempt =
          DatabaseLock.acquire(
              LockTaker.request(at(proxy.port()), Duration.ZERO, false),
              new LockTaker.Listener(() -> heard.add("lost")));
      try (DatabaseLock lock = ((LockAttempt.Taken) attempt).lock()) {
        if (cut) {
          proxy.cut();
        } else {
          proxy.silence();
        }
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("lost");
        assertThatThrownBy(lock::check).isInstanceOf(LockLostException.class);
      }
    }
  }
}
