package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SnapshotTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00.5Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private EmbeddedPostgres server;

  @BeforeAll
  void start() throws Exception {
    server = TestServers.start(18);
    server.createDatabase("shop");
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table clients (id bigint primary key, email text);
          create table alembic_version (version_num varchar(32) primary key);
          insert into alembic_version values ('8d2f1c'), ('77aa10');
          create table deployed (filename text, sha256 text, applied_at timestamptz);
          insert into deployed values ('001.sql', 'abc', '2026-01-02 03:04:05Z'), ('002.sql', null, null);
          create role reader login password 'r%ead@er';
          """);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void comesBackFromItsFileAsItWas() {
    Snapshot snapshot = Snapshot.of(database("postgres", server.password()), CLOCK);
    Path file = folder.resolve("production.json");
    SnapshotFile.write(snapshot, file);

    assertThat(SnapshotFile.read(file)).isEqualTo(snapshot);
    assertThat(snapshot.takenAt()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(snapshot.ledgers())
        .containsExactly(
            new LedgerTable(
                "public",
                "alembic_version",
                List.of("version_num"),
                List.of(Map.of("version_num", "8d2f1c"), Map.of("version_num", "77aa10")),
                null),
            new LedgerTable(
                "public",
                "deployed",
                List.of("filename", "sha256", "applied_at"),
                List.of(
                    Map.of(
                        "filename", "001.sql",
                        "sha256", "abc",
                        "applied_at", "2026-01-02 03:04:05+00"),
                    Map.of("filename", "002.sql")),
                null));
  }

  @Test
  void aRoleWithoutRightsSeesTheSchemaAndIsToldWhichLedgersItMayNotRead() {
    Snapshot snapshot = Snapshot.of(database("reader", "r%25ead%40er"), CLOCK);

    assertThat(snapshot.definitions())
        .anyMatch(sql -> sql.startsWith("create table public.clients"));
    assertThat(snapshot.ledgers())
        .allMatch(ledger -> "the role may not read it".equals(ledger.unreadable()));
    assertThat(snapshot.role())
        .isEqualTo(
            new Snapshot.Role(
                "reader", false, false, false, List.of(), List.of("$user", "public")));
  }

  @Test
  void aWrongPasswordIsOneSentenceWithoutIt() {
    assertThatThrownBy(() -> Snapshot.of(database("reader", "wr%25ong"), CLOCK))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("refuses the login")
        .hasMessageNotContaining("wr%ong")
        .hasMessageNotContaining("wr%25ong");
  }

  @Test
  void whatIsNoSnapshotIsRefused() throws Exception {
    Path file = folder.resolve("other.json");
    for (String text : List.of("", "[]", "{}", "{\"format\": 99}", "null", "\u0000")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(DatabaseProblem.class);
    }
    assertThatThrownBy(() -> SnapshotFile.read(folder.resolve("none.json")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageStartingWith("There is no file");
  }

  private LiveDatabase database(String role, String password) {
    String url = "postgresql://" + role + ":" + password + "@127.0.0.1:" + server.port() + "/shop";
    return new LiveDatabase(DatabaseUrl.parse(url), Duration.ofSeconds(30));
  }
}
