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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `rehearse` with the runner that is built in, on real servers.
final class RehearseCommandTest {
  @TempDir Path folder;

  private static String run(Map<String, String> more, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("DATABASE_URL");
    environment.putAll(more);
    int code = Main.run(List.of(words), new Terminal(stream, stream, false, environment));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }

  private void write(String name, String text) throws Exception {
    Path file = folder.resolve("db/migrations").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "-- migrate:up\n" + text + "\n-- migrate:down\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "18"})
  void provesWhatIsPredictedOfTheExample(String major) {
    assertThat(run(Map.of(), "rehearse", "examples/telegram-bot", "--postgres", major))
        .contains("from empty, on PostgreSQL " + major)
        .contains("fails  20250917_backfill_contacts.sql")
        .contains("proved:    42703 column fe.occurred_at does not exist (position 154)")
        .contains("predicted: 42703 column fe.occurred_at does not exist")
        .contains("uses-column-introduced-later")
        .contains(
            "5 work, 1 fails; 12 of 12 predicted outcomes agree; the final schema is as predicted")
        .endsWith("exit code 1\n");
  }

  @Test
  void whatIsPendingInProductionRunsOnACopyOfItsSchema() throws Exception {
    write("20260101000000_shops.sql", "create table shops (id int primary key, name text);");
    write("20260102000000_email.sql", "alter table shops add email text;");
    write("20260103000000_phone.sql", "alter table shops add phone text;");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create table schema_migrations (version varchar primary key)");
        statement.execute("insert into schema_migrations values ('20260101000000')");
        // Somebody has added the column by hand.
        statement.execute("create table shops (id int primary key, name text, email text)");
      }
      String url =
          "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/shop";
      String rehearsed = run(Map.of(), "rehearse", folder.toString(), "--from", url);
      assertThat(rehearsed)
          .doesNotContain("20260101000000_shops.sql")
          .contains("fails  20260102000000_email.sql")
          .contains("proved:    42701 column \"email\" of relation \"shops\" already exists")
          .contains("predicted: 42701 column \"email\" of relation \"shops\" already exists")
          .contains("works  20260103000000_phone.sql")
          .doesNotContain("degraded")
          .doesNotContain(server.password())
          .endsWith("exit code 1\n");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select count(*) from information_schema.columns where column_name = 'phone'")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
      assertThat(run(Map.of(), "rehearse", folder.toString(), "--from", url, "--format", "json"))
          .contains("\"exactness\" : \"exact\"")
          .contains("\"sqlState\" : \"42701\"")
          .contains(
              "\"predicted\" : \"42701 column \\\"email\\\" of relation \\\"shops\\\" already exists\"");
    }
  }

  @Test
  void startsAtARevision() throws Exception {
    write("20260101000000_shops.sql", "create table shops (id int primary key, name text);");
    write("20260102000000_email.sql", "alter table shops add email text;");
    assertThat(run(Map.of(), "rehearse", folder.toString(), "--from", "20260101000000"))
        .doesNotContain("works  20260101000000_shops.sql")
        .contains("works  20260102000000_email.sql")
        .contains("1 migration rehearsed in")
        .endsWith("exit code 0\n");
  }

  @Test
  void codeNeedsItsOwnRunner() {
    assertThat(run(Map.of(), "rehearse", "examples/deal-platform"))
        .contains("are code")
        .endsWith("exit code 3\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "18"})
  void whatFailsOnTheStubOfAnExtensionIsNotProved(String major) throws Exception {
    // No server of any machine has this one.
    write("20260101000000_jobs.sql", "create extension pg_partman; create table jobs (id int);");
    write("20260102000000_plan.sql", "alter table jobs add due date;");
    String[] words = {"rehearse", folder.toString(), "--postgres", major};
    assertThat(run(Map.of(), words))
        .contains("degraded: this is not exactly the world that it stands for")
        .contains("  the extension pg_partman is a stub here\n")
        .contains("2 work, 0 fail")
        .endsWith("exit code 0\n");
    write("20260103000000_part.sql", "select create_parent('public.jobs', 'due', '1 month');");
    assertThat(run(Map.of(), words))
        .contains("  the extension pg_partman is a stub here\n")
        .contains("fails  20260103000000_part.sql")
        .endsWith("exit code 3\n");
  }

  @Test
  void aFailureThatNobodyCouldForeseeIsToldOnce() throws Exception {
    write(
        "20260101000000_jobs.sql",
        """
        create table jobs (id int);
        do $$ begin
          if (select count(*) from pg_stat_activity) > 0 then raise exception 'busy'; end if;
        end $$;\
        """);
    write("20260102000000_plan.sql", "alter table jobs add due date;");
    write("20260103000000_more.sql", "create table more (id int);");
    assertThat(run(Map.of(), "rehearse", folder.toString()))
        .contains("proved:    P0001 busy")
        .contains("predicted: not predictable: ")
        .contains("proved:    42P01 relation \"jobs\" does not exist")
        .contains("predicted: 42P01 relation \"jobs\" does not exist")
        .contains("1 works, 2 fail; 3 of 3 predicted outcomes agree")
        .contains("the final schema is as predicted")
        .doesNotContain("not as predicted")
        .endsWith("exit code 1\n");
  }
}
