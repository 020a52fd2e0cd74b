package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// A database, servers of two majors, and the lock on it over direct connections and through a real
/// PgBouncer in its three modes.
@ParameterizedClass
@MethodSource("majors")
abstract class LockedDatabase {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  static final Duration LONG = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init") // Started before the class.
  static EmbeddedPostgres server;

  private final Map<String, PgBouncer> poolers = new HashMap<>();

  @BeforeParameterizedClassInvocation
  static void start(int major) {
    server = TestServers.start(major);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    server.createDatabase("shop");
    sql(
        "create table written (process text); create table room (inside int, visits int); insert into room values (0, 0)");
  }

  @AfterEach
  void dropDatabase() throws Exception {
    for (PgBouncer pooler : poolers.values()) {
      pooler.close();
    }
    poolers.clear();
    server.dropDatabase("shop");
  }

  final DatabaseUrl url(String way) throws Exception {
    if (way.equals("direct")) {
      return at(server.port());
    }
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    PgBouncer pooler = poolers.get(way);
    if (pooler == null) {
      pooler = PgBouncer.start(server, way, way.equals("session") ? 60 : 5);
      poolers.put(way, pooler);
    }
    return at(pooler.port());
  }

  final DatabaseUrl at(int port) {
    return DatabaseUrl.parse(
        "postgresql://postgres:" + server.password() + "@127.0.0.1:" + port + "/shop");
  }

  /// Both majors with `-Dfaults=all`, the newer one in each build.
  static List<Integer> majors() {
    return ALL ? List.of(15, 18) : List.of(18);
  }

  final void loseTheLock(String way) throws SQLException {
    sql(
        way.equals("direct")
            ? "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'migration-sentry gate since%'"
            : "update migration_sentry_lock set holder = null");
  }

  final DatabaseLock taken(String way, boolean takeOver) throws Exception {
    return taken(LockTaker.request(url(way), Duration.ZERO, takeOver));
  }

  static DatabaseLock taken(LockRequest request) throws InterruptedException {
    LockAttempt attempt = DatabaseLock.acquire(request, new LockTaker.Listener(() -> {}));
    assertThat(attempt).isInstanceOf(LockAttempt.Taken.class);
    return ((LockAttempt.Taken) attempt).lock();
  }

  /// Why the lock can't be had at once.
  final String busy(String way, boolean takeOver) throws Exception {
    LockAttempt attempt =
        DatabaseLock.acquire(
            LockTaker.request(url(way), Duration.ZERO, takeOver), new LockTaker.Listener(() -> {}));
    assertThat(attempt).isInstanceOf(LockAttempt.Busy.class);
    return ((LockAttempt.Busy) attempt).why();
  }

  final String sql(String text) throws SQLException {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(text)) {
        return "";
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
