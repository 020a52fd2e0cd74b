package dev.migrationsentry.cli;

import static dev.migrationsentry.cli.ReconciledProject.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `reconcile` against real servers: what it writes, and that whatever it refuses stays as it is.
final class ReconcileCommandTest {
  private static final String CLIENTS = "create table clients (id bigint primary key);\n";
  private static final String EMAIL = "alter table clients add email text;\n";
  private static final String PHONE = "alter table clients add phone text;\n";

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

  @Test
  void aLedgerWithoutAnyMismatchIsLeftAlone() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.sql(CLIENTS, EMAIL);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS), "002_email.sql", hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept"))
          .contains("KEPT       001_clients.sql  The recorded checksum is that of the file.\n")
          .contains("2 kept\nNothing was written: there is nothing to write.\n")
          .endsWith("exit code 0\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void checksumsOfAnotherProgramBecomeThoseOfTheRunner(int major) throws Exception {
    try (ReconciledProject project = project(major)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.commit("003_phone.sql", PHONE);
      project.sql(CLIENTS, EMAIL, PHONE);
      // Another program has accepted the first two; the runner itself has applied the third since.
      project.own(
          "001_clients.sql",
          hash("SHA-256", CLIENTS),
          "002_email.sql",
          hash("SHA-256", EMAIL),
          "003_phone.sql",
          hash("SHA-1", PHONE));
      String before = project.checksums();

      // Most rows are of the other program: `status` and `reconcile` still agree on the runner's
      // own.
      assertThat(
              project.run("status", folder.toString(), "--format", "json").replaceAll("\\s+", " "))
          .contains("\"id\" : \"001_clients.sql\", \"state\" : \"OTHER_ALGORITHM\"")
          .contains("\"id\" : \"002_email.sql\", \"state\" : \"OTHER_ALGORITHM\"")
          .contains("\"id\" : \"003_phone.sql\", \"state\" : \"APPLIED\"");
      assertThat(project.reconcile())
          .contains("ACCEPTED   001_clients.sql  The content is the same: recorded is SHA-256")
          .contains("KEPT       003_phone.sql")
          .contains("Nothing was written: this is a dry run. --accept writes 2 rows.\n")
          .endsWith("exit code 1\n");
      assertThat(project.checksums()).isEqualTo(before);
      assertThat(project.hasAudit()).isFalse();

      assertThat(
              project.run(
                  Map.of("DATABASE_URL", project.url(), "MIGRATIONS_ACCEPT", "1"),
                  "reconcile",
                  folder.toString()))
          .contains("2 rows of public.deployed were written")
          .endsWith("exit code 0\n");
      assertThat(project.checksums())
          .isEqualTo(
              hash("SHA-1", CLIENTS) + "\n" + hash("SHA-1", EMAIL) + "\n" + hash("SHA-1", PHONE));
      assertThat(
              project.rows(
                  "select action, ledger, recorded_as, changed_column, old_value, new_value,"
                      + " database_role, client_user, tool_version from migration_sentry_audit order by entry"))
          .containsExactly(
              "accept public.deployed 001_clients.sql checksum "
                  + hash("SHA-256", CLIENTS)
                  + " "
                  + hash("SHA-1", CLIENTS)
                  + " postgres ann "
                  + Version.current(),
              "accept public.deployed 002_email.sql checksum "
                  + hash("SHA-256", EMAIL)
                  + " "
                  + hash("SHA-1", EMAIL)
                  + " postgres ann "
                  + Version.current());
      assertThat(project.reconcile("--accept")).contains("3 kept\n").endsWith("exit code 0\n");
      assertThat(project.run("status", folder.toString())).doesNotContain("migration_sentry_audit");
      assertThat(project.run("verify", folder.toString())).doesNotContain("migration_sentry_audit");
    }
  }

  @Test
  void editedCommentsAreAccepted() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("db/V1__clients.sql", CLIENTS);
      project.commit("db/V1__clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      // Flyway's checksum of the first version.
      String applied = ReconciledProject.flyway(CLIENTS);
      project.sql(
          "create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
              + " description varchar(200), type varchar(20), script varchar(1000), checksum int,"
              + " installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean)",
          "insert into flyway_schema_history values (1, '1', 'clients', 'SQL', 'V1__clients.sql', "
              + applied
              + ", 'ann', now(), 5, true)");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   1  Only comments or white space were edited.\n")
          .endsWith("exit code 0\n");
      assertThat(project.query("select checksum from flyway_schema_history"))
          .isEqualTo(ReconciledProject.flyway("-- Who buys.\n" + CLIENTS));
      assertThat(project.reconcile()).contains("1 kept").endsWith("exit code 0\n");
    }
  }

  @Test
  void lineEndsOfACopyAreNoReasonToWrite() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.write("002_email.sql", EMAIL.replace("\n", "\r\n"));
      project.sql(CLIENTS, EMAIL);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS), "002_email.sql", hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept"))
          .contains("KEPT       002_email.sql    The recorded checksum is that of the file in git")
          .endsWith("exit code 0\n");
      // Once they are committed, the runner finds another file.
      project.commit("Change line ends");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   002_email.sql    Only line ends, the byte order mark or blanks")
          .endsWith("exit code 0\n");
      assertThat(project.checksums())
          .isEqualTo(hash("SHA-1", CLIENTS) + "\n" + hash("SHA-1", EMAIL.replace("\n", "\r\n")));
    }
  }

  @Test
  void rowsWithoutAFileAndFailedOnesAreForPeople() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.sql(CLIENTS);
      project.own("000_gone.sql", "abc", "001_clients.sql", hash("SHA-1", CLIENTS));
      assertThat(project.reconcile("--accept"))
          .contains("NOT_FOUND  000_gone.sql     No such migration here: ")
          .contains("a deleted row would let it run again.")
          .endsWith("exit code 1\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void aSnapshotIsNeverWrittenTo() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.sql(CLIENTS);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS));
      String file = folder.resolve("shop.json").toString();
      assertThat(project.run("snapshot", "-o", file)).endsWith("exit code 0\n");
      assertThat(project.reconcile("--database", file)).endsWith("exit code 0\n");
      assertThat(project.reconcile("--database", file, "--accept"))
          .contains("A snapshot can't be written to")
          .endsWith("exit code 2\n");
    }
  }

  @Test
  void aRoleWithoutTheRightWritesNothing() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("001_clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS));
      project.sql(
          "drop role if exists deployer",
          "create role deployer login password 'd3ploy@%'",
          "grant select, update on deployed to deployer",
          "grant select on clients to deployer");
      String output =
          project.run(
              Map.of("DATABASE_URL", project.url("deployer:d3ploy%40%25")),
              "reconcile",
              folder.toString(),
              "--accept");
      assertThat(output)
          .contains(
              "The role deployer needs select and update on the ledger, and create on its schema")
          .contains("nothing was written.")
          .doesNotContain("d3ploy")
          .endsWith("exit code 2\n");
      assertThat(project.checksums()).isEqualTo(hash("SHA-1", CLIENTS));
      project.sql("drop owned by deployer", "drop role deployer");
    }
  }

  @Test
  void programsReadTheSame() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("001_clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      project.own("001_clients.sql", hash("SHA-1", CLIENTS));
      assertThat(project.reconcile("--format", "json"))
          .contains("\"dryRun\" : true")
          .contains("\"word\" : \"ACCEPTED\"")
          .contains("\"oldChecksum\" : \"" + hash("SHA-1", CLIENTS) + "\"")
          .contains("\"written\" : 0")
          .endsWith("exit code 1\n");
    }
  }
}
