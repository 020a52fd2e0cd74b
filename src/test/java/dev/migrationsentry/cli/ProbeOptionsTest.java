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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `rehearse --probe` on a real server, by a role that may read and nothing else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProbeOptionsTest {
  private Path folder;
  private EmbeddedPostgres server;

  @BeforeAll
  void start(@TempDir Path made) throws Exception {
    folder = made;
    write("20260101000000_shops.sql", "create table shops (id int primary key, email text);");
    write(
        "20260102000000_email.sql",
        """
        alter table shops rename column email to mail;
        alter table shops alter mail set not null;
        alter table shops add constraint one_mail unique (mail);
        alter table secrets alter code set not null;
        """);
    server = TestServers.start(18);
    server.createDatabase("shop");
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table schema_migrations (version varchar primary key);
          insert into schema_migrations values ('20260101000000');
          create table shops (id int primary key, email text);
          insert into shops values (1, 'private@example.org'), (2, null), (3, 'b@example.org');
          create table secrets (id int primary key, code text);
          create role reader login password 'r';
          grant select on schema_migrations, shops to reader;
          """);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve("db/migrations").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "-- migrate:up\n" + text + "\n-- migrate:down\n");
  }

  private String url(String user, String password) {
    return "postgresql://" + user + ":" + password + "@127.0.0.1:" + server.port() + "/shop";
  }

  private String run(Map<String, String> more, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("DATABASE_URL");
    environment.putAll(more);
    int code = Main.run(List.of(words), new Terminal(stream, stream, false, environment));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }

  @Test
  void questionsAreShownInTheNamesOfProductionAndNotAsked() {
    String from = url("postgres", server.password());
    assertThat(run(Map.of(), "rehearse", folder.toString(), "--from", from))
        .contains("Rows: 4 questions to production; --probe URL asks them, only reading:")
        .contains("column email (then mail) of public.shops takes no nulls")
        .contains("select 1 from public.shops where email is null limit 1;")
        .doesNotContain("example.org")
        .endsWith("exit code 0\n");
  }

  @Test
  void productionAnswersWithKeysAndWithWhatTheRoleMayNotRead() {
    String from = url("postgres", server.password());
    String asked =
        run(
            Map.of("DATABASE_URL", url("reader", "r")),
            "rehearse",
            folder.toString(),
            "--from",
            from,
            "--probe");
    assertThat(asked)
        .contains("Rows of production, 4 questions: 1 would fail, 2 fine, 1 open")
        .contains("keys 2\n")
        .contains("the role may not read all rows of public.secrets")
        .doesNotContain("example.org")
        .endsWith("exit code 1\n");
  }

  @Test
  void theAnswersAreInTheJsonToo() {
    String from = url("postgres", server.password());
    assertThat(
            run(
                Map.of(),
                "rehearse",
                folder.toString(),
                "--from",
                from,
                "--probe=" + from,
                "--format",
                "json"))
        .contains("\"asked\" : true")
        .contains("\"kind\" : \"nulls\"")
        .contains("\"verdict\" : \"yes\"")
        .contains("\"keys\" : [\n              \"2\"")
        .doesNotContain("example.org");
  }

  @Test
  void syntheticRowsAreThereAlsoAfterAMigrationThatLeavesAPartBehind(@TempDir Path other)
      throws Exception {
    Path migrations = Files.createDirectories(other.resolve("db/migrations"));
    Files.writeString(
        migrations.resolve("20260101000000_shops.sql"),
        "-- migrate:up\ncreate table shops (id serial primary key, name text);\n");
    Files.writeString(
        migrations.resolve("20260102000000_half.sql"),
        """
        -- migrate:up
        alter table shops add column fax text;
        commit;
        create table shops ();
        """);
    Files.writeString(
        migrations.resolve("20260103000000_phone.sql"),
        "-- migrate:up\nalter table shops add column phone text not null;\n");
    assertThat(
            run(Map.of(), "rehearse", other.toString(), "--from", "20260101000000", "--rows", "3"))
        .contains("fails  20260102000000_half.sql")
        .contains("fails  20260103000000_phone.sql")
        .contains("23502 column \"phone\" of relation \"shops\" contains null values");
  }

  @Test
  void whatFailsAsSoonAsThereIsOneRowFailsWithSyntheticRows(@TempDir Path other) throws Exception {
    Path migrations = Files.createDirectories(other.resolve("db/migrations"));
    Files.writeString(
        migrations.resolve("20260101000000_shops.sql"),
        "-- migrate:up\ncreate table shops (id serial primary key, name text check (length(name) > 3));\n");
    Files.writeString(
        migrations.resolve("20260102000000_phone.sql"),
        "-- migrate:up\nalter table shops add column phone text not null;\n");
    String[] words = {"rehearse", other.toString(), "--from", "20260101000000"};
    assertThat(run(Map.of(), words)).contains("works  20260102").endsWith("exit code 0\n");
    String[] more = {words[0], words[1], words[2], words[3], "--rows", "3"};
    assertThat(run(Map.of(), more))
        .contains("Synthetic rows, 3 each: 1 table filled")
        .contains("fails  20260102000000_phone.sql")
        .contains("23502 column \"phone\" of relation \"shops\" contains null values")
        .endsWith("exit code 1\n");
  }

  @Test
  void aCommandOfTheProjectIsRehearsedBesideTheSameQuestions() {
    String from = url("postgres", server.password());
    // It changes nothing, which is a failure of its own.
    assertThat(
            run(
                Map.of(),
                "rehearse",
                folder.toString(),
                "--from",
                from,
                "--probe=" + from,
                "--",
                "true"))
        .contains("Rows of production, 4 questions: 1 would fail, 3 fine, 0 open")
        .contains("keys 2\n")
        .doesNotContain("example.org")
        .doesNotContain("exit code 0\n");
  }

  @Test
  void askingNeedsADatabaseInWhichSomethingIsPending() {
    assertThat(run(Map.of(), "rehearse", folder.toString(), "--from", "20260101000000", "--probe"))
        .contains("No database is given to ask")
        .endsWith("exit code 2\n");
    assertThat(run(Map.of(), "rehearse", "examples/telegram-bot", "--probe=postgresql://x/y"))
        .contains("--probe asks about what is pending in a database")
        .endsWith("exit code 2\n");
  }
}
