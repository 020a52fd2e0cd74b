package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `diagnose` with small projects in git repositories and a real server: what is proved, what is
/// read, and what is only inferred.
final class DiagnoseProofTest {
  private static final PersonIdent SOMEONE = new PersonIdent("Ada", "ada@example.org");

  @TempDir private Path home;
  private Path root = Path.of(".");
  private Git git;

  @BeforeEach
  void aRepository() throws IOException, GitAPIException {
    root = Files.createDirectory(home.resolve("project"));
    git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void provesAColumnThatComesTooLateWithTheFilesOfTheCommitThatTheLogNames() throws Exception {
    write("migrations/20260101_books.sql", "create table books (id int primary key);");
    write(
        "migrations/20260102_fill.sql", "update books b set author = 'x' where b.author is null;");
    write("migrations/20260103_index.sql", "create index on authors (name);");
    write("migrations/20260104_author.sql", "alter table books add column author text;");
    String failed = commit("Fill authors");
    write("migrations/20260102_fill.sql", "select 1;");
    commit("Take the update out");
    String said =
        diagnose(
            "==> Checking out commit " + failed + " in branch main",
            "applying 20260102_fill.sql",
            "ERROR:  column \"author\" of relation \"books\" does not exist");
    assertThat(firstThree(said))
        .containsExactly(
            "Cause: A migration uses what is not there yet (referenced-before-introduced, proved)",
            "  in 20260102_fill.sql, migrations/20260102_fill.sql:1:20, about books.author, SQLSTATE 42703",
            "  The migration uses books.author, which nothing before it brings in.");
    assertThat(said)
        .contains("refuses 20260102_fill.sql again from an empty database: 42703")
        .contains("20260102_fill.sql came with commit " + failed.substring(0, 10))
        .contains("Ada: Fill authors")
        .contains("git revert --no-edit " + failed.substring(0, 10) + "\n")
        .contains("The files are those of commit " + failed.substring(0, 10))
        .contains("Only a later migration has it: 20260104_author.sql")
        .contains("Ruled out: blind-stamp")
        .contains("Other migrations that fail from an empty database\n  20260103_index.sql: 42P01");
  }

  @Test
  void saysThatACommitIsNotInTheCloneAndThatNothingIsProvedWithoutARehearsal() throws Exception {
    write("migrations/20260101_books.sql", "create index on books (author);");
    commit("Add an index");
    String said =
        diagnose(
            List.of("--no-rehearsal"),
            "HEAD is now at 0123456789abcdef0123456789abcdef01234567 Add books",
            "applying 20260101_books.sql",
            "ERROR:  relation \"books\" does not exist");
    assertThat(said)
        .contains("(referenced-before-introduced, read)")
        .contains("which is not in this clone: the files are those of the working tree")
        .doesNotContain("proved");
  }

  @Test
  void infersWhatADeployMeetsWhereTheLogTellsNothingAndDoesNotBlameEdits() throws Exception {
    alembic();
    revision(
        "a1",
        null,
        "op.create_table('events', sa.Column('id', postgresql.UUID(), primary_key=True))");
    commit("Add events");
    revision(
        "a1",
        null,
        "op.create_table('events', sa.Column('id', postgresql.UUID(), primary_key=True))\n    pass");
    commit("Tidy the first revision");
    revision(
        "b2",
        "a1",
        "op.create_table('reminders', sa.Column('event_id', sa.String(36), sa.ForeignKey('events.id')))");
    String failed = commit("Add reminders");
    String said =
        diagnose(
            List.of("--from", "a1"),
            "==> Checking out commit " + failed + " in branch main",
            "INFO  [alembic.runtime.migration] Will assume transactional DDL.",
            "==> Deploy failed: update_failed");
    assertThat(firstThree(said).getFirst())
        .isEqualTo(
            "The first error is not in this log. A rehearsal meets: A foreign key joins columns of different types (fk-type-mismatch, inferred)");
    assertThat(firstThree(said).get(1)).contains("b2_change.py", "SQLSTATE 42804");
    assertThat(said)
        .contains("That the deploy stopped at this failure is inferred")
        .contains("Ruled out: checksum-mismatch. 1 earlier migration was edited after it had come")
        .contains("Alembic records no checksums");
  }

  @Test
  void infersAStampWhereTheHistoryMakesTheTableAndProductionLacksIt() throws Exception {
    alembic();
    revision(
        "a1", null, "op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))");
    revision(
        "b2", "a1", "op.create_table('exports', sa.Column('id', sa.Integer(), primary_key=True))");
    revision("c3", "b2", "op.add_column('exports', sa.Column('task', sa.String(64)))");
    commit("Add exports");
    String said =
        diagnose(
            "INFO  [alembic.runtime.migration] Running upgrade b2 -> c3, task",
            "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedTable) relation \"exports\" does not exist");
    assertThat(firstThree(said).getFirst()).contains("(blind-stamp, inferred)");
    assertThat(said)
        .contains("It does not reproduce from an empty database: c3_change.py works")
        .contains("b2_change.py, which came with commit")
        .contains("brings in exports, and that migration runs before this one")
        .contains("from a database at b2 in which b2 never ran: 42P01")
        .contains("That production was such a database is inferred.")
        .doesNotContain("  proved ");
  }

  @Test
  void findsTheSecondSourceOfTheSchemaThatMadeAnOlderTable() throws Exception {
    write("migrations/001_users.sql", "create table if not exists users (id int primary key);");
    write(
        "migrations/002_jobs.sql",
        "create table if not exists jobs (id int primary key, chat_id bigint);\ncreate index if not exists jobs_chat on jobs (chat_id);");
    write(
        "app/schema.py",
        "SCHEMA_SQL = \"\"\"\ncreate table if not exists jobs (id int primary key, state text);\n\"\"\"\n");
    commit("Add jobs");
    String said =
        diagnose(
            "[MIGRATIONS] Applied 001_users.sql",
            "[MIGRATIONS] Failed to apply 002_jobs.sql: column \"chat_id\" does not exist");
    assertThat(firstThree(said).getFirst()).contains("if-not-exists-hides-drift");
    assertThat(firstThree(said).get(1)).contains("migrations/002_jobs.sql:2:1");
    assertThat(said)
        .contains("It does not reproduce from an empty database")
        .contains("again from a database that SCHEMA_SQL (app/schema.py:2:")
        .contains("That production was such a database is inferred.");
  }

  @Test
  void provesThatTheHistoryBringsInATableTwice() throws Exception {
    alembic();
    revision(
        "a1", null, "op.create_table('guests', sa.Column('id', sa.Integer(), primary_key=True))");
    revision(
        "b2", "a1", "op.create_table('guests', sa.Column('id', sa.Integer(), primary_key=True))");
    commit("Add guests");
    String said = diagnose("psycopg2.errors.DuplicateTable: relation \"guests\" already exists");
    assertThat(firstThree(said).getFirst()).contains("(referenced-before-introduced, proved)");
    assertThat(said)
        .contains("refuses b2_change.py again from an empty database: 42P07")
        .contains("brings in guests already, before this one");
  }

  private static List<String> firstThree(String said) {
    return said.lines().limit(3).toList();
  }

  private String diagnose(String... lines) throws IOException {
    return diagnose(List.of(), lines);
  }

  private String diagnose(List<String> options, String... lines) throws IOException {
    Path log = home.resolve("deploy.log");
    Files.writeString(log, String.join("\n", lines) + "\n");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.remove("DATABASE_URL");
    String[] words = new String[3 + options.size()];
    words[0] = "diagnose";
    words[1] = log.toString();
    words[2] = root.toString();
    for (int i = 0; i < options.size(); i++) {
      words[3 + i] = options.get(i);
    }
    CommandRun run = CommandRun.of(environment, words);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private void alembic() throws IOException {
    write("alembic.ini", "[alembic]\nscript_location = alembic");
    write("alembic/env.py", "from alembic import context");
  }

  private void revision(String id, @Nullable String parent, String upgrade) throws IOException {
    write(
        "alembic/versions/" + id + "_change.py",
        "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\nrevision = '"
            + id
            + "'\ndown_revision = "
            + (parent == null ? "None" : "'" + parent + "'")
            + "\n\n\ndef upgrade():\n    "
            + upgrade
            + "\n\n\ndef downgrade():\n    pass");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private String commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage(message)
        .setSign(false)
        .setAuthor(SOMEONE)
        .setCommitter(SOMEONE)
        .call()
        .getName();
  }
}
