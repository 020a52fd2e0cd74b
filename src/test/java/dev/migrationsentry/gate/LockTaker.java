package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.runner.LockLostException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/// Takes a lock, says `taken`, and obeys: `begin` and `commit` a transaction under the lock,
/// `write` in one, wait until the lock is `lost`, `close`.
final class LockTaker {
  static final LockTiming QUICK = new LockTiming(Duration.ofMillis(200), Duration.ofSeconds(3));

  private LockTaker() {}

  static LockRequest request(DatabaseUrl url, Duration wait, boolean takeOver) {
    return new LockRequest(
        url,
        "public",
        "schema_migrations",
        OptionalLong.empty(),
        wait,
        takeOver,
        "migration-sentry gate",
        QUICK);
  }

  static void main(String[] arguments) throws Exception {
    DatabaseUrl url = DatabaseUrl.parse(arguments[0]);
    CountDownLatch lost = new CountDownLatch(1);
    LockAttempt attempt = patiently(url, lost);
    if (!(attempt instanceof LockAttempt.Taken(DatabaseLock lock))) {
      IO.println(attempt);
      return;
    }
    IO.println("taken");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = runner(url)) {
      for (String word = in.readLine(); word != null; word = in.readLine()) {
        IO.println(obey(word, lock, connection, lost));
      }
    }
  }

  /// Takes it. A process that has just started may not log in within the short time that is given.
  private static LockAttempt patiently(DatabaseUrl url, CountDownLatch lost)
      throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        return DatabaseLock.acquire(
            request(url, Duration.ofSeconds(60), false), new Listener(lost::countDown));
      } catch (DatabaseProblem slow) {
        if (attempt == 20) {
          throw slow;
        }
      }
    }
  }

  static Connection runner(DatabaseUrl url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "migration-sentry runner");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    return url.connect(properties);
  }

  private static String obey(
      String word, DatabaseLock lock, Connection connection, CountDownLatch lost)
      throws InterruptedException {
    try (Statement statement = connection.createStatement()) {
      switch (word) {
        case "begin" -> {
          connection.setAutoCommit(false);
          lock.checkInTransaction(connection);
          statement.execute("insert into written values ('" + ProcessHandle.current().pid() + "')");
        }
        case "commit" -> {
          connection.commit();
          connection.setAutoCommit(true);
        }
        case "check" -> lock.check(connection);
        case "lost" -> lost.await();
        case "close" -> lock.close();
        default -> throw new IllegalArgumentException(word);
      }
      return "done";
    } catch (LockLostException | SQLException e) {
      return "refused: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  /// Says nothing, and runs something when the lock is lost.
  record Listener(Runnable onLost) implements LockListener {
    @Override
    public void waiting(LockHolder holder, Duration waited) {}

    @Override
    public void tookOver(LockHolder holder) {}

    @Override
    public void lost(String why) {
      onLost.run();
    }
  }
}
