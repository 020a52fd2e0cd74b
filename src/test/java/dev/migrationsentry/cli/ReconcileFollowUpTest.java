package dev.migrationsentry.cli;

import static dev.migrationsentry.cli.ReconciledProject.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The migration that converges production and an edited file.
final class ReconcileFollowUpTest {
  private static final String CLIENTS = "create table clients (id bigint primary key);\n";
  private static final String EMAIL = "alter table clients add email text;\n";

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

  private ReconciledProject project(int major) throws Exception {
    return new ReconciledProject(folder, major == 15 ? older : newer);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theMigrationThatConvergesWorksInProductionAndInANewDatabase(int major) throws Exception {
    String now =
        """
        create table clients (
          id bigint primary key,
          state text not null default 'new',
          age integer check (age > 0)
        );
        create index clients_state on clients (state) where age is not null;
        """;
    try (ReconciledProject project = project(major)) {
      project.commit("migrations/001_clients.sql", CLIENTS);
      project.commit("migrations/002_email.sql", EMAIL);
      project.commit("migrations/001_clients.sql", now);
      project.sql(CLIENTS, EMAIL);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS), "002_email.sql", hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept", "--write"))
          .contains("REFUSED    001_clients.sql")
          .contains("This migration converges 001_clients.sql; replays prove it")
          .contains("migrations/003_clients_v2.sql (written):\n")
          .endsWith("exit code 1\n");
      String next = Files.readString(folder.resolve("migrations/003_clients_v2.sql"));
      project.commit("Converge");
      project.sql(
          next,
          "insert into deployed values ('003_clients_v2.sql', '"
              + hash("SHA-1", next)
              + "', now())");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   001_clients.sql     The edited file makes the same schema: proved")
          .endsWith("exit code 0\n");
      assertThat(project.run("verify", folder.toString())).endsWith("exit code 0\n");
    }
  }

  @Test
  void whatDependsOnRowsIsSaid() throws Exception {
    String now = "create table clients (id bigint primary key, state text not null);\n";
    try (ReconciledProject project = project(18)) {
      project.prismaProject(CLIENTS, now);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(CLIENTS);
      assertThat(project.reconcile())
          .contains("--force --ack 1_clients:" + hash("SHA-256", now))
          .contains("it depends on the rows of clients.")
          .contains("prisma/migrations/2_clients_v2/migration.sql (not written; --write writes it)")
          .endsWith("exit code 1\n");
      assertThat(folder.resolve("prisma/migrations/2_clients_v2")).doesNotExist();
    }
  }

  @Test
  void aMigrationThatDestroysDataSaysSo() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.prismaProject(CLIENTS, CLIENTS);
      String applied = "create table clients (id bigint primary key, state text);\n";
      project.commit(
          "prisma/migrations/2_email/migration.sql", applied.replace("clients", "orders"));
      project.commit(
          "prisma/migrations/2_email/migration.sql", CLIENTS.replace("clients", "orders"));
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(
          CLIENTS,
          applied.replace("clients", "orders"),
          "insert into _prisma_migrations values ('c', '"
              + hash("SHA-256", applied.replace("clients", "orders"))
              + "', now(), '2_email', null, null, now(), 1)");
      assertThat(project.reconcile("--accept"))
          .contains(
              "REFUSED    2_email    Production is not as the edited file makes it: column public.orders.state is still there.")
          .contains("    -- DESTROYS DATA: alter table public.orders drop column if exists state\n")
          .endsWith("exit code 1\n");
    }
  }

  @Test
  void aMigrationThatWouldFailInProductionIsNotOffered() throws Exception {
    String now =
        "create table orders (id bigint primary key, client bigint references clients (id));\n";
    String applied = "create table orders (id bigint primary key, client bigint);\n";
    try (ReconciledProject project = project(18)) {
      project.commit("migrations/001_clients.sql", CLIENTS);
      project.commit("migrations/002_orders.sql", applied);
      project.commit("migrations/002_orders.sql", now);
      // Somebody has dropped the table that the new key refers to.
      project.sql(applied);
      project.own(
          "001_clients.sql", hash("SHA-1", CLIENTS), "002_orders.sql", hash("SHA-1", applied));
      assertThat(project.reconcile("--write"))
          .contains(
              "No migration is offered for 002_orders.sql: A migration was derived, but is not offered: PostgreSQL would answer 42P01")
          .endsWith("exit code 1\n");
      assertThat(folder.resolve("migrations/003_orders_v2.sql")).doesNotExist();
    }
  }

  @Test
  void editedRevisionsOfAlembicConvergeAsWell() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
      project.write("migrations/env.py", "from alembic import context\n");
      String revision =
          """
          from alembic import op
          import sqlalchemy as sa

          revision = "aa10"
          down_revision = None


          def upgrade():
              op.create_table("clients", sa.Column("id", sa.Integer(), primary_key=True))


          def downgrade():
              op.drop_table("clients")
          """;
      project.commit("migrations/versions/aa10_clients.py", revision);
      project.commit(
          "migrations/versions/aa10_clients.py",
          revision.replace(
              "primary_key=True)", "primary_key=True), sa.Column(\"email\", sa.Text())"));
      project.sql(
          "create table clients (id serial primary key)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('aa10')");
      assertThat(project.reconcile("--accept"))
          .contains(
              "REFUSED    aa10  Production is not as the edited file makes it: column public.clients.email is missing.")
          .contains("alter table public.clients add column if not exists email text")
          .contains("down_revision = 'aa10'")
          .endsWith("exit code 1\n");
      project.sql("alter table clients add email text");
      assertThat(project.reconcile("--accept"))
          .contains(
              "KEPT       aa10  No checksum is recorded. Production has the schema that the edited file makes")
          .endsWith("exit code 0\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }
}
