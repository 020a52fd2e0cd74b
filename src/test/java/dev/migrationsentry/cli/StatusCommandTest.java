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
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `status`, `snapshot` and `check --from` against a real server and a real git repository.
final class StatusCommandTest {
  // Of the text "create table clients (id bigint primary key);" and a line feed.
  private static final String FIRST_SHA_1 = "05c3813c3c5e9c1a5b9568fdba57530a4971ce12";
  // Of the text "alter table clients add email text;" and a line feed.
  private static final String SECOND_SHA_256 =
      "a51bc7f37d5eba82fe64ceffa857b18306d47fa296887b6a7cac49cba0bd4327";

  @TempDir private Path folder;

  @Test
  void tellsWhereEachMigrationStands() throws Exception {
    write("001_clients.sql", "create table clients (id bigint primary key);\n");
    write("002_email.sql", "alter table clients add email text;\n");
    try (Git git = Git.init().setDirectory(folder.toFile()).call();
        EmbeddedPostgres server = TestServers.start(18)) {
      commit(git, "Begin");
      write("002_email.sql", "alter table clients add email text not null;\n");
      write("003_phone.sql", "alter table clients add phone text;\n");
      commit(git, "Require addresses");
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create table clients (id bigint primary key, email text, phone text)");
        statement.execute("create table deployed (filename text, checksum text)");
        statement.execute(
            "insert into deployed values ('000_gone.sql', 'abc'), ('001_clients.sql', '"
                + FIRST_SHA_1
                + "'), ('002_email.sql', '"
                + SECOND_SHA_256
                + "')");
      }
      String url =
          "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/shop";

      String status = run(url, "status", folder.toString());
      assertThat(status)
          .contains("APPLIED         001_clients.sql")
          .contains("DIVERGED        002_email.sql")
          .contains("\"Require addresses\"")
          .doesNotContain("only comments")
          .contains("      - alter table clients add email text\n")
          .contains("      + alter table clients add email text not null\n")
          .contains(
              "resulting schema: column public.clients.email text not null, before column public.clients.email text\n")
          .contains("      production is not as the edit makes it\n")
          .contains("        different: column public.clients.email text\n")
          .contains("PENDING         003_phone.sql")
          .contains("UNKNOWN         000_gone.sql")
          .doesNotContain(server.password())
          .endsWith("exit code 1\n");

      assertThat(run(url, "status", folder.toString(), "--format", "json"))
          .contains("\"change\" : \"removed\"")
          .contains("\"object\" : \"column public.clients.email\"")
          .contains("\"uncompared\" : null");

      Path snapshot = folder.resolve("shop.json");
      assertThat(run(url, "snapshot", "-o", snapshot.toString())).endsWith("exit code 0\n");
      assertThat(Files.readString(snapshot)).doesNotContain(server.password());
      assertThat(run("", "status", folder.toString(), "--database", snapshot.toString()))
          .contains("DIVERGED        002_email.sql");
      assertThat(run("", "check", folder.toString(), "--from", snapshot.toString()))
          .contains("003_phone.sql:1:25 error fails-from-revision")
          .contains("column \"phone\" of relation \"clients\" already exists")
          .endsWith("exit code 1\n");
      assertThat(run("", "verify", folder.toString(), "--database", snapshot.toString()))
          .contains("different: column public.clients.email text\n")
          .contains("expected: column public.clients.email text not null\n")
          .contains("made by 002_email.sql:1\n")
          .contains("column public.clients.phone text")
          .endsWith("exit code 1\n");
    }
  }

  @Test
  void saysLoudlyWhatRunsAtEveryStartAndListsForeignLedgers() throws Exception {
    write("001_clients.sql", "drop table if exists clients;\ncreate table clients (id bigint);\n");
    write("002_notes.sql", "create table notes (id bigint);\n");
    write("003_notes_again.sql", "create table if not exists notes (id bigint, text text);\n");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      server.createDatabase("shop");
      String url =
          "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/shop";
      assertThat(run(url, "status", folder.toString()))
          .as("a new database has lost nothing yet")
          .doesNotContain("every start")
          .endsWith("exit code 0\n");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create table clients (id bigint)");
        statement.execute("create table notes (id bigint)");
      }
      assertThat(run(url, "status", folder.toString()))
          .contains(
              "all 3 files run again at every start. 1 statement removes data each time, 1 migration fails when run again.")
          .contains("001_clients.sql:1 At every start this removes table clients with all its rows")
          .contains("002_notes.sql:1 This fails when it runs again. PostgreSQL 18 answers 42P07")
          .endsWith("exit code 1\n");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create schema work");
        statement.execute(
            "create table work.knex_migrations (id serial, name text, migration_time timestamptz)");
        statement.execute("insert into work.knex_migrations (name) values ('1_a.js')");
      }
      assertThat(run(url, "status", folder.toString()))
          .as("where something records migrations nobody knows")
          .doesNotContain("every start")
          .contains(
              "work.knex_migrations (knex: it is named knex_migrations and has the columns name), 1 row, the last one 1_a.js");
    }
  }

  @Test
  void withoutADatabaseItSaysSo() throws Exception {
    write("001_clients.sql", "create table clients (id bigint primary key);\n");
    assertThat(run("", "status", folder.toString()))
        .contains("No database is given")
        .endsWith("exit code 2\n");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private static void commit(Git git, String message) throws Exception {
    PersonIdent author = new PersonIdent("Ann", "ann@shop.example");
    git.add().addFilepattern(".").call();
    git.commit().setMessage(message).setAuthor(author).setCommitter(author).setSign(false).call();
  }

  private static String run(String url, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = url.isEmpty() ? Map.of() : Map.of("DATABASE_URL", url);
    int code = Main.run(List.of(words), new Terminal(stream, stream, false, environment));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }
}
