package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.FaultyProxy;
import dev.migrationsentry.server.ScriptedServer;
import dev.migrationsentry.server.TestServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a database, who reads it gets one sentence, no result, exit code 2 or 3,
/// and the database is as before.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {
  private static final String SECRET = "s3cr%t pass";
  private static final String ENCODED = "s3cr%25t%20pass";

  private EmbeddedPostgres server;
  private String written = "";
  @TempDir private Path folder;

  @BeforeAll
  void start() throws SQLException {
    server = TestServers.start(18);
    server.createDatabase("shop");
    sql(
        """
        create table clients (id bigint primary key, email text);
        create view emails as select email from clients;
        create table alembic_version (version_num varchar(32) primary key);
        insert into alembic_version values ('a1');
        create table files (name text, checksum text);
        """);
    sql("create role reader login password '" + SECRET + "'");
    sql("create role busy login password '" + SECRET + "' connection limit 0");
    sql("create role sleeper nologin password '" + SECRET + "'");
    sql("create database closed");
    sql("revoke connect on database closed from public");
  }

  @BeforeEach
  void writeProject() throws Exception {
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    Files.writeString(folder.resolve("migrations/env.py"), "");
    Files.writeString(
        versions.resolve("a1_clients.py"),
        """
        from alembic import op
        revision = 'a1'
        down_revision = None
        def upgrade():
            op.execute("create table clients (id bigint primary key, email text)")
        """);
    written = nextTransaction();
  }

  @AfterEach
  void nothingIsWritten() throws SQLException {
    assertThat(nextTransaction()).isEqualTo(written);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reader:wr0ng%25word@127.0.0.1:PORT/shop | refuses the login; check the role and its password (28P01",
        "nobody:SECRET@127.0.0.1:PORT/shop | refuses the login; check the role and its password (28P01",
        "sleeper:SECRET@127.0.0.1:PORT/shop | refuses the login; check the role and its password (28000",
        "reader@127.0.0.1:PORT/shop | refuses the login; check the role and its password (",
        "reader:SECRET@127.0.0.1:PORT/nowhere | The database nowhere does not exist on the server of",
        "reader:SECRET@127.0.0.1:PORT/closed | The role reader needs connect on the database closed",
        "busy:SECRET@127.0.0.1:PORT/shop | takes no more connections; try again later (53300",
        "reader:SECRET@127.0.0.1:CLOSED/shop | Nothing listens where",
        "reader:SECRET@no-such-host.invalid/shop | can't be resolved; check its spelling and the DNS",
        "reader:SECRET@127.0.0.1:PORT/shop?sslmode=require | offers no TLS, and sslmode demands it",
        "reader:SECRET@127.0.0.1:PORT/shop?sslmode=maybe | has an sslmode that PostgreSQL does not know",
        "reader:SECRET@127.0.0.1:70000/shop | has no host that can be read",
      })
  void isOneSentence(String login, String sentence) throws Exception {
    String url =
        "postgresql://"
            + login
                .replace("SECRET", ENCODED)
                .replace("CLOSED", Integer.toString(closedPort()))
                .replace("PORT", Integer.toString(server.port()));
    for (CommandRun run : all(url)) {
      assertThat(sentence(run)).contains(sentence).doesNotContain("wr0ng");
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "57P03 | the database system is starting up | is starting, stopping or recovering; try again later",
        "57P03 | the database system is not yet accepting connections | is starting, stopping or recovering",
        "53300 | sorry, too many clients already | takes no more connections; try again later",
        "28000 | no pg_hba.conf entry for host \"10.0.0.1\", user \"app\", database \"shop\", no encryption | demands TLS; add sslmode=require",
        "28000 | connection requires a valid client certificate | demands a certificate of its clients",
        "08P01 | no such database: shop | is not known to the pooler of",
        "XX000 | internal error | failed",
      })
  void aServerThatRefusesIsOneSentence(String state, String message, String sentence)
      throws Exception {
    try (ScriptedServer refusing = ScriptedServer.refusing(state, message)) {
      CommandRun run = snapshot(refusing.port(), "?sslmode=disable", 5);
      assertThat(sentence(run)).contains(sentence).contains(state);
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\u0000\u0000\u0000\u0000",
        "S",
        "R",
        "Rÿÿÿÿ\u0000\u0000\u0000\u0000",
        "E\u007fÿÿÿbroken",
        ""
      })
  void whatIsNoPostgresIsOneSentence(String words) throws Exception {
    try (ScriptedServer other = ScriptedServer.saying(words)) {
      for (String mode : List.of("", "?sslmode=disable", "?sslmode=require")) {
        CommandRun run = snapshot(other.port(), mode, 5);
        assertThat(sentence(run)).as(mode).contains("127.0.0.1:" + other.port());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"9.6.24, 9", "13.18, 13", "19.0, 19"})
  void anOldOrANewServerIsOneSentence(String version, String major) throws Exception {
    try (ScriptedServer other = ScriptedServer.ofVersion(version)) {
      assertThat(sentence(snapshot(other.port(), "?sslmode=disable", 5)))
          .contains("is PostgreSQL " + major + "; only 14 to 18 are known here");
    }
  }

  @Test
  void aHostThatDoesNotAnswerIsOneSentence() throws Exception {
    try (ScriptedServer silent = ScriptedServer.silent()) {
      for (String mode : List.of("", "?sslmode=disable")) {
        assertThat(sentence(snapshot(silent.port(), mode, 1)))
            .contains("No server answered at")
            .contains("within 1 s");
      }
    }
    // The packets of a client are dropped where nobody accepts and the queue is full.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket first = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort());
        Socket second = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      assertThat(sentence(snapshot(full.getLocalPort(), "?sslmode=disable", 1)))
          .contains("No server answered at");
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyProxy.Fault.class)
  void aConnectionThatBreaksMidReadIsOneSentence(FaultyProxy.Fault fault) throws Exception {
    for (long bytes : new long[] {1, 9, 100, 700, 1500, 5000, 8000}) {
      try (FaultyProxy proxy = FaultyProxy.start(server.port(), bytes, fault)) {
        CommandRun run =
            CommandRun.of(
                Map.of(), "snapshot", "--timeout", "1", url("reader:" + ENCODED, proxy.port()));
        assertThat(sentence(run)).as("after %d bytes", bytes).contains("127.0.0.1:" + proxy.port());
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        if (bytes >= 5000) {
          assertThat(run.err())
              .contains(
                  fault == FaultyProxy.Fault.CUT
                      ? "broke off while it was read"
                      : "took longer than 1 s");
        }
      }
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsOneSentence() throws Exception {
    Path known = folder.resolve("known.pem");
    Path other = folder.resolve("other.pem");
    ScriptedServer.withCertificate(folder, other).close();
    try (ScriptedServer tls = ScriptedServer.withCertificate(folder, known)) {
      assertThat(sentence(snapshot(tls.port(), "?sslmode=require", 10)))
          .contains("refuses the login");
      for (String mode : List.of("verify-ca", "verify-full")) {
        String wrong = "?sslmode=" + mode + "&sslrootcert=" + other;
        assertThat(sentence(snapshot(tls.port(), wrong, 10)))
            .contains("The certificate of the server of")
            .contains("was not accepted; check sslmode and sslrootcert");
        assertThat(sentence(snapshot(tls.port(), "?sslmode=" + mode + "&sslrootcert=none.pem", 10)))
            .contains("was not accepted; check sslmode and sslrootcert");
      }
      assertThat(sentence(snapshot(tls.port(), "?sslmode=verify-ca&sslrootcert=" + known, 10)))
          .contains("refuses the login");
      assertThat(sentence(snapshot(tls.port(), "?sslmode=verify-full&sslrootcert=" + known, 10)))
          .contains("was not accepted; check sslmode and sslrootcert");
    }
  }

  @Test
  void aServerThatIsKilledMidReadIsOneSentence() throws Exception {
    try (EmbeddedPostgres dying = TestServers.start(18)) {
      dying.createDatabase("shop");
      try (Connection connection = dying.connect("shop");
          Statement statement = connection.createStatement()) {
        // The question for the role's rights waits for this lock.
        connection.setAutoCommit(false);
        statement.execute("create table alembic_version (version_num text)");
        connection.commit();
        statement.execute("lock table alembic_version in access exclusive mode");
        long postmaster = postmaster(statement);
        Thread killer =
            Thread.ofVirtual()
                .start(() -> {
                  awaitWaiter(dying);
                  ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
                  ProcessHandle.allProcesses()
                      .filter(one -> one.parent().map(ProcessHandle::pid).orElse(0L) == postmaster)
                      .forEach(ProcessHandle::destroyForcibly);
                });
        CommandRun run =
            CommandRun.of(
                Map.of(),
                "snapshot",
                "postgresql://postgres:"
                    + dying.password()
                    + "@127.0.0.1:"
                    + dying.port()
                    + "/shop");
        killer.join();
        assertThat(sentence(run)).containsAnyOf("broke off while it was read", "locked");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"clients, public.clients", "alembic_version, public.alembic_version"})
  void aLockedTableIsOneSentence(String table, String named) throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table " + table + " in access exclusive mode");
      for (CommandRun run : all(url("postgres:" + server.password(), server.port()))) {
        assertThat(sentence(run)).contains("other sessions have locked " + named);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      }
    }
  }

  @Test
  void aLockedTableThatIsNotNeededDoesNotMatter() throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table files in access exclusive mode");
      CommandRun run =
          CommandRun.of(Map.of(), "snapshot", url("postgres:" + server.password(), server.port()));
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("it was locked").contains("create table public.files");
    }
  }

  @Test
  void aRoleThatMayOnlyConnectReadsTheSchemaAndIsToldThatTheLedgerIsHidden() {
    String url = url("reader:" + ENCODED, server.port());
    CommandRun snapshot = CommandRun.of(Map.of(), "snapshot", url);
    assertThat(snapshot.err()).isEmpty();
    assertThat(snapshot.code()).isZero();
    assertThat(snapshot.out())
        .contains("create table public.clients")
        .contains("create view public.emails")
        .contains("the role may not read it");
    for (CommandRun run : all(url).subList(1, 4)) {
      assertThat(sentence(run))
          .contains("The role reader may not read the ledger public.alembic_version");
      assertThat(run.code()).isEqualTo(ExitCode.UNJUDGED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status|URL",
        "check|URL",
        "check|--from=URL",
        "check|--form=URL",
        "snapshot|URL|URL",
        "snapshot|-o|no-such-folder/URL|URL",
        "explain|URL",
        "URL",
        "status|--database|host=127.0.0.1 port=CLOSED user=reader password='SECRET' dbname=shop",
        "check|--from|host=127.0.0.1 port=CLOSED user=reader password='SECRET' dbname=shop",
        "snapshot|mysql://reader:ENCODED@db/shop",
        "snapshot|reader:ENCODED@db/sh op://",
        "snapshot|postgresql://reader:ENCODED@d b/shop",
      })
  void noPasswordIsRepeatedWhereverItStands(String command) throws Exception {
    String closed = Integer.toString(closedPort());
    String[] words =
        command
            .replace("URL", "postgresql://reader:ENCODED@127.0.0.1:CLOSED/shop")
            .replace("CLOSED", closed)
            .replace("ENCODED", ENCODED)
            .replace("SECRET", SECRET)
            .split("\\|", -1);
    CommandRun run = CommandRun.of(Map.of(), words);
    assertThat(run.code()).isBetween(2, 3);
    assertThat(run.out() + run.err()).doesNotContain(SECRET).doesNotContain(ENCODED);
  }

  /// Every command that reads a live database.
  private List<CommandRun> all(String url) {
    Map<String, String> environment = Map.of("DATABASE_URL", url);
    String project = folder.toString();
    return List.of(
        CommandRun.of(environment, "snapshot", "--timeout", "10"),
        CommandRun.of(environment, "status", project, "--timeout", "10"),
        CommandRun.of(environment, "verify", project, "--timeout", "10", "--no-server"),
        CommandRun.of(Map.of(), "check", project, "--timeout", "10", "--from", url));
  }

  /// The only thing that was said.
  private static String sentence(CommandRun run) {
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    assertThat(run.err())
        .startsWith("migration-sentry: ")
        .endsWith(".\n")
        .doesNotContain("fault of the program")
        .doesNotContain(SECRET)
        .doesNotContain(ENCODED);
    return run.err();
  }

  private CommandRun snapshot(int port, String parameters, int seconds) {
    return CommandRun.of(
        Map.of(),
        "snapshot",
        "--timeout",
        Integer.toString(seconds),
        url("reader:" + ENCODED, port) + parameters);
  }

  private static String url(String login, int port) {
    return "postgresql://" + login + "@127.0.0.1:" + port + "/shop";
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static long postmaster(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select pg_read_file('postmaster.pid')")) {
      rows.next();
      return Long.parseLong(rows.getString(1).lines().findFirst().orElseThrow());
    }
  }

  /// Returns as soon as somebody waits for a lock.
  private static void awaitWaiter(EmbeddedPostgres server) {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      while (true) {
        try (ResultSet rows =
            statement.executeQuery("select count(*) from pg_locks where not granted")) {
          rows.next();
          if (rows.getInt(1) > 0) {
            return;
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sql(String statements) throws SQLException {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /// The number that the next writing transaction will have: it stays where nothing is written.
  private String nextTransaction() throws SQLException {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())::text")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
