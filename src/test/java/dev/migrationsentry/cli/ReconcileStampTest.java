package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ledgers that are moved over migrations whose objects are all there.
final class ReconcileStampTest {
  private static EmbeddedPostgres newer;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    newer = TestServers.start(18);
  }

  @AfterAll
  static void stopServers() {
    newer.close();
  }

  private ReconciledProject project() throws Exception {
    return new ReconciledProject(folder, newer);
  }

  @Test
  void aStampNeedsEveryObjectOfTheSkippedRevisions() throws Exception {
    try (ReconciledProject project = project()) {
      project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
      project.write("migrations/env.py", "from alembic import context\n");
      revision(project, "aa10", "None", "op.execute('create table clients (id int primary key)')");
      revision(project, "bb20", "'aa10'", "op.execute('create table orders (id int primary key)')");
      revision(project, "cc30", "'bb20'", "op.execute('alter table orders add total numeric')");
      revision(project, "dd40", "'cc30'", "op.execute('update orders set total = 0')");
      project.commit("Begin");
      project.sql(
          "create table clients (id int primary key)",
          "create table orders (id int primary key)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('aa10')");
      assertThat(project.run("status", folder.toString())).endsWith("exit code 0\n");
      String version = "select version_num from alembic_version";
      assertThat(project.reconcile("--accept", "--stamp", "cc30"))
          .contains(
              "REFUSED    stamp cc30  Production does not have what the skipped revisions make: column public.orders.total is missing.")
          .endsWith("exit code 1\n");
      project.sql("alter table orders add total numeric");
      assertThat(project.reconcile("--accept", "--stamp", "dd40"))
          .contains(
              "Nothing proves that dd40 has run: \"update orders set total = 0\" handles rows")
          .endsWith("exit code 1\n");
      assertThat(project.reconcile("--stamp", "cc30")).endsWith("exit code 1\n");
      assertThat(project.query(version)).isEqualTo("aa10");
      assertThat(project.hasAudit()).isFalse();

      assertThat(project.reconcile("--accept", "--stamp", "cc30"))
          .contains(
              "ACCEPTED   stamp cc30  All that bb20, cc30 make is there. public.alembic_version: aa10 becomes cc30.")
          .endsWith("exit code 0\n");
      assertThat(project.query(version)).isEqualTo("cc30");
      assertThat(project.query("select action, old_value, new_value from migration_sentry_audit"))
          .isEqualTo("stamp aa10 cc30");
    }
  }

  @Test
  void statusTellsOfABlindStamp() throws Exception {
    try (ReconciledProject project = project()) {
      project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
      project.write("migrations/env.py", "from alembic import context\n");
      revision(project, "aa10", "None", "op.execute('create table clients (id int primary key)')");
      revision(project, "bb20", "'aa10'", "op.execute('create table orders (id int primary key)')");
      revision(project, "cc30", "'bb20'", "op.execute('alter table orders add total numeric')");
      project.commit("Begin");
      project.sql(
          "create table clients (id int primary key)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('cc30')");
      String told =
          "public.alembic_version is stamped past the real state: of the 2 migrations from bb20_step.py on that count as run, 1 makes tables that are not there: public.orders. Up to aa10_step.py all tables are there.";
      assertThat(project.run("status", folder.toString())).contains(told).endsWith("exit code 1\n");
      assertThat(project.run("status", folder.toString(), "--format", "json")).contains(told);
      project.sql("create table orders (id int primary key, total numeric)");
      assertThat(project.run("status", folder.toString()))
          .doesNotContain("stamped")
          .endsWith("exit code 0\n");
    }
  }

  private static void revision(ReconciledProject project, String id, String after, String up)
      throws Exception {
    project.write(
        "migrations/versions/" + id + "_step.py",
        "from alembic import op\n\nrevision = '"
            + id
            + "'\ndown_revision = "
            + after
            + "\n\n\ndef upgrade():\n    "
            + up
            + "\n\n\ndef downgrade():\n    pass\n");
  }
}
