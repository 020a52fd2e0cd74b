package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a snapshot knows of the extensions of its server, held against that server.
final class MissingExtensionTest {
  private static final List<String> STATEMENTS =
      List.of(
          "create extension nosuch",
          "create extension if not exists postgis",
          "create extension if not exists hstore",
          "create extension citext version '9.9'",
          "create extension citext version '1.0'",
          "create extension citext",
          "create extension earthdistance",
          "create extension earthdistance cascade",
          "create extension earthdistance version '0.1' cascade");

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 18})
  void aServerAnswersAsItsSnapshotLetsExpect(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create extension hstore");
        Database database = snapshot(server).schema().database();
        for (String sql : STATEMENTS) {
          connection.setAutoCommit(false);
          String answer = answer(statement, sql);
          connection.rollback();
          assertThat(withoutPath(predicted(sql, database))).as(sql).isEqualTo(withoutPath(answer));
        }
        assertThat(predicted("create extension citext version '1.4'", database))
            .isEqualTo("unknown: depends on what version 1.4 of citext contains");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {18})
  void anOldSnapshotKnowsTheNamesOnly(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      Snapshot now = snapshot(server).snapshot();
      Snapshot old =
          new Snapshot(
              now.format(),
              now.takenAt(),
              now.database(),
              now.serverVersion(),
              now.major(),
              now.role(),
              now.definitions(),
              now.extensions(),
              now.availableExtensions(),
              List.of(),
              now.tables(),
              now.ledgers(),
              null,
              now.fingerprint());
      Database database = LiveWorld.of("old", old).schema().database();
      assertThat(predicted("create extension nosuch", database)).startsWith("0A000");
      assertThat(predicted("create extension citext", database)).isEqualTo("works");
      assertThat(predicted("create extension citext version '1.4'", database))
          .isEqualTo("unknown: depends on whether the server has version 1.4 of citext");
    }
  }

  /// Until 14 the server names the file that it looked for.
  private static String withoutPath(String answer) {
    return answer.replaceAll("file \"/.*/", "file \"");
  }

  private static LiveWorld snapshot(EmbeddedPostgres server) {
    String url =
        "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/" + "shop";
    return LiveWorld.of(
        "production",
        Snapshot.of(
            new LiveDatabase(DatabaseUrl.parse(url), Duration.ofMinutes(1)), Clock.systemUTC()));
  }

  private static String answer(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return "works";
    } catch (SQLException refused) {
      return refused.getSQLState()
          + " "
          + String.valueOf(refused.getMessage())
              .lines()
              .findFirst()
              .orElse("")
              .replace("ERROR: ", "");
    }
  }

  private static String predicted(String sql, Database database) {
    return switch (Executor.execute(
        SqlReader.read(new SourceFile("test", sql)).getFirst(), database)) {
      case Outcome.Done ignored -> "works";
      case Outcome.Fails fails -> fails.error().sqlState() + " " + fails.error().message();
      case Outcome.Unknown unknown -> "unknown: " + unknown.why();
    };
  }
}
