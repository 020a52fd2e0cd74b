package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.postgresql.PGConnection;

/// What the proxy passes on and what it tells, with PostgreSQL's own driver for Java.
final class WireProxyTest {
  private static final TraceSettings PLAIN = TraceSettings.FULL.at(TraceLevel.STATEMENTS);
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server = TestServers.start(18);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static TracedRun run(TestInfo test) throws SQLException {
    return TracedRun.in(server, test.getTestMethod().orElseThrow().getName(), PLAIN);
  }

  @Test
  void tellsWhoLogsInAndWhatItAsks(TestInfo test) throws SQLException {
    try (TracedRun run = run(test)) {
      try (Connection connection = run.connect("ApplicationName", "the deploy");
          Statement statement = connection.createStatement()) {
        statement.execute("create table a (id int primary key, name text)");
        try (PreparedStatement insert =
            connection.prepareStatement("insert into a values (?, ?)")) {
          insert.setInt(1, 1);
          insert.setString(2, "ä€");
          insert.execute();
        }
      }
      assertThat(run.proxy.connections()).isEqualTo(1);
      assertThat(run.events(TracedConnection.class))
          .extracting(TracedConnection::database, TracedConnection::user)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(run.database, "postgres"));
      assertThat(run.statements())
          .extracting(TracedStatement::tag)
          .containsExactly("CREATE TABLE", "INSERT 0 1");
      TracedStatement insert = run.statement("insert");
      assertThat(insert.sql()).isEqualTo("insert into a values ($1, $2)");
      assertThat(insert.protocol()).isEqualTo(WireProtocol.EXTENDED);
      assertThat(insert.rows()).isEqualTo(1);
      assertThat(insert.status()).isEqualTo(TransactionStatus.IDLE);
    }
  }

  @Test
  void cutsTheStatementsOfOneMessage(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect("preferQueryMode", "simple");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() ->
              statement.execute(
                  "create table ä (id int); -- one\n insert into ä values (1); select x from ä; select 2"))
          .isInstanceOf(SQLException.class);
      assertThat(run.statements())
          .extracting(TracedStatement::sql)
          .containsExactly(
              "create table ä (id int)", "insert into ä values (1)", "select x from ä");
      TracedStatement failed = run.statement("select x");
      assertThat(TracedRun.sqlState(failed)).isEqualTo("42703");
      assertThat(failed.errorPosition()).isEqualTo(8);
      assertThat(failed.sql().charAt(failed.errorPosition() - 1)).isEqualTo('x');
      assertThat(run.statements())
          .extracting(TracedStatement::message)
          .containsOnly(failed.message());
      assertThat(run.events(TransactionEnd.class).getLast().committed()).isFalse();
    }
  }

  @Test
  void tellsWhichStatementOfAMessageCannotBeParsed(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect("preferQueryMode", "simple");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("select 1; select 2; selct 3; select 4"))
          .isInstanceOf(SQLException.class);
      assertThat(run.statements())
          .singleElement()
          .satisfies(failed -> {
            assertThat(failed.sql()).isEqualTo("selct 3");
            assertThat(failed.errorPosition()).isEqualTo(1);
          });
    }
  }

  @Test
  void tellsAnErrorBeforeAnythingIsExecuted(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect()) {
      assertThatThrownBy(() -> connection.prepareStatement("select nothing").getParameterMetaData())
          .isInstanceOf(SQLException.class);
      assertThat(run.statements())
          .singleElement()
          .satisfies(failed -> {
            assertThat(failed.sql()).isEqualTo("select nothing");
            assertThat(TracedRun.sqlState(failed)).isEqualTo("42703");
          });
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
      }
      assertThat(run.statements().getLast().failed()).isFalse();
    }
  }

  @Test
  void passesRowsOfCopyInBothDirections(TestInfo test) throws Exception {
    String rows = "some text of a row\n".repeat(200_000);
    try (TracedRun run = run(test);
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table a (line text)");
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(copies.copyIn("copy a from stdin", new StringReader(rows))).isEqualTo(200_000);
      StringWriter out = new StringWriter();
      copies.copyOut("copy a to stdout", out);
      assertThat(out.toString()).isEqualTo(rows);
      assertThatThrownBy(() -> copies.copyIn("copy a from stdin", new StringReader("a\tb\n")))
          .isInstanceOf(SQLException.class);
      statement.execute("select 1");
      assertThat(run.statements())
          .extracting(TracedStatement::tag)
          .containsExactly("CREATE TABLE", "COPY 200000", "COPY 200000", null, "SELECT 1");
    }
  }

  @Test
  void followsTransactions(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create table a (id int)");
      statement.execute("savepoint s");
      assertThatThrownBy(() -> statement.execute("select 1 / 0")).isInstanceOf(SQLException.class);
      statement.execute("rollback to savepoint s");
      connection.commit();
      statement.execute("drop table a");
      connection.rollback();
      assertThat(run.events(TransactionEnd.class).stream().skip(1))
          .extracting(TransactionEnd::committed)
          .containsExactly(true, false);
      assertThat(run.statement("select 1 / 0").status()).isEqualTo(TransactionStatus.FAILED);
      assertThat(run.statement("rollback to").status()).isEqualTo(TransactionStatus.OPEN);
    }
  }

  @Test
  void passesRequestsToCancelOn(TestInfo test) throws Exception {
    try (TracedRun run = run(test);
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(() -> statement.execute("select pg_sleep(60)"))
          .isInstanceOf(SQLException.class);
      assertThat(TracedRun.sqlState(run.statement("select pg_sleep"))).isEqualTo("57014");
      assertThat(run.statement("select pg_sleep").duration()).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void passesNoticesAndNotificationsOn(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "listen deploys; do $$ begin raise warning 'careful'; end $$; notify deploys, 'now'");
      assertThat(statement.getWarnings().getMessage()).isEqualTo("careful");
      assertThat(connection.unwrap(PGConnection.class).getNotifications())
          .singleElement()
          .satisfies(notification -> assertThat(notification.getParameter()).isEqualTo("now"));
      assertThat(run.statement(" do").notices())
          .extracting(ServerMessage::message)
          .containsExactly("careful");
    }
  }

  @Test
  void fetchesRowsInPortions(TestInfo test) throws SQLException {
    try (TracedRun run = run(test);
        Connection connection = run.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(10);
      int rows = 0;
      try (var result = statement.executeQuery("select generate_series(1, 35)")) {
        while (result.next()) {
          rows++;
        }
      }
      connection.commit();
      assertThat(rows).isEqualTo(35);
      assertThat(run.statement("COMMIT").tag()).isEqualTo("COMMIT");
    }
  }
}
