package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.server.PgBouncer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Never two inside together, however many come at once and whatever stands between.
final class ManyTakersTest extends LockedDatabase {
  @SuppressWarnings("UnusedVariable") // The server is started for it before.
  ManyTakersTest(int major) {}

  @ParameterizedTest
  @CsvSource({
    "2, direct",
    "50, direct",
    "2, transaction",
    "50, transaction",
    "20, session",
    "20, statement",
    "30, direct transaction",
    "30, direct session transaction statement"
  })
  void manyTakersAreNeverInsideTogether(int takers, String ways) throws Exception {
    List<DatabaseUrl> urls = new ArrayList<>();
    for (String way : ways.split(" ", -1)) {
      urls.add(url(way));
    }
    List<Callable<Integer>> visits = new ArrayList<>();
    for (int i = 0; i < takers; i++) {
      DatabaseUrl url = urls.get(i % urls.size());
      visits.add(() -> visit(url));
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> inside : pool.invokeAll(visits)) {
        assertThat(inside.get()).isEqualTo(1);
      }
    }
    assertThat(sql("select visits || ' visits, inside ' || inside from room"))
        .isEqualTo(takers + " visits, inside 0");
  }

  /// Takes the lock, and says how many are inside.
  private int visit(DatabaseUrl url) throws Exception {
    try (DatabaseLock lock = taken(LockTaker.request(url, Duration.ofMinutes(5), false));
        Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      // Read and written apart, so that two at once would lose a visit.
      int inside = number(statement, "update room set inside = inside + 1 returning inside");
      int visits = number(statement, "select visits from room");
      lock.check();
      statement.execute("update room set visits = " + (visits + 1));
      statement.execute("update room set inside = inside - 1");
      return inside;
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"direct, advisory lock", "session, lease", "transaction, lease", "statement, lease"})
  void knowsWhichLocksAreWorthSomething(String way, String kind) throws Exception {
    try (DatabaseLock lock = taken(way, false)) {
      assertThat(lock.describe())
          .startsWith(kind + " ")
          .contains(Long.toString(LockKey.of("shop", "public.schema_migrations").value()));
    }
  }

  @ParameterizedTest
  @CsvSource({"direct, false", "transaction, true", "statement, true"})
  void twoConnectionsThatShareASessionAreFoundOutWhateverThePoolerTells(String way, boolean shared)
      throws Exception {
    try (PgBouncer pooler = way.equals("direct") ? null : PgBouncer.start(server, way, 1);
        LockSession session =
            LockSession.open(
                LockTaker.request(
                    pooler == null ? url(way) : at(pooler.port()), Duration.ZERO, false))) {
      assertThat(PoolerProbe.isShared(session)).isEqualTo(shared);
    }
  }
}
