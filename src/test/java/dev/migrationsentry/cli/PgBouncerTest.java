package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All commands that read a live database, through a real PgBouncer whose clients share one
/// connection.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PgBouncerTest {
  private EmbeddedPostgres server;
  @TempDir private Path folder;

  @BeforeAll
  void start() throws SQLException {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    server = TestServers.start(18);
    server.createDatabase("shop");
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table clients (id bigint primary key, email text);
          create table schema_migrations (version bigint primary key, dirty boolean not null);
          insert into schema_migrations values (1, false);
          """);
    }
  }

  @BeforeEach
  void writeProject() throws Exception {
    Files.writeString(
        folder.resolve("000001_clients.up.sql"),
        "create table clients (id bigint primary key, email text);\n");
    Files.writeString(
        folder.resolve("000002_phone.up.sql"), "alter table clients add phone text;\n");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void readsAsFromTheServerItselfAndLeavesNoTrace(String mode) throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(server, mode)) {
      Map<String, String> settings = settings(bouncer);
      String written = nextTransaction();
      for (List<String> words :
          List.of(
              List.of("status", folder.toString()),
              List.of("verify", folder.toString(), "--no-server"),
              List.of("check", folder.toString(), "--from", url(bouncer.port())))) {
        CommandRun pooled = run(bouncer.port(), words);
        assertThat(pooled.err()).as("%s", words).isEmpty();
        assertThat(pooled.code()).as("%s", words).isZero();
        assertThat(pooled.out().replace(":" + bouncer.port(), ""))
            .isEqualTo(
                run(
                        server.port(),
                        words.stream()
                            .map(word ->
                                word.equals(url(bouncer.port())) ? url(server.port()) : word)
                            .toList())
                    .out()
                    .replace(":" + server.port(), ""));
      }
      CommandRun snapshot = run(bouncer.port(), List.of("snapshot"));
      assertThat(snapshot.code()).isZero();
      assertThat(snapshot.out())
          .contains("create table public.clients")
          .doesNotContain(server.password());
      assertThat(settings(bouncer)).isEqualTo(settings);
      assertThat(nextTransaction()).isEqualTo(written);
    }
  }

  @Test
  void aPoolOfStatementsIsOneSentence() throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(server, "statement")) {
      for (List<String> words :
          List.of(
              List.of("snapshot"),
              List.of("status", folder.toString()),
              List.of("verify", folder.toString(), "--no-server"),
              List.of("check", folder.toString(), "--from", url(bouncer.port())))) {
        CommandRun refused = run(bouncer.port(), words);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err().lines())
            .singleElement()
            .asString()
            .contains("allows no transactions (pool_mode=statement)");
      }
    }
  }

  @Test
  void optionsOfTheSessionAreLeftOutWhereThePoolRefusesThem() throws Exception {
    try (PgBouncer bouncer = PgBouncer.start(server, "transaction")) {
      CommandRun snapshot =
          CommandRun.of(
              Map.of(),
              "snapshot",
              url(bouncer.port()) + "?options=-c%20statement_timeout%3D5s&application_name=deploy");
      assertThat(snapshot.err()).isEmpty();
      assertThat(snapshot.code()).isZero();
    }
  }

  private String url(int port) {
    return "postgresql://postgres:" + server.password() + "@127.0.0.1:" + port + "/shop";
  }

  private CommandRun run(int port, List<String> words) {
    return CommandRun.of(Map.of("DATABASE_URL", url(port)), words.toArray(String[]::new));
  }

  /// What the next client of the pool finds set on the connection that all share.
  private Map<String, String> settings(PgBouncer bouncer) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", server.password());
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("preferQueryMode", "simple");
    Map<String, String> settings = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + bouncer.port() + "/shop", properties);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, setting from pg_settings union all select 'connection', pg_backend_pid()::text")) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    return settings;
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
