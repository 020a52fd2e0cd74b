package dev.migrationsentry.cli;

import static dev.migrationsentry.cli.ReconciledProject.hash;
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

/// Edits of migrations that have run: accepted only where production is proved to be as the edited
/// file makes it, or where somebody answers.
final class ReconcileEditsTest {
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
  void anEditThatProductionHasIsAccepted(int major) throws Exception {
    String now =
        "create table clients (id bigint primary key, state text not null default 'new');\n";
    try (ReconciledProject project = project(major)) {
      project.prismaProject(CLIENTS, now);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(CLIENTS, "alter table clients add state text not null default 'new'");
      assertThat(project.reconcile("--accept"))
          .contains(
              "ACCEPTED   1_clients  Production has the schema that the edited file makes: proved by a replay, and on a PostgreSQL "
                  + major
                  + ".\n")
          .endsWith("exit code 0\n");
      assertThat(project.query("select checksum from _prisma_migrations order by id"))
          .isEqualTo(hash("SHA-256", now) + "\nlost");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void anEditThatProductionDoesNotHaveIsRefused(int major) throws Exception {
    String now =
        "create table clients (id bigint primary key, state text not null default 'new');\n";
    try (ReconciledProject project = project(major)) {
      project.prismaProject(CLIENTS, now);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(CLIENTS);
      assertRefused(
          project,
          "REFUSED    1_clients  Production is not as the edited file makes it: column public.clients.state is missing.");
      // With another default production has the same structure, and another expression.
      project.sql("alter table clients add state text not null default 'draft'");
      assertRefused(
          project,
          "REFUSED    1_clients  That production is as the edited file makes it is not proved: production differs from what a PostgreSQL "
              + major
              + " makes of the files of today: columns of public.clients.");
    }
  }

  private void assertRefused(ReconciledProject project, String reason) throws Exception {
    String before = project.query("select id, checksum from _prisma_migrations order by id");
    assertThat(project.reconcile("--accept"))
        .contains(reason)
        .contains("Nothing was written: there is nothing to write.\n")
        .endsWith("exit code 1\n");
    assertThat(project.query("select id, checksum from _prisma_migrations order by id"))
        .isEqualTo(before);
    assertThat(project.hasAudit()).isFalse();
  }

  @Test
  void withoutAServerNoEditOfStatementsIsAccepted() throws Exception {
    String now = "create table clients (id bigint primary key, state text);\n";
    try (ReconciledProject project = project(18)) {
      project.prismaProject(CLIENTS, now);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(now);
      assertThat(project.reconcile("--accept", "--no-server"))
          .contains("there is no server to prove it on: --no-server was given.")
          .endsWith("exit code 1\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void changedRowsAreNeverProved() throws Exception {
    String now = CLIENTS + "insert into clients values (1);\n";
    try (ReconciledProject project = project(18)) {
      project.prismaProject(CLIENTS, now);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(now);
      assertRefused(
          project,
          "Nothing proves that the edit is harmless: \"insert into clients values (1)\" handles rows, which are not compared.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void somebodyCanAnswerForOneFileWithOneContent(int major) throws Exception {
    String now = "alter table clients add email text not null;\n";
    try (ReconciledProject project = project(major)) {
      project.commit("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n");
      project.commit("migrations/1_clients.sql", CLIENTS);
      project.commit("migrations/2_email.sql", EMAIL);
      project.commit("migrations/2_email.sql", now);
      project.sql(
          CLIENTS,
          EMAIL,
          "create table _sqlx_migrations (version bigint primary key, description text not null,"
              + " installed_on timestamptz not null default now(), success boolean not null,"
              + " checksum bytea not null, execution_time bigint not null)",
          "insert into _sqlx_migrations values (1, 'clients', now(), true, '\\x"
              + hash("SHA-384", CLIENTS)
              + "', 1), (2, 'email', now(), true, '\\x"
              + hash("SHA-384", EMAIL)
              + "', 1)");
      String checksum = "select encode(checksum, 'hex') from _sqlx_migrations where version = 2";
      String ack = "2_email.sql:\\x" + hash("SHA-384", now);
      assertThat(project.reconcile("--accept"))
          .contains("REFUSED    2  Production is not as the edited file makes it")
          .contains("to answer for it yourself: --force --ack " + ack + "\n")
          .endsWith("exit code 1\n");
      assertThat(project.reconcile("--accept", "--force", "--ack", ack.replace(":\\x", ":\\x0")))
          .contains("is for another content; what is here now would be --ack " + ack)
          .endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--force", "--ack", "1_clients.sql:abc"))
          .contains("names no migration that is refused here. Nothing was written.")
          .endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--force")).endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--ack", ack)).endsWith("exit code 2\n");
      assertThat(project.query(checksum)).isEqualTo(hash("SHA-384", EMAIL));
      assertThat(project.hasAudit()).isFalse();

      assertThat(project.reconcile("--accept", "--force", "--ack", ack))
          .contains("ACCEPTED   2  Forced by --ack " + ack + ", although: Production is not")
          .endsWith("exit code 0\n");
      assertThat(project.query(checksum)).isEqualTo(hash("SHA-384", now));
      assertThat(project.query("select action, recorded_as from migration_sentry_audit"))
          .isEqualTo("force 2");
    }
  }
}
