package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddedPostgresTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void answersAsTheMajorThatWasAskedFor(int major) throws SQLException {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("It's \"mine\"");
      assertThat(value(server, "It's \"mine\"", "select current_database()"))
          .isEqualTo("It's \"mine\"");
      assertThat(value(server, "postgres", "show server_version")).startsWith(major + ".");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void copiesADatabaseWithItsTables(int major) throws SQLException {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("template");
      run(server, "template", "create table users (id bigint primary key)");
      server.copyDatabase("template", "copy");
      run(server, "copy", "insert into users values (1)");
      assertThat(value(server, "copy", "select count(*) from users")).isEqualTo("1");
      assertThat(value(server, "template", "select count(*) from users")).isEqualTo("0");
      server.dropDatabase("copy");
      assertThatThrownBy(() -> server.connect("copy")).hasMessageContaining("does not exist");
    }
  }

  @Test
  void twoServersDoNotDisturbEachOther() throws SQLException {
    try (EmbeddedPostgres one = TestServers.start(18);
        EmbeddedPostgres two = TestServers.start(15)) {
      one.createDatabase("same");
      two.createDatabase("same");
      run(one, "same", "create table only_in_one ()");
      run(two, "same", "create table only_in_two ()");
      String tables = "select string_agg(relname, ',') from pg_class where relname like 'only%'";
      assertThat(value(one, "same", tables)).isEqualTo("only_in_one");
      assertThat(value(two, "same", tables)).isEqualTo("only_in_two");
    }
  }

  @Test
  void refusesAStrangerWithoutThePassword() {
    try (EmbeddedPostgres server = TestServers.start(18)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.url("postgres") + "&password=guess"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void leavesNothingWhenClosed() throws SQLException {
    EmbeddedPostgres server = TestServers.start(18);
    Path data = Path.of(Objects.requireNonNull(value(server, "postgres", "show data_directory")));
    long postmaster = postmaster(server);
    assertThat(data).exists();
    server.close();
    server.close();
    assertThat(data.getParent()).doesNotExist();
    assertThat(ProcessHandle.of(postmaster)).isEmpty();
  }

  @Test
  void leavesNothingWhenTheProcessThatHoldsItIsKilled() throws Exception {
    Process holder = ServerProcess.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    Path data = Path.of(Objects.requireNonNull(output.readLine(), "the server's data folder"));
    List<ProcessHandle> started = holder.descendants().toList();
    assertThat(data).exists();
    assertThat(started.stream().map(process -> process.info().command().orElse("")))
        .anyMatch(command -> command.endsWith("/postgres"));

    holder.destroyForcibly().waitFor();

    for (ProcessHandle process : started) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void saysWhichMajorsThereAre() {
    assertThatThrownBy(() -> TestServers.start(9))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("no PostgreSQL 9 is published for")
        .hasMessageContaining("18");
  }

  private static long postmaster(EmbeddedPostgres server) throws SQLException {
    String pid =
        value(server, "postgres", "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
    return Long.parseLong(Objects.requireNonNull(pid));
  }

  private static void run(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static @Nullable String value(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
