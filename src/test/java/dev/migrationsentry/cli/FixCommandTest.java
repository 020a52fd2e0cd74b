package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// `fix` on small projects: what it offers passes a real rehearsal, and after `--write` `check` has
/// nothing more to say and `rehearse` passes.
class FixCommandTest extends FixedProject {
  private void isMended() {
    assertThat(run("check").out()).contains(": 0 errors");
    Said rehearsed = run("rehearse");
    assertThat(rehearsed.code()).as(rehearsed.out() + rehearsed.err()).isZero();
  }

  private void columnThatComesLater() throws IOException {
    write(
        "db/migrations/001_visits.sql",
        "create table visits (id bigint primary key, created_at timestamptz not null default now());\n");
    write(
        "db/migrations/002_first_seen.sql",
        "create table first_seen as select min(v.seen_at) as at from visits v;\n");
    write(
        "db/migrations/003_seen_at.sql",
        """
        alter table visits add column if not exists seen_at timestamptz default now();
        update visits set seen_at = created_at where seen_at is null;
        """);
  }

  @Test
  void bringsAColumnInBeforeItIsUsedAndFillsItAsTheHistoryDoes() throws IOException {
    columnThatComesLater();

    Said said = run("fix");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("002_first_seen.sql fails with 42703 column v.seen_at does not exist")
        .contains("[guard-migration]")
        .contains("db/migrations/002_0_ensure_seen_at.sql (new)")
        .contains("alter table visits add column if not exists seen_at timestamptz;")
        .contains("update visits set seen_at = created_at where seen_at is null;")
        .contains("alter table visits alter column seen_at set default now();")
        .contains("rehearsed from an empty database: passes, verified; all 4 migrations work")
        .contains("rehearsed from the database right before 002_first_seen.sql: passes, verified")
        .contains("[hot-patch]")
        .contains("1 failure, 1 with a remedy; --write puts");
    assertThat(folder.resolve("db/migrations/002_0_ensure_seen_at.sql")).doesNotExist();
  }

  @Test
  void writesTheFilesAndTheHistoryPasses() throws IOException {
    columnThatComesLater();

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out()).contains("the files of the first one of each are in place");
    assertThat(read("db/migrations/002_0_ensure_seen_at.sql")).contains("add column if not exists");
    isMended();
    assertThat(run("fix").out()).isEqualTo("Nothing to mend: no failure is predicted.\n");
  }

  @Test
  void goesOnToTheNextFailureAndMendsThatToo() throws IOException {
    columnThatComesLater();
    write("db/migrations/004_report.sql", "create view report as select * from totals;\n");
    write("db/migrations/005_totals.sql", "create table totals (id bigint primary key);\n");

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .contains("next to fail: 004_report.sql (42P01 relation \"totals\" does not exist)")
        .contains("then 004_report.sql fails with 42P01")
        .contains("2 failures, 2 with a remedy");
    assertThat(read("db/migrations/005_totals.sql"))
        .isEqualTo("create table IF NOT EXISTS totals (id bigint primary key);\n");
    isMended();
  }

  @Test
  void bringsInEverythingThatATableNeeds() throws IOException {
    write(
        "db/migrations/001_a.sql",
        "create table notes (id int references authors (id), mood mood);\n");
    write(
        "db/migrations/002_b.sql",
        """
        create type mood as enum ('calm', 'glad');
        create table authors (id int primary key, mood mood);
        """);

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    isMended();
  }

  @Test
  void makesTheUniqueIndexThatAForeignKeyNeeds() throws IOException {
    write(
        "db/migrations/001_users.sql", "create table users (id bigint primary key, email text);\n");
    write(
        "db/migrations/002_letters.sql",
        "create table letters (id bigint, email text references users (email));\n");

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .contains("[missing-index]")
        .contains("create unique index if not exists users_email_key on users (email)")
        .contains("having count(*) > 1;");
    isMended();
  }

  @Test
  void addsWhatASkippedCreateWouldHaveBrought() throws IOException {
    write("db/migrations/001_jobs.sql", "create table jobs (id bigint primary key);\n");
    write(
        "db/migrations/002_jobs.sql",
        """
        create table if not exists jobs (
          id bigint primary key,
          chat_id bigint not null,
          state text not null default 'new');
        create index on jobs (chat_id);
        """);

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .contains("[additive-repair]")
        .contains("alter table if exists jobs add column if not exists chat_id bigint;")
        .contains("add column if not exists state text not null default 'new';")
        .contains("Column chat_id is declared NOT NULL without a default.");
    isMended();
  }

  @Test
  void insertsWhereNoMigrationFitsInBefore() throws IOException {
    write(
        "db/migrations/001_all.sql",
        """
        create table users (id bigint primary key, email text);
        create table letters (id bigint, email text references users (email));
        """);

    Said said = run("fix", "--write");

    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(said.out()).contains("[insertion]").contains("right before line 2");
    isMended();
  }

  @Test
  void offersNothingThatDoesNotPass() throws IOException {
    write(
        "db/migrations/001_a.sql", "create table a (id int);\nselect * from nobody_makes_this;\n");

    Said said = run("fix", "--write");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.out())
        .contains("No remedy of the known kinds passes its rehearsal.")
        .contains("1 failure, 0 with a remedy.");
  }

  @Test
  void keepsAByteOrderMarkAndLineEndsOfAFileThatIsEdited() throws IOException {
    write("db/migrations/001_a.sql", "create view v as select * from t;\r\n");
    write("db/migrations/002_b.sql", "\uFEFFcreate table t (id int);\r\n");

    run("fix", "--write");

    assertThat(read("db/migrations/002_b.sql"))
        .isEqualTo("\uFEFFcreate table IF NOT EXISTS t (id int);\r\n");
  }

  @Test
  void saysRemediesAsJson() throws IOException {
    columnThatComesLater();

    Said said = run("fix", "--format", "json");

    assertThat(said.out())
        .contains("\"kind\" : \"guard-migration\"")
        .contains("\"change\" : \"add\"")
        .contains("\"world\" : \"an empty database\"")
        .contains("\"passes\" : true")
        .contains("\"verified\" : true");
  }
}
