package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify` of databases that have what their migrations make, although they look otherwise, and of
/// some that only nearly have it.
final class VerifyFalseAlarmsTest {
  private static EmbeddedPostgres server;

  @TempDir private Path folder;
  private final List<String> migrations = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// A migration of the project.
  private void migration(String sql) throws Exception {
    String name = "%03d.sql".formatted(migrations.size() + 1);
    Files.writeString(folder.resolve(name), sql);
    migrations.add(name);
  }

  /// Makes a database in which all migrations count as run.
  ///
  /// @param before what makes its connections special
  /// @param made what has made its schema
  private String database(String name, String before, String... made) throws SQLException {
    server.createDatabase(name);
    execute(name, before);
    execute(name, "create table public.deployed (filename text, checksum text)");
    for (String migration : migrations) {
      execute(name, "insert into public.deployed values ('" + migration + "', null)");
    }
    for (String statement : made) {
      execute(name, statement);
    }
    return "postgresql://postgres:"
        + server.password()
        + "@127.0.0.1:"
        + server.port()
        + "/"
        + name;
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String verify(String url, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("DATABASE_URL", url);
    List<String> words = new ArrayList<>(List.of("verify", folder.toString()));
    words.addAll(List.of(options));
    int code = Main.run(words, new Terminal(stream, stream, false, environment));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }

  @Test
  void aRestoredDumpPrintsListsInAnotherWay() throws Exception {
    migration("create table a (state varchar(9) check (state in ('new', 'old')))");
    String url =
        database(
            "restored",
            "",
            """
            create table a (state varchar(9), constraint a_state_check check
              ((state)::text = any (array[('new'::character varying)::text, ('old'::character varying)::text])))
            """);
    assertThat(verify(url)).contains("(1 expressions compared").endsWith("exit code 0\n");
  }

  @Test
  void unqualifiedNamesAreThoseOfTheSearchPathOfProduction() throws Exception {
    String made = "create table a (b int check (b > 0)); create index on a (b) where b > 1";
    migration(made);
    Files.writeString(
        folder.resolve("migration-sentry.yaml"), "require: {columns: [a.b], tables: [a]}\n");
    String url =
        database(
            "paths", "create schema app; alter database paths set search_path = app, public", made);
    assertThat(verify(url)).contains("required: 2 of 2").endsWith("exit code 0\n");

    String named =
        database(
                "schemas",
                "create schema app",
                "set search_path = app; create table a (b int check (b > 0)); create index on a (b) where b > 1")
            + "?schema=app";
    assertThat(verify(named)).contains("required: 2 of 2").endsWith("exit code 0\n");
  }

  @Test
  void anExtensionMayStandWhereTheHostHasPutIt() throws Exception {
    String made = "create table a (token bytea default gen_random_bytes(8))";
    migration("create extension if not exists pgcrypto;\n" + made);
    String url =
        database(
            "extended",
            "create schema extensions; create extension pgcrypto schema extensions;"
                + " alter database extended set search_path = \"$user\", public, extensions",
            made);
    assertThat(verify(url)).endsWith("exit code 0\n");
    assertThat(verify(url, "--no-server")).endsWith("exit code 0\n");
  }

  @Test
  void whatIsNotReadOfProductionIsNotMissing() throws Exception {
    String made = "create table a (b int); create publication p for table a";
    migration(made);
    assertThat(verify(database("published", "", made), "--no-server")).endsWith("exit code 0\n");
  }

  @Test
  void whatOnlyHandlesRowsMayFailWhereThereAreNone() throws Exception {
    String made = "create sequence s; create table a (b int default nextval('s'))";
    migration(made);
    migration(
        "select setval('s', (select coalesce(max(b), 0) from a));\ngrant select on a to nobody_there;");
    assertThat(verify(database("empty_rows", "", made))).endsWith("exit code 0\n");
  }

  @Test
  void textsMayBeginAndEndTransactionsOrRunOutsideOfThem() throws Exception {
    migration("begin;\ncreate table a (b int default 1);\ncommit;\ncreate type c as enum ('x');");
    migration("create index concurrently i on a (b) where b > 1;");
    migration("alter type c add value 'y';\nalter table a add d c default 'y';");
    migration("set local search_path = public;\nlock table a;\nalter table a add e int default 2;");
    String url =
        database(
            "transactions",
            "",
            """
            create table a (b int default 1);
            create type c as enum ('x', 'y');
            create index i on a (b) where b > 1;
            alter table a add d c default 'y', add e int default 2;
            """);
    assertThat(verify(url)).contains("(4 expressions compared").endsWith("exit code 0\n");
  }

  @Test
  void whatTheModelCanNotTellIsTriedOut() throws Exception {
    String made =
        "do $$ declare n text; begin for n in select 'part_' || i from generate_series(1, 3) i loop"
            + " execute format('create table %I (id int default 7)', n); end loop; end $$";
    migration(made);
    String url = database("computed", "", made);
    assertThat(verify(url)).doesNotContain("come from no migration").endsWith("exit code 0\n");
    assertThat(verify(url, "--no-server"))
        .contains("Not all could be compared: ")
        .endsWith("exit code 3\n");
    execute("computed", "drop table part_2");
    assertThat(verify(url))
        .contains("in a new database table public.part_2")
        .endsWith("exit code 3\n");
  }

  @Test
  void whatDoesNotRunInANewDatabaseLeavesExpressionsUncompared() throws Exception {
    migration("create table a (b int default 1)");
    migration("do $$ begin if not exists (select from a) then raise 'no rows'; end if; end $$");
    String url = database("rows", "", "create table a (b int default 2)");
    assertThat(verify(url))
        .contains(
            "Defaults, conditions and bodies were not compared: 002.sql:1 does not run on a new PostgreSQL: ERROR: no rows.")
        .endsWith("exit code 3\n");
    assertThat(verify(url, "--no-server")).endsWith("exit code 0\n");
  }

  @Test
  void aFunctionATriggerAndAPolicyThatDifferAreNamedWithTheirMigration() throws Exception {
    migration("create table a (b int);\nalter table a enable row level security;");
    migration(
        """
        create function f() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger t before update on a for each row when (new.b > 1) execute function f();
        create policy p on a using (b > 0);
        """);
    String url =
        database(
            "bodies",
            "",
            """
            create table a (b int);
            alter table a enable row level security;
            create function f() returns trigger language plpgsql as $$ begin return null; end $$;
            create trigger t before update on a for each row when (new.b > 2) execute function f();
            create policy p on a using (b > 1);
            """);
    assertThat(verify(url))
        .contains(
            """
            different: function public.f(): CREATE OR REPLACE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $function$ begin return null; end $function$
              expected: CREATE OR REPLACE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $function$ begin return new; end $function$
              made by 002.sql:1
            """)
        .contains(
            """
            different: trigger public.a t: CREATE TRIGGER t BEFORE UPDATE ON public.a FOR EACH ROW WHEN ((new.b > 2)) EXECUTE FUNCTION public.f()
              expected: CREATE TRIGGER t BEFORE UPDATE ON public.a FOR EACH ROW WHEN ((new.b > 1)) EXECUTE FUNCTION public.f()
              made by 002.sql:2
            """)
        .contains(
            "different: USING of policy public.a p: b > 1\n  expected: b > 0\n  made by 002.sql:3\n")
        .endsWith("exit code 1\n");
  }
}
