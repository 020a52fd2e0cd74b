package dev.migrationsentry.ledger;

import static dev.migrationsentry.ledger.DeployedProject.lines;
import static dev.migrationsentry.ledger.DeployedProject.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.Ledger.Extent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Migrations that only the ledger knows: where git knows their files.
final class LostMigrationsTest {
  @TempDir private Path folder;

  @Test
  void theCommitThatTookTheFileAwayIsNamed() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("migrations/001_clients.sql", "create table clients (id int);\n");
      project.write("migrations/002_phones.sql", "alter table clients add phone text;\n");
      project.write("migrations/003_notes.sql", "create table notes (id int, body text);\n");
      project.commit("Begin", "ann", "2026-03-01T10:00:00Z");
      project.delete("migrations/002_phones.sql");
      String deleted = project.commit("Clean up", "cy", "2026-03-02T10:00:00Z");
      project.delete("migrations/003_notes.sql");
      project.write("migrations/20260303_notes.sql", "create table notes (id int, body text);\n");
      String renamed = project.commit("Number by date", "cy", "2026-03-03T10:00:00Z");
      String start = deleted.substring(0, 10);
      String second = renamed.substring(0, 10);
      assertThat(
              lines(
                  project.status(
                      null,
                      Extent.EACH,
                      row("001_clients.sql", null),
                      row("002_phones.sql", null),
                      row("003_notes.sql", null),
                      row("9", null))))
          .containsExactly(
              "APPLIED 001_clients.sql",
              "PENDING 20260303_notes.sql",
              "UNKNOWN 002_phones.sql no such migration here: migrations/002_phones.sql was deleted in commit "
                  + start
                  + " of cy, 2026-03-02, \"Clean up\"; to get it back: git checkout "
                  + start
                  + "^ -- migrations/002_phones.sql",
              "UNKNOWN 003_notes.sql no such migration here: migrations/003_notes.sql was renamed to migrations/20260303_notes.sql in commit "
                  + second
                  + " of cy, 2026-03-03, \"Number by date\"; to get it back: git checkout "
                  + second
                  + "^ -- migrations/003_notes.sql",
              "UNKNOWN 9 no such migration here: its file was deleted or renamed, or other code was deployed");
    }
  }

  @Test
  void aMigrationOfAnotherBranchIsFoundThere() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("db/migrate/V1__clients.sql", "create table clients (id int);\n");
      project.commit("Begin", "ann", "2026-03-01T10:00:00Z");
      project.git().checkout().setCreateBranch(true).setName("phones").call();
      project.write("db/migrate/V2__phones.sql", "alter table clients add phone text;\n");
      project.commit("Add phones", "ann", "2026-03-02T10:00:00Z");
      project.git().checkout().setName("main").call();
      assertThat(lines(project.status(null, Extent.EACH, row("1", null), row("2", null))))
          .containsExactly(
              "APPLIED 1",
              "UNKNOWN 2 no such migration here: db/migrate/V2__phones.sql is on phones, which is not merged here: other code was deployed");
    }
  }

  @Test
  void aRevisionIsFoundByWhatItsFileSays() throws Exception {
    try (DeployedProject project = new DeployedProject(folder)) {
      project.write("migrations/env.py", "from alembic import context\n");
      project.write(
          "migrations/versions/first.py",
          "revision = '4b1d'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n");
      project.write(
          "migrations/versions/second.py",
          "revision = \"9c20\"\ndown_revision = '4b1d'\n\n\ndef upgrade():\n    pass\n");
      project.commit("Begin", "ann", "2026-03-01T10:00:00Z");
      project.delete("migrations/versions/second.py");
      project.commit("Try again", "ann", "2026-03-02T10:00:00Z");
      assertThat(lines(project.status(null, Extent.HEADS, row("9c20", null))))
          .last()
          .asString()
          .startsWith(
              "UNKNOWN 9c20 no such migration here: migrations/versions/second.py was deleted in commit ");
    }
  }
}
