package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `migrate` against real servers: what runs, what is recorded, and what is said when it does not
/// work.
final class MigrateCommandTest {
  private static EmbeddedPostgres older;
  private static EmbeddedPostgres newer;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    older = TestServers.start(15);
    newer = TestServers.start(18);
  }

  @AfterAll
  static void stopServers() {
    older.close();
    newer.close();
  }

  private MigratedProject project(int major) throws Exception {
    return new MigratedProject(folder, major == 15 ? older : newer);
  }

  private MigratedProject project() throws Exception {
    return project(18);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void runsWhatIsPendingAndRecordsIt(int major) throws Exception {
    MigratedProject project =
        project(major)
            .migration("001_users.sql", "create table users (id int primary key);\n")
            .migration("002_email.sql", "alter table users add email text;\n");
    CommandRun first = project.migrate();
    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .contains("recorded in public.migration_sentry_migrations, which was made")
        .contains("2 migrations applied in ");
    assertThat(first.err()).contains("applied   001_users.sql").contains("applied   002_email.sql");
    assertThat(project.query("select filename, length(checksum) from migration_sentry_migrations"))
        .isEqualTo("001_users.sql 64\n002_email.sql 64");

    project.migration("003_phone.sql", "alter table users add phone text;\n");
    assertThat(project.migrate().out()).contains("1 migration applied in ");
    CommandRun again = project.migrate();
    assertThat(again.code()).isZero();
    assertThat(again.out()).endsWith("Nothing is pending.\n");
  }

  @Test
  void aDryRunSaysWhatWouldRunAndWritesNothing() throws Exception {
    MigratedProject project =
        project()
            .migration("001_a.sql", "create table a (id int);\n")
            .migration(
                "002_b.sql",
                "create index concurrently a_id on a (id);\ninsert into a values (1);\n");
    CommandRun run = project.migrate("--dry-run");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("would run  001_a.sql\n")
        .contains("would run  002_b.sql  in 2 steps, since migrations/002_b.sql:1:1")
        .contains("2 migrations would run. Nothing was run: this is a dry run.");
    assertThat(project.query("select count(*) from pg_class where relnamespace = 2200"))
        .isEqualTo("0");
  }

  @Test
  void aFailureShowsItsPlaceAlsoWithoutAPositionAndLeavesNothing() throws Exception {
    MigratedProject project =
        project()
            .migration("001_a.sql", "create table a (id int primary key);\n")
            .migration(
                "002_b.sql",
                "-- two rows\ninsert into a values (1);\ninsert into a\n  values (1);\n");
    CommandRun run = project.migrate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("failed migrations/002_b.sql:3:1\n")
        .contains("    3 | insert into a\n")
        .contains("23505: duplicate key value violates unique constraint \"a_pkey\"\n")
        .contains("detail: Key (id)=(1) already exists.\n")
        .contains("Nothing of this migration is left, and it is not recorded.\n")
        .contains("1 migration applied in ");
    assertThat(project.query("select count(*) from a")).isEqualTo("0");

    project.migration("002_b.sql", "select 1;\nselect 'ä', idd from a;\n");
    assertThat(project.migrate().out())
        .contains("failed migrations/002_b.sql:2:13\n")
        .contains("42703: column \"idd\" does not exist\n")
        .contains("hint: Perhaps you meant to reference the column \"a.id\".\n");
  }

  @Test
  void aConstraintThatIsCheckedAtTheEndFailsTheMigration() throws Exception {
    MigratedProject project =
        project()
            .migration(
                "001_a.sql",
                "create table a (id int primary key, up int references a deferrable initially deferred);\n")
            .migration("002_b.sql", "insert into a values (1, 2);\n");
    CommandRun run = project.migrate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("23503: insert or update on table \"a\" violates");
    assertThat(project.query("select count(*) from a")).isEqualTo("0");
    assertThat(project.query("select count(*) from migration_sentry_migrations")).isEqualTo("1");
  }

  @Test
  void whatAFileSetsDoesNotReachTheNextOneOrTheLedger() throws Exception {
    MigratedProject project =
        project()
            .migration(
                "001_a.sql",
                "create role app_writer;\ngrant create, usage on schema public to app_writer;\n")
            .migration(
                "002_b.sql",
                """
                create schema other;
                grant all on schema other to app_writer;
                set search_path = other;
                set role app_writer;
                set statement_timeout = '1h';
                create table b (id int);
                prepare p as select 1;
                create temp table t (id int);
                """)
            .migration("003_c.sql", "create table c (id int);\n")
            .migration("004_d.sql", "create temp table t (id int);\nprepare p as select 2;\n");
    CommandRun run = project.migrate();
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(
            project.query(
                "select relnamespace::regnamespace, relname, relowner::regrole from pg_class where relname in ('b', 'c') order by 2"))
        .isEqualTo("other b app_writer\npublic c postgres");
    project.sql("drop owned by app_writer cascade", "drop role app_writer");
  }

  @Test
  void anEditedFileStopsTheRunUntilSomebodyAnswersForIt() throws Exception {
    MigratedProject project = project().migration("001_a.sql", "create table a (id int);\n");
    project.migrate();
    project
        .migration("001_a.sql", "create table a (id bigint);\n")
        .migration("002_b.sql", "create table b (id int);\n");
    CommandRun stopped = project.migrate();
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.out())
        .contains("stopped: 001_a.sql was edited after it was applied")
        .endsWith("Nothing was run.\n");
    assertThat(project.has("b")).isFalse();
    String ack =
        stopped.out().substring(stopped.out().indexOf("--ack ") + 6).lines().findFirst().orElse("");

    assertThat(project.migrate("--force").code()).isEqualTo(2);
    CommandRun other = project.migrate("--force", "--ack", "001_a.sql:0000");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("--ack 001_a.sql:0000 names no file that was edited");
    CommandRun forced = project.migrate("--force", "--ack", ack);
    assertThat(forced.code()).as(forced.out()).isZero();
    assertThat(forced.out())
        .contains("SKIPPED 001_a.sql: it counts as run with its old content")
        .contains("1 migration applied");
    assertThat(
            project.query(
                "select format_type(atttypid, null) from pg_attribute where attrelid = 'a'::regclass and attname = 'id'"))
        .isEqualTo("integer");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void aMigrationOutsideOfATransactionGoesOnAtTheRightStatement(int major) throws Exception {
    MigratedProject project =
        project(major)
            .migration("001_a.sql", "create table a (id int, n int);\n")
            .migration(
                "002_b.sql",
                """
                -- no_tx
                set search_path = public;
                insert into a values (1, 1);
                create index concurrently a_id on a (id);
                insert into a values (2, 2);
                create unique index concurrently a_n on a (n);
                insert into a values (1 / (select count(*) - 2 from a), 3);
                vacuum a;
                """);
    CommandRun failed = project.migrate();
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out())
        .contains("failed migrations/002_b.sql:7:1")
        .contains("5 of its 7 steps are done and recorded; the next run goes on behind them.")
        .contains("Done and recorded: step 2, line 3: insert into a values (1, 1)")
        .contains(
            "Done and recorded: step 5, line 6: create unique index concurrently a_n on a (n)");
    assertThat(project.query("select count(*) from migration_sentry_migrations")).isEqualTo("1");
    project.sql("insert into a values (9, 9)");
    CommandRun again = project.migrate();
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(project.query("select n from a order by n")).isEqualTo("1\n2\n3\n9");
    assertThat(project.query("select count(*) from migration_sentry_progress")).isEqualTo("0");
    assertThat(project.query("select filename from migration_sentry_migrations"))
        .isEqualTo("001_a.sql\n002_b.sql");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void anInvalidIndexThatAFailedBuildLeavesIsDroppedFirst(int major) throws Exception {
    MigratedProject project =
        project(major)
            .migration("001_a.sql", "create table a (n int);\ninsert into a values (1), (1);\n")
            .migration("002_b.sql", "create unique index concurrently a_n on a (n);\n");
    CommandRun failed = project.migrate();
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out())
        .contains("23505: could not create unique index \"a_n\"")
        .contains("It left the index public.a_n invalid: ")
        .contains("It is not recorded, and not all of it is gone;")
        .doesNotContain("Nothing of this migration is left");
    assertThat(project.query("select indisvalid from pg_index where indexrelid = 'a_n'::regclass"))
        .isEqualTo("f");
    project.sql("delete from a where ctid = '(0,2)'");
    CommandRun again = project.migrate();
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(again.err()).contains("it left the index a_n invalid");
    assertThat(project.query("select indisvalid from pg_index where indexrelid = 'a_n'::regclass"))
        .isEqualTo("t");
  }

  @Test
  void aMigrationThatIsNotHereStopsTheRunUntilItIsAllowed() throws Exception {
    MigratedProject project = project().migration("002_b.sql", "create table b (id int);\n");
    project.migrate();
    project.migration("003_c.sql", "create table c (id int);\n");
    project.sql(
        "insert into migration_sentry_migrations (filename, checksum, duration_ms) values ('001_a.sql', repeat('0', 64), 1)");
    CommandRun stopped = project.migrate();
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.out())
        .contains("001_a.sql has run in this database")
        .endsWith("Nothing was run.\n");
    assertThat(project.has("c")).isFalse();
    CommandRun allowed = project.migrate("--allow-unknown");
    assertThat(allowed.code()).as(allowed.out()).isZero();
    assertThat(allowed.out()).contains("1 migration applied");
    assertThat(project.has("c")).isTrue();
  }

  @Test
  void onlyADeadHolderIsTakenOver() throws Exception {
    MigratedProject project = project().migration("001_a.sql", "create table a (id int);\n");
    long key;
    try (LockedLedger living =
        LockedLedger.of(newer, project.database(), "public.migration_sentry_migrations")) {
      key = living.key();
      CommandRun refused = project.migrate("--wait", "0", "--take-over");
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err()).contains("is held by another: pid ");
      assertThat(living.isHeld()).isTrue();
    }
    project.sql(
        "create table migration_sentry_lock (key bigint primary key, token bigint not null, holder text, process integer, host text, application text, since timestamptz, heartbeat timestamptz, expires timestamptz)",
        "insert into migration_sentry_lock values ("
            + key
            + ", 7, 'x', 4711, 'build-1', 'migration-sentry migrate', now() - interval '1 h', now() - interval '50 min', now() - interval '49 min')");
    CommandRun waits = project.migrate("--wait", "0");
    assertThat(waits.code()).isEqualTo(4);
    assertThat(waits.err()).contains("pid 4711").contains("host build-1").contains("--take-over");
    CommandRun run = project.migrate("--wait", "0", "--take-over");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("ended the dead holder of the lock: pid 4711");
    assertThat(project.has("a")).isTrue();
  }

  @Test
  void anInvalidIndexOfAnotherFormIsNotTouched() throws Exception {
    MigratedProject project =
        project()
            .migration(
                "001_a.sql",
                "create table a (n int, m int);\ninsert into a values (1, 1), (1, 1);\n")
            .migration("002_b.sql", "create index concurrently a_n on a (n, m);\n");
    project.sql("create table a (n int, m int)", "insert into a values (1, 1), (1, 1)");
    project.migration("001_a.sql", "select 1;\n");
    try {
      project.sql("create unique index concurrently a_n on a (n)");
    } catch (java.sql.SQLException expected) {
      assertThat(expected.getSQLState()).isEqualTo("23505");
    }
    CommandRun run = project.migrate();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("42P07: relation \"a_n\" already exists");
    assertThat(project.query("select indisunique from pg_index where indexrelid = 'a_n'::regclass"))
        .isEqualTo("t");
  }

  @Test
  void anEnumValueThatIsUsedInTheSameFileIsCommittedFirst() throws Exception {
    MigratedProject project =
        project()
            .migration("001_a.sql", "create type mood as enum ('sad');\ncreate table a (m mood);\n")
            .migration(
                "002_b.sql",
                "alter type mood add value 'happy';\ninsert into a values ('happy');\n");
    CommandRun run = project.migrate();
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(project.query("select m from a")).isEqualTo("happy");
  }
}
