package dev.migrationsentry.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.FaultyProxy;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lock on real servers, over direct connections and through a real PgBouncer in its three
/// modes.
@ParameterizedClass
@ValueSource(ints = {15, 18})
final class DatabaseLockTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init") // Started before the class.
  private static EmbeddedPostgres server;

  private final Map<String, PgBouncer> poolers = new HashMap<>();

  @SuppressWarnings("UnusedVariable") // The server is started for it before.
  DatabaseLockTest(int major) {}

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

  private DatabaseUrl url(String way) throws Exception {
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

  private DatabaseUrl at(int port) {
    return DatabaseUrl.parse(
        "postgresql://postgres:" + server.password() + "@127.0.0.1:" + port + "/shop");
  }

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

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction", "statement"})
  void saysWhoHoldsItForAsLongAsItWaits(String way) throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    LockListener listener =
        new LockListener() {
          @Override
          public void waiting(LockHolder holder, Duration waited) {
            heard.add(holder.describe());
          }

          @Override
          public void tookOver(LockHolder holder) {
            heard.add("took over");
          }

          @Override
          public void lost(String why) {
            heard.add("lost");
          }
        };
    String key = Long.toString(LockKey.of("shop", "public.schema_migrations").value());
    try (DatabaseLock lock = taken(way, false)) {
      assertThat(
              DatabaseLock.acquire(
                  LockTaker.request(url(way), Duration.ofMillis(300), true), listener))
          .isInstanceOfSatisfying(
              LockAttempt.Busy.class,
              busy ->
                  assertThat(busy.why())
                      .contains("The lock " + key, "is held by another: pid ")
                      .contains("waited for it 0 s")
                      .contains("so that it is not taken over"));
      assertThat(heard.poll())
          .matches(
              "pid \\d+, since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, application migration-sentry gate, (client 127\\.0\\.0\\.1, role postgres|host .+)");
      assertThat(heard).isEmpty();
      lock.check();
    }
    taken(way, false).close();
  }

  @Test
  void aKilledHolderOfASessionHoldsNothing() throws Exception {
    try (LockProcess holder = LockProcess.start(url("direct").withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(busy("direct", false)).contains("application migration-sentry gate");
      holder.signal("KILL");
      taken(LockTaker.request(url("direct"), LONG, false)).close();
    }
  }

  @Test
  void aKilledHolderOfALeaseIsTakenOverAfterItsTermAndNotWithoutTheWord() throws Exception {
    DatabaseUrl url = url("transaction");
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      holder.signal("KILL");
      assertThat(busy("transaction", true)).contains("pid " + holder.pid(), "is not taken over");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true))) {
        assertThat(lock.describe()).contains("with the token 2");
        sql("update migration_sentry_lock set expires = now() - interval '1 hour'");
        assertThat(busy("direct", false)).contains("--take-over ends it");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction"})
  void aFrozenHolderThatWasTakenOverWritesNothingWhenItWakes(String way) throws Exception {
    DatabaseUrl url = url(way);
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(holder.asked("begin")).isEqualTo("done");
      assertThat(holder.asked("commit")).isEqualTo("done");
      holder.signal("STOP");
      assertThat(busy(way, true)).contains("is not taken over");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true));
          Connection connection = LockTaker.runner(url)) {
        holder.signal("CONT");
        assertThat(holder.asked("begin")).startsWith("refused: ");
        assertThat(holder.asked("check")).startsWith("refused: ");
        assertThat(holder.asked("lost")).isEqualTo("done");
        lock.check(connection);
      }
    }
    assertThat(sql("select count(*) from written")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "transaction"})
  void aHolderFrozenWithinATransactionIsEndedWithIt(String way) throws Exception {
    DatabaseUrl url = url(way);
    try (LockProcess holder = LockProcess.start(url.withSecret())) {
      assertThat(holder.says()).isEqualTo("taken");
      assertThat(holder.asked("begin")).isEqualTo("done");
      holder.signal("STOP");
      try (DatabaseLock lock = taken(LockTaker.request(url, LONG, true))) {
        holder.signal("CONT");
        assertThat(holder.asked("commit")).startsWith("refused: ");
        lock.check();
      }
    }
    assertThat(sql("select count(*) from written")).isEqualTo("0");
  }

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

  private void loseTheLock(String way) throws SQLException {
    sql(
        way.equals("direct")
            ? "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'migration-sentry gate since%'"
            : "update migration_sentry_lock set holder = null");
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

  @Test
  void aLeaseOutlivesItsConnection() throws Exception {
    DatabaseUrl url = url("transaction");
    try (DatabaseLock lock = taken("transaction", false)) {
      sql(
          "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'shop' and pid <> pg_backend_pid()");
      lock.check();
      assertThat(busy("transaction", true)).contains("is not taken over");
    }
    taken(LockTaker.request(url, Duration.ZERO, false)).close();
  }

  @Test
  void aSessionOfAnotherProgramIsNeverTakenOver() throws Exception {
    LockKey key = LockKey.of("shop", "public.schema_migrations");
    for (String way : List.of("direct", "transaction")) {
      try (Connection other = server.connect("shop");
          Statement statement = other.createStatement()) {
        statement.execute("set application_name = 'nightly report'");
        statement.execute("select pg_advisory_lock(" + key + ")");
        assertThat(busy(way, true))
            .contains("application nightly report", "never taken over", "--lock-key");
        taken(
                new LockRequest(
                    url(way),
                    "public",
                    "schema_migrations",
                    OptionalLong.of(7),
                    Duration.ZERO,
                    false,
                    "migration-sentry gate",
                    LockTaker.QUICK))
            .close();
      }
    }
  }

  @Test
  void locksOfOtherLedgersAndDatabasesDoNotMatter() throws Exception {
    try (DatabaseLock lock = taken("direct", false);
        DatabaseLock other =
            taken(
                new LockRequest(
                    url("direct"),
                    "public",
                    "alembic_version",
                    OptionalLong.empty(),
                    Duration.ZERO,
                    false,
                    "migration-sentry gate",
                    LockTaker.QUICK))) {
      assertThat(other.key()).isNotEqualTo(lock.key());
    }
    assertThat(LockKey.of("a", "bc")).isNotEqualTo(LockKey.of("ab", "c"));
  }

  private DatabaseLock taken(String way, boolean takeOver) throws Exception {
    return taken(LockTaker.request(url(way), Duration.ZERO, takeOver));
  }

  private static DatabaseLock taken(LockRequest request) throws InterruptedException {
    LockAttempt attempt = DatabaseLock.acquire(request, new LockTaker.Listener(() -> {}));
    assertThat(attempt).isInstanceOf(LockAttempt.Taken.class);
    return ((LockAttempt.Taken) attempt).lock();
  }

  /// Why the lock can't be had at once.
  private String busy(String way, boolean takeOver) throws Exception {
    LockAttempt attempt =
        DatabaseLock.acquire(
            LockTaker.request(url(way), Duration.ZERO, takeOver), new LockTaker.Listener(() -> {}));
    assertThat(attempt).isInstanceOf(LockAttempt.Busy.class);
    return ((LockAttempt.Busy) attempt).why();
  }

  private String sql(String text) throws SQLException {
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
