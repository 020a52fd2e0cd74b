package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogReaderTest {
  private static final String FOLDER = "src/test/resources/dev/migrationsentry/rehearsal/";

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void listsEveryKindOfObjectTheSameInEachMajor(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major);
        Connection connection = database(server)) {
      run(connection, resource("every-kind-of-object.sql"));
      String lines = String.join("\n", CatalogReader.read(connection)) + "\n";
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(Path.of(FOLDER + "every-kind-of-object.txt"), lines);
      }
      assertThat(lines).isEqualTo(resource("every-kind-of-object.txt"));
    }
  }

  @Test
  void listsWhatOnlyEighteenHas() throws Exception {
    try (EmbeddedPostgres server = TestServers.start(18);
        Connection connection = database(server)) {
      run(
          connection,
          """
          create extension btree_gist;
          create table t (
            id integer, n integer generated always as (id * 2) virtual, during tsrange,
            constraint c check (id > 0) not enforced,
            constraint p primary key (id, during without overlaps));
          """);
      assertThat(CatalogReader.read(connection))
          .containsExactly(
              "check public.t c not valid not enforced",
              "column public.t.during tsrange not null",
              "column public.t.id integer not null",
              "column public.t.n integer generated virtual",
              "extension btree_gist schema public",
              "primary key public.t p (id, during without overlaps)",
              "schema public",
              "table public.t (id, n, during)");
    }
  }

  @Test
  void marksAnIndexWhoseBuildFailedAsInvalid() throws Exception {
    try (EmbeddedPostgres server = TestServers.start(15);
        Connection connection = database(server)) {
      run(connection, "create table t (a integer); insert into t values (1), (1)");
      try (Statement statement = connection.createStatement()) {
        statement.execute("create unique index concurrently i on t (a)");
      } catch (SQLException duplicates) {
        assertThat(duplicates.getSQLState()).isEqualTo("23505");
      }
      assertThat(CatalogReader.read(connection))
          .contains("index public.i on public.t unique using btree (a) invalid");
    }
  }

  @Test
  void readsAnEmptyDatabaseAndLeavesNothingBehind() throws Exception {
    try (EmbeddedPostgres server = TestServers.start(18);
        Connection connection = database(server)) {
      assertThat(CatalogReader.read(connection)).containsExactly("schema public");
      assertThat(CatalogReader.read(connection)).containsExactly("schema public");
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  private static Connection database(EmbeddedPostgres server) throws SQLException {
    server.createDatabase("project");
    return server.connect("project");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = CatalogReaderTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
