package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class GivenServerTest {
  private static EmbeddedPostgres somebodys;

  @BeforeAll
  static void start() {
    somebodys = TestServers.start(18);
  }

  @AfterAll
  static void stop() {
    somebodys.close();
  }

  @Test
  void makesDatabasesOfItsOwnAndDropsThemAfterwards() throws SQLException {
    DatabaseUrl url = somebodys.address("postgres");
    try (ThrowAwayServer server = started(url, false)) {
      DatabaseUrl first = server.newDatabase("production");
      run(first, "create table users (id bigint)");
      DatabaseUrl copy = server.copyOf(first, "production");
      run(copy, "insert into users values (1)");
      assertThat(first.database()).startsWith("migration_sentry_").isNotEqualTo(copy.database());
      server.drop(copy);
      assertThat(databases()).contains(first.database()).doesNotContain(copy.database());
      assertThat(server.major()).isEqualTo(18);
      assertThat(server.description()).doesNotContain(somebodys.password());
    }
    assertThat(databases()).noneMatch(name -> name.startsWith("migration_sentry_"));
  }

  @Test
  void refusesAServerThatHoldsTablesUnlessToldOtherwise() throws SQLException {
    somebodys.createDatabase("shop");
    try {
      DatabaseUrl url = somebodys.address("postgres");
      started(url, false).close();
      run(somebodys.address("shop"), "create table orders (id bigint)");
      assertThatThrownBy(() -> started(url, false))
          .isInstanceOf(ServerUnavailableException.class)
          .hasMessageContaining("its database shop holds 1 table")
          .hasMessageNotContaining(somebodys.password());
      started(url, true).close();
    } finally {
      somebodys.dropDatabase("shop");
    }
  }

  @Test
  void refusesARoleThatMayNotCreateDatabases() throws SQLException {
    run(somebodys.address("postgres"), "create role poor login password 'p@ss%word'");
    DatabaseUrl url =
        DatabaseUrl.of("127.0.0.1", somebodys.port(), "postgres", "poor", "p@ss%word");
    assertThatThrownBy(() -> started(url, false))
        .hasMessageContaining("poor may not create databases")
        .hasMessageNotContaining("p@ss");
  }

  @Test
  void saysThatAServerDoesNotAnswer() {
    DatabaseUrl url = DatabaseUrl.of("127.0.0.1", 1, "postgres", "me", "secret word");
    assertThatThrownBy(() -> started(url, false))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("can't be used")
        .hasMessageNotContaining("secret word");
  }

  @Test
  void dropsWhatAKilledProcessHasLeftAndNothingElse() throws SQLException {
    DatabaseUrl url = somebodys.address("postgres");
    somebodys.createDatabase("migration_sentry_0123456789abcdef_01234567");
    somebodys.createDatabase("migration_sentry_notes");
    try (ThrowAwayServer one = started(url, false)) {
      String used = one.newDatabase("").database();
      try (ThrowAwayServer two = started(url, false)) {
        String fresh = two.newDatabase("").database();
        assertThat(databases())
            .contains(used, fresh, "migration_sentry_notes")
            .doesNotContain("migration_sentry_0123456789abcdef_01234567");
      }
      assertThat(databases()).contains(used);
    } finally {
      somebodys.dropDatabase("migration_sentry_notes");
    }
  }

  private static ThrowAwayServer started(DatabaseUrl url, boolean evenIfUsed) {
    return ThrowAwayServer.start(ServerRequest.of(18, Map.of()).on(url, evenIfUsed));
  }

  private static List<String> databases() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = somebodys.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select datname from pg_database")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void run(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.connect(new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
