package dev.migrationsentry.ledger;

import static dev.migrationsentry.ledger.DeployedProject.lines;
import static dev.migrationsentry.ledger.DeployedProject.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.Ledger.Extent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Edits of migrations that have run, where the runner records no checksums.
final class EditsWithoutChecksumsTest {
  private static final String USERS = revision("4b1d", "None", "op.execute('select 1')", "");
  private static final String PHONES = revision("9c20", "'4b1d'", "op.execute('select 2')", "");

  @TempDir private Path folder;

  @Test
  void aRevisionIsComparedWithTheFirstCommitThatCanBeDeployed() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("migrations/env.py", "from alembic import context\n");
      project.write("migrations/versions/4b1d_users.py", USERS);
      project.commit("Add users", "ann", "2026-03-01T10:00:00Z");
      project.write("migrations/versions/9c20_phones.py", PHONES);
      String introduced = project.commit("Add phones", "ann", "2026-03-02T10:00:00Z");
      project.write(
          "migrations/versions/4b1d_users.py",
          revision("4b1d", "None", "op.execute(\n        \"select 1\"\n    )", "# as before\n"));
      project.commit("Format", "cy", "2026-03-03T09:00:00Z");
      project.write("migrations/versions/9c20_phones.py", PHONES.replace("select 2", "select 20"));
      String first = project.commit("Fix phones", "ann", "2026-03-03T10:00:00Z");
      project.write("migrations/versions/9c20_phones.py", PHONES.replace("select 2", "select 21"));
      project.commit("Fix phones again", "bot", "2026-03-03T11:00:00Z");
      project.write("migrations/versions/9c20_phones.py", PHONES.replace("select 2", "select 22"));
      String last = project.commit("Fix phones once more", "bot", "2026-03-04T09:00:00Z");
      project.write(
          "migrations/versions/d077_notes.py",
          revision("d077", "'9c20'", "op.execute('select 3')", ""));
      String newest = project.commit("Add notes", "ann", "2026-03-05T10:00:00Z");

      HistoryStatus status = project.status(null, Extent.HEADS, row("9c20", null));
      assertThat(status.deployment()).isNotNull();
      assertThat(status.deployment().commit()).isEqualTo(introduced);
      assertThat(lines(status)).hasSize(3);
      assertThat(lines(status).get(0))
          .startsWith("APPLIED 4b1d was edited after it was applied (only comments or white space)")
          .contains("\"Format\"");
      assertThat(lines(status).get(1))
          .isEqualTo(
              "DIVERGED 9c20 was edited after it was applied: commit "
                  + first.substring(0, 10)
                  + " of ann, 2026-03-03, \"Fix phones\", the first of 3 edits within a day by bot (2), ann (1)");
      assertThat(lines(status).get(2)).isEqualTo("PENDING d077");
      assertThat(status.advice())
          .contains(
              "git revert --no-edit " + first.substring(0, 10) + "^.." + last.substring(0, 10),
              "git checkout "
                  + introduced.substring(0, 10)
                  + " -- migrations/versions/9c20_phones.py");

      assertThat(lines(project.status(last, Extent.HEADS, row("9c20", null))))
          .containsExactly("APPLIED 4b1d", "APPLIED 9c20", "PENDING d077");
      assertThat(project.status(newest, Extent.HEADS, row("9c20", null)).advice()).isEmpty();
    }
  }

  @Test
  void otherCommitsInBetweenAreNotTakenBack() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("db/migrations/1_clients.sql", up("create table clients (id int);"));
      project.commit("Add clients", "ann", "2026-03-01T10:00:00Z");
      project.write("db/migrations/1_clients.sql", up("create table clients (id bigint);"));
      String first = project.commit("Widen", "ann", "2026-03-02T10:00:00Z");
      project.write("README", "Shop\n");
      project.commit("Say what this is", "ann", "2026-03-03T10:00:00Z");
      project.write(
          "db/migrations/1_clients.sql", up("create table clients (id bigint not null);"));
      String last = project.commit("Require", "ann", "2026-03-20T10:00:00Z");
      HistoryStatus status = project.status(null, Extent.EACH, row("1", null));
      assertThat(lines(status).getFirst()).endsWith("\"Widen\", the first of 2 edits");
      assertThat(status.advice())
          .contains("git revert --no-edit " + last.substring(0, 10) + " " + first.substring(0, 10));
    }
  }

  @Test
  void theTimeInTheLedgerTellsWhichVersionRan() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("db/migrations/1_clients.sql", up("create table clients (id int);"));
      project.commit("Add clients", "ann", "2026-03-01T10:00:00Z");
      project.write("db/migrations/1_clients.sql", up("create table clients (id bigint);"));
      String edit = project.commit("Widen", "ann", "2026-03-02T10:00:00Z");
      project.write("db/migrations/2_notes.sql", up("create table notes (id int);"));
      project.commit("Add notes", "ann", "2026-03-03T10:00:00Z");

      assertThat(lines(project.status(null, Extent.EACH, row("1", "2026-03-02 12:00:00+00"))))
          .containsExactly("APPLIED 1", "PENDING 2");
      assertThat(lines(project.status(null, Extent.EACH, row("1", "2026-03-02 11:30:00.5+02"))))
          .first()
          .asString()
          .startsWith("DIVERGED 1 was edited")
          .contains(edit.substring(0, 10));
      // Without a zone it may have been later than the edit.
      assertThat(lines(project.status(null, Extent.EACH, row("1", "2026-03-02 09:30:00"))))
          .containsExactly("APPLIED 1", "PENDING 2");
      // It ran before it was committed: nobody knows which version.
      assertThat(lines(project.status(null, Extent.EACH, row("1", "2026-02-01 09:30:00+00"))))
          .containsExactly("APPLIED 1", "PENDING 2");
    }
  }

  @Test
  void anEditThatIsNotCommittedIsSeen() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("db/migrations/1_clients.sql", up("create table clients (id int);"));
      project.commit("Add clients", "ann", "2026-03-01T10:00:00Z");
      project.write("db/migrations/1_clients.sql", up("create table clients (id bigint);"));
      assertThat(lines(project.status(null, Extent.EACH, row("1", null))))
          .containsExactly("DIVERGED 1 was edited after it was applied; the edit is not committed");
    }
  }

  @Test
  void editsOnTheWayToAMergeCameBeforeAnyDeploy() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("README", "Shop\n");
      project.commit("Begin", "ann", "2026-03-01T10:00:00Z");
      project.git().checkout().setCreateBranch(true).setName("work").call();
      project.write("db/migrations/1_clients.sql", up("create table clients (id int);"));
      project.commit("Add clients", "ann", "2026-03-02T10:00:00Z");
      project.write("db/migrations/1_clients.sql", up("create table clients (id bigint);"));
      String work = project.commit("Widen", "ann", "2026-03-03T10:00:00Z");
      project.git().checkout().setName("main").call();
      project.write("README", "The shop\n");
      project.commit("Say more", "ann", "2026-03-03T11:00:00Z");
      project
          .git()
          .merge()
          .include(project.git().getRepository().resolve(work))
          .setMessage("Merge the work")
          .call();
      assertThat(lines(project.status(null, Extent.EACH, row("1", null))))
          .containsExactly("APPLIED 1");
    }
  }

  private static String up(String sql) {
    return "-- +goose Up\n" + sql + "\n";
  }

  private static String revision(String id, String parent, String statement, String comment) {
    return "\"\"\"A revision.\"\"\"\n"
        + comment
        + "from alembic import op\n\nrevision = '"
        + id
        + "'\ndown_revision = "
        + parent
        + "\n\n\ndef upgrade():\n    "
        + statement
        + "\n\n\ndef downgrade():\n    pass\n";
  }
}
