package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FingerprintTest {
  private static final Path EVERY_KIND =
      Path.of("src/test/resources/dev/migrationsentry/rehearsal/every-kind-of-object.sql");

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theSameStatementsHaveTheSameFingerprint(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("one");
      server.createDatabase("two");
      Map<String, String> one = after(server, "one", Files.readString(EVERY_KIND));
      // Other object ids, and other objects before.
      Map<String, String> two =
          after(
              server,
              "two",
              "create table gone (); drop table gone;" + Files.readString(EVERY_KIND));
      assertThat(Fingerprint.differences(one, two)).isEmpty();
      assertThat(one)
          .containsKeys(
              "columns of app.orders",
              "constraints of public.users",
              "policies of public.users",
              "sequence app.counter",
              "type app.positive",
              "operator class app.reversed",
              "publication two",
              "event trigger watch");
    }
  }

  /// The server prints a list of varchar in another way when it has read its own print: what a dump
  /// restores is no other schema.
  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void aListThatWasPrintedAndReadAgainIsTheSame(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      String table = "create table jobs (state varchar(20), check (state %s));";
      String index = "create index on jobs (state) where state %s";
      for (String list : List.of("in ('open', 'it''s')", "not in ('open', 'done')")) {
        server.createDatabase("written");
        server.createDatabase("restored");
        Map<String, String> written = after(server, "written", (table + index).replace("%s", list));
        String printed = printed(server, "written");
        Map<String, String> restored =
            after(
                server,
                "restored",
                "create table jobs (state varchar(20), constraint jobs_state_check "
                    + printed
                    + ");"
                    + index.replace("%s", list));
        assertThat(printed(server, "restored")).isNotEqualTo(printed);
        assertThat(Fingerprint.differences(written, restored)).isEmpty();
        server.dropDatabase("written");
        server.dropDatabase("restored");
      }
    }
  }

  private static String printed(EmbeddedPostgres server, String database) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select pg_get_constraintdef(oid) from pg_constraint where conname = 'jobs_state_check'")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void everyChangeOfTheSchemaIsSeen() throws Exception {
    try (EmbeddedPostgres server = TestServers.start(18)) {
      server.createDatabase("project");
      Map<String, String> before = after(server, "project", Files.readString(EVERY_KIND));
      for (List<String> change : CHANGES) {
        server.copyDatabase("project", "changed");
        List<String> seen =
            Fingerprint.differences(before, after(server, "changed", change.getFirst()));
        assertThat(seen).as(change.getFirst()).isEqualTo(change.subList(1, change.size()));
        server.dropDatabase("changed");
      }
    }
  }

  private static final List<List<String>> CHANGES =
      List.of(
          List.of("alter table users add column late text", "columns of public.users: different"),
          List.of(
              "alter table users alter column age set default 1",
              "columns of public.users: different"),
          List.of("alter sequence app.counter increment -3", "sequence app.counter: different"),
          List.of(
              "alter domain app.positive drop constraint small", "type app.positive: different"),
          List.of("alter domain app.code set default 'x'", "type app.code: different"),
          List.of("alter type mood add value 'new'", "type public.mood: different"),
          List.of("alter table users no force row level security", "table public.users: different"),
          List.of(
              "alter policy everyone on users using (age > 1)",
              "policies of public.users: different"),
          List.of("drop index nulls_once", "indexes of public.users: different"),
          List.of(
              "alter table app.orders validate constraint later",
              "constraints of app.orders: different"),
          List.of("alter table users enable trigger wipe", "triggers of public.users: different"),
          List.of(
              "create or replace function stamp() returns trigger language plpgsql as 'begin return old; end'",
              "function public.stamp(): different"),
          List.of(
              "create or replace view adults as select id, email, \"Name\" as name, 1::bigint as total from users",
              "view public.adults: different"),
          List.of("drop cast (integer as mood)", "cast integer as public.mood: missing"),
          List.of(
              "create schema more; create table more.one (id integer)",
              "columns of more.one: not in the source",
              "schema more: not in the source",
              "table more.one: not in the source"),
          List.of("drop publication two", "publication two: missing"),
          List.of("alter event trigger watch disable", "event trigger watch: different"));

  private static Map<String, String> after(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      statement.execute("set search_path = pg_catalog");
      return Fingerprint.read(connection);
    }
  }
}
