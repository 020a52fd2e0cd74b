package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.lock.LockMode;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the proxy tells of locks, files, scans and rows, on an old and a new server.
final class EffectsTest {
  private static EmbeddedPostgres oldServer;
  private static EmbeddedPostgres newServer;

  @BeforeAll
  static void startServers() {
    oldServer = TestServers.start(15);
    newServer = TestServers.start(18);
  }

  @AfterAll
  static void stopServers() {
    oldServer.close();
    newServer.close();
  }

  private static EmbeddedPostgres server(int major) {
    return major == 15 ? oldServer : newServer;
  }

  private static TracedRun run(int major, String name) throws SQLException {
    EmbeddedPostgres server = server(major);
    server.createDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table customers (id int primary key, email text);
          create table orders (id int primary key, customer_id int, amount numeric(8, 2));
          create index orders_amount on orders (amount);
          insert into customers select i, 'a' from generate_series(1, 100) as i;
          insert into orders select i, i, 1 from generate_series(1, 100) as i;
          """);
    }
    return new TracedRun(server, name, TraceSettings.FULL.hangingAfter(Duration.ofMillis(200)));
  }

  private static List<String> locks(TracedStatement statement) {
    return statement.effects().locks().stream()
        .filter(lock -> !lock.relation().isIndex())
        .map(lock -> lock.relation() + " " + lock.mode().sql())
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void tellsLocksWhenTheyAreTaken(int major) throws SQLException {
    try (TracedRun run = run(major, "locks");
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create index orders_customer on orders (customer_id)");
      statement.execute(
          "alter table orders add constraint f foreign key (customer_id) references customers");
      statement.execute("alter table orders add note text");
      statement.execute("update customers set email = 'b'");
      connection.commit();
      assertThat(locks(run.statement("create index"))).containsExactly("orders SHARE");
      assertThat(run.statement("create index").effects().indexBuilds())
          .extracting(IndexBuild::index)
          .containsExactly("public.orders_customer");
      assertThat(locks(run.statement("alter table orders add constraint")))
          .contains("customers SHARE ROW EXCLUSIVE", "orders SHARE ROW EXCLUSIVE");
      assertThat(locks(run.statement("alter table orders add note")))
          .containsExactly("orders ACCESS EXCLUSIVE");
      assertThat(locks(run.statement("update"))).containsExactly("customers ROW EXCLUSIVE");
      assertThat(run.statement("update").effects().writes())
          .extracting(RowsWritten::updated)
          .containsExactly(100L);
      TransactionEnd end = run.events(TransactionEnd.class).getLast();
      assertThat(end.committed()).isTrue();
      HeldLock held =
          end.locks().stream()
              .filter(lock -> lock.lock().mode() == LockMode.ACCESS_EXCLUSIVE)
              .filter(lock -> lock.lock().relation().name().equals("orders"))
              .findFirst()
              .orElseThrow();
      assertThat(held.statement()).isEqualTo(run.statement("alter table orders add note").number());
      assertThat(held.held())
          .isGreaterThanOrEqualTo(run.statement("alter table orders add note").duration());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void tellsRewritesAndScans(int major) throws SQLException {
    try (TracedRun run = run(major, "rewrites");
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("alter table orders alter amount type numeric(14, 4)");
      statement.execute("alter table orders alter customer_id set not null");
      statement.execute("alter table customers add note text");
      statement.execute("do $$ begin alter table customers alter id type bigint; end $$");
      statement.execute("vacuum full customers");
      assertThat(run.statement("alter table orders alter amount").effects().rewrites())
          .extracting(rewrite -> rewrite.relation().name())
          .containsExactly("orders");
      assertThat(run.statement("alter table orders alter customer_id").effects().scans())
          .containsExactly(
              new FullScan(
                  run.statement("alter table orders alter amount")
                      .effects()
                      .rewrites()
                      .getFirst()
                      .relation(),
                  1,
                  100));
      assertThat(run.statement("alter table customers").effects().rewrites()).isEmpty();
      assertThat(run.statement("alter table customers").effects().scans()).isEmpty();
      assertThat(run.statement("do").effects().rewrites())
          .extracting(rewrite -> rewrite.relation().name())
          .containsExactly("customers");
      assertThat(run.statement("vacuum").effects().rewrites())
          .extracting(rewrite -> rewrite.relation().name())
          .containsExactly("customers");
      assertThat(locks(run.statement("vacuum"))).containsExactly("customers ACCESS EXCLUSIVE");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void takesNoticeOfWhatTheRunMadeItselfOnlyWhereUsersAre(int major) throws SQLException {
    try (TracedRun run = run(major, "own");
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table fresh (id int)");
      statement.execute("alter table fresh add note text");
      statement.execute("create index on fresh (id)");
      assertThat(run.statements()).extracting(TracedStatement::effects).containsOnly(Effects.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void tellsOfIndexesBuiltConcurrently(int major) throws SQLException {
    try (TracedRun run = run(major, "concurrently");
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create index concurrently a on orders (customer_id)");
      assertThatThrownBy(
              () -> statement.execute("create unique index concurrently b on customers (email)"))
          .isInstanceOf(SQLException.class);
      assertThat(run.statement("create index").effects().indexBuilds())
          .extracting(IndexBuild::index)
          .containsExactly("public.a");
      assertThat(locks(run.statement("create index")))
          .containsExactly("orders SHARE UPDATE EXCLUSIVE");
      assertThat(run.statement("create unique").effects().invalidIndexes())
          .extracting(IndexBuild::index)
          .containsExactly("public.b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void reportsWhoWaitsForWhom(int major) throws Exception {
    try (TracedRun run = run(major, "hang");
        Connection first = run.connect();
        Connection second = run.connect();
        Statement holder = first.createStatement();
        Statement waiter = second.createStatement()) {
      first.setAutoCommit(false);
      holder.execute("select count(*) from orders");
      Thread waiting =
          Thread.ofVirtual()
              .start(() ->
                  assertThatThrownBy(() -> waiter.execute("alter table orders add note text"))
                      .isInstanceOf(SQLException.class));
      Hang hang = run.hang();
      waiter.cancel();
      waiting.join();
      assertThat(hang.sql()).isEqualTo("alter table orders add note text");
      assertThat(hang.waitsFor()).isEqualTo("relation");
      assertThat(hang.blockers())
          .containsExactly(
              new HangBlocker(1, "idle in transaction", "select count(*) from orders"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void leavesNothingInTheDatabase(int major) throws SQLException {
    run(major, "nothing_left").close();
    try (Connection connection = server(major).connect("nothing_left");
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select (select count(*) from pg_event_trigger) + (select count(*) from pg_namespace where nspname = '__ms')")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }
}
