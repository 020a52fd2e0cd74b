package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `migrate` with files that could make a runner record what did not happen, and with other
/// sessions in its way.
final class MigrateHostileFilesTest {
  private static EmbeddedPostgres server;

  @TempDir private Path folder;

  @BeforeAll
  static void startServer() {
    server = TestServers.start(18);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private MigratedProject project() throws Exception {
    return new MigratedProject(folder, server).migration("001_a.sql", "create table a (id int);\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy a from stdin;\n1\n\\.\n",
        "\\set x 1\ninsert into a values (1);\n",
        "insert into a values (1);\nrollback;\ninsert into a values (2);\n",
        "commit;\ninsert into a values (1);\n",
        "begin;\ninsert into a values (1);\n",
        "begin isolation level serializable;\ninsert into a values (1);\ncommit;\n",
        "set transaction isolation level serializable;\ninsert into a values (1);\n",
        "set datestyle = 'German';\ninsert into a values (1);\n",
        "insert into a values (1);\nprepare transaction 'x';\n"
      })
  void whatCanNotBeRecordedTogetherWithItsRowIsRefusedBefore(String text) throws Exception {
    MigratedProject project = project().migration("002_b.sql", text);
    CommandRun run = project.migrate();
    assertThat(run.code()).as(run.out()).isEqualTo(3);
    assertThat(run.out())
        .contains("can't be run here: migrations/002_b.sql:")
        .endsWith("Nothing was run.\n");
    assertThat(project.has("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into a values (1); /* no end",
        "insert into a values (1); select 'no end",
        "insert into a values (1); select $x$ no end",
        "insert into a values (1); do $$ begin commit; end $$;",
        "insert into a values (1);\nselect 1 / 0;\n",
        "insert into a values (1);\nset constraints all deferred;\nselect broken();\n"
      })
  void whatFailsIsNotRecordedAndLeavesNothing(String text) throws Exception {
    MigratedProject project = project().migration("002_b.sql", text);
    CommandRun run = project.migrate();
    assertThat(run.code()).as(run.out()).isEqualTo(1);
    assertThat(run.out())
        .contains("failed migrations/002_b.sql:")
        .contains("Nothing of this migration is left");
    assertThat(project.query("select filename from migration_sentry_migrations"))
        .isEqualTo("001_a.sql");
    assertThat(project.query("select count(*) from a")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into a values (1); -- no line feed",
        "begin;\ninsert into a values (1);\ncommit;\n",
        "set standard_conforming_strings = off;\ninsert into a values (1);\n",
        "set search_path = nowhere;\ninsert into public.a values (1);\n",
        "savepoint s;\ninsert into a values (2);\nrollback to s;\ninsert into a values (1);\n",
        "insert into a values (1);\nselect '?', $$ ? $$, 'a' <> '?';\n",
        ";;\ninsert into a values (1);;\n",
        "set timezone = 'Asia/Tokyo';\nset datestyle = 'ISO, DMY';\nset bytea_output = 'escape';\ninsert into a values (1);\n",
        "set client_encoding = 'LATIN1';\ninsert into a values (1);\n",
        "set lock_timeout = 1;\nset statement_timeout = '1h';\ninsert into a values (1);\n"
      })
  void whatOnlyLooksDangerousRunsOnce(String text) throws Exception {
    MigratedProject project = project();
    project.migrate();
    project.migration("002_o'brien \\ \"b\".sql", text);
    CommandRun run = project.migrate();
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(project.query("select id from a")).isEqualTo("1");
    assertThat(project.query("select filename from migration_sentry_migrations order by 1"))
        .isEqualTo("001_a.sql\n002_o'brien \\ \"b\".sql");
    assertThat(project.migrate().out()).endsWith("Nothing is pending.\n");
  }

  @Test
  void aLockThatIsNotToBeHadIsTriedAgainAFewTimes() throws Exception {
    MigratedProject project = project();
    project.migrate();
    project.migration("002_b.sql", "create table b (id int);\nalter table a add n int;\n");
    try (Connection other = project.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table a in access share mode");
      CommandRun run = project.migrate("--lock-timeout", "50ms", "--lock-retries", "2");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err().lines().filter(line -> line.startsWith("waiting   002_b.sql")))
          .hasSize(2);
      assertThat(run.out())
          .contains("failed migrations/002_b.sql:2:1")
          .contains("Another session held a lock that it needs.\n")
          .contains("55P03: canceling statement due to lock timeout\n");
      assertThat(project.has("b")).isFalse();
      other.rollback();
    }
    assertThat(project.migrate().code()).isZero();
  }

  @Test
  void aStatementThatTakesTooLongFails() throws Exception {
    MigratedProject project =
        project().migration("002_b.sql", "insert into a values (1);\nselect pg_sleep(60);\n");
    CommandRun run = project.migrate("--statement-timeout", "100ms");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("57014: canceling statement due to statement timeout");
    assertThat(project.query("select count(*) from a")).isEqualTo("0");
  }

  @Test
  void aStepOfWhichNothingTellsIsAsked() throws Exception {
    MigratedProject project =
        project()
            .migration(
                "002_b.sql",
                "-- no_tx\ninsert into a values (1);\ndo $$ begin insert into a values (2); commit; perform 1 / 0; end $$;\ninsert into a values (3);\n");
    assertThat(project.migrate().code()).isEqualTo(1);
    CommandRun asked = project.migrate();
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.out())
        .contains("failed migrations/002_b.sql:3:1")
        .contains("--settle 002_b.sql:2:done or --settle 002_b.sql:2:again.");
    assertThat(project.query("select id from a order by 1")).isEqualTo("1\n2");
    CommandRun settled = project.migrate("--settle", "002_b.sql:2:done");
    assertThat(settled.code()).as(settled.out()).isZero();
    assertThat(project.query("select id from a order by 1")).isEqualTo("1\n2\n3");
  }

  @Test
  void aFileThatWasEditedAfterAPartOfItRanStopsTheRun() throws Exception {
    MigratedProject project =
        project().migration("002_b.sql", "-- no_tx\ninsert into a values (1);\nselect 1 / 0;\n");
    assertThat(project.migrate().code()).isEqualTo(1);
    project.migration("002_b.sql", "-- no_tx\ninsert into a values (7);\nselect 1;\n");
    CommandRun run = project.migrate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("step 1 of it was edited since");
    assertThat(project.query("select id from a")).isEqualTo("1");
  }
}
