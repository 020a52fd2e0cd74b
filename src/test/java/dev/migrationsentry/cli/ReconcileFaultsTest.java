package dev.migrationsentry.cli;

import static dev.migrationsentry.cli.ReconciledProject.flyway;
import static dev.migrationsentry.cli.ReconciledProject.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `reconcile` where something is in its way: an interruption, migrations that did not come to
/// their end, a pooler.
final class ReconcileFaultsTest {
  private static final String CLIENTS = "create table clients (id bigint primary key);\n";
  private static final String EMAIL = "alter table clients add email text;\n";

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

  private ReconciledProject edited() throws Exception {
    ReconciledProject project = new ReconciledProject(folder.resolve("project"), server);
    project.commit("001_clients.sql", CLIENTS);
    project.commit("001_clients.sql", "-- Who buys.\n" + CLIENTS);
    project.sql(CLIENTS);
    project.own("001_clients.sql", hash("SHA-1", CLIENTS));
    return project;
  }

  @Test
  void anInterruptionLeavesTheLedgerAndTheAuditAsTheyWere() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "there are no signals");
    Signals.assumeInterruptible();
    try (ReconciledProject project = edited();
        Connection other = project.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // It can read the ledger, and waits in the middle of its transaction.
      statement.execute("lock table deployed in exclusive mode");
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              classPath(),
              Main.class.getName(),
              "reconcile",
              project.folder().toString(),
              "--accept",
              "--no-server");
      builder.environment().put("DATABASE_URL", project.url());
      File output = folder.resolve("output.txt").toFile();
      Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
      try {
        while (project
            .query(
                "select count(*) from pg_locks where not granted and relation = 'deployed'::regclass")
            .equals("0")) {
          assertThat(process.isAlive()).as(Files.readString(output.toPath())).isTrue();
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
      } finally {
        process.destroyForcibly().waitFor();
      }
      other.rollback();
      assertThat(project.checksums()).isEqualTo(hash("SHA-1", CLIENTS));
      assertThat(project.hasAudit()).isFalse();
      assertThat(project.reconcile("--accept")).endsWith("exit code 0\n");
    }
  }

  /// Where the classes of this process are, whoever has started it.
  private static String classPath() throws Exception {
    if (!(Main.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> paths = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      paths.add(Path.of(url.toURI()).toString());
    }
    return String.join(File.pathSeparator, paths);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction", "session"})
  void aPoolerIsWrittenThroughAsTheServerItself(String mode) throws Exception {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    try (ReconciledProject project = edited();
        PgBouncer bouncer = PgBouncer.start(server, mode)) {
      Map<String, String> pooled = Map.of("DATABASE_URL", project.urlAt(bouncer.port()));
      String folder = project.folder().toString();
      assertThat(project.run(pooled, "reconcile", folder))
          .contains("ACCEPTED   001_clients.sql  Only comments or white space were edited.\n")
          .endsWith("exit code 1\n");
      assertThat(project.hasAudit()).isFalse();
      assertThat(project.run(pooled, "reconcile", folder, "--accept")).endsWith("exit code 0\n");
      assertThat(project.checksums()).isEqualTo(hash("SHA-1", "-- Who buys.\n" + CLIENTS));
      assertThat(project.query("select action, recorded_as from migration_sentry_audit"))
          .isEqualTo("accept 001_clients.sql");
      assertThat(project.run(pooled, "reconcile", folder, "--accept"))
          .contains("1 kept\n")
          .endsWith("exit code 0\n");
    }
  }

  @Test
  void aFailedMigrationOfFlywayIsForPeople() throws Exception {
    try (ReconciledProject project = new ReconciledProject(folder, server)) {
      project.commit("db/V1__clients.sql", CLIENTS);
      project.commit("db/V2__email.sql", EMAIL);
      project.sql(
          CLIENTS,
          "create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
              + " description varchar(200), type varchar(20), script varchar(1000), checksum int,"
              + " installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean)",
          "insert into flyway_schema_history values (1, '1', 'clients', 'SQL', 'V1__clients.sql', "
              + flyway(CLIENTS)
              + ", 'ann', now(), 5, true), (2, '2', 'email', 'SQL', 'V2__email.sql', "
              + flyway(EMAIL)
              + ", 'ann', now(), 5, false)");
      assertThat(project.reconcile("--accept"))
          .contains("KEPT       1  The recorded checksum is that of the file.\n")
          .contains("SKIPPED    2  db/V2__email.sql began and did not come to its end")
          .contains("then run flyway repair, which removes the row.")
          .endsWith("exit code 1\n");
      assertThat(project.query("select success from flyway_schema_history order by version"))
          .isEqualTo("t\nf");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void aFailedMigrationOfPrismaIsForPeople() throws Exception {
    try (ReconciledProject project = new ReconciledProject(folder, server)) {
      project.prismaProject(CLIENTS, "-- Who buys.\n" + CLIENTS);
      project.commit("prisma/migrations/2_email/migration.sql", EMAIL);
      project.sql(CLIENTS);
      project.prisma(hash("SHA-256", CLIENTS));
      project.sql(
          "insert into _prisma_migrations values ('c', '"
              + hash("SHA-256", EMAIL)
              + "', null, '2_email', 'ERROR: no such table', null, now(), 0)");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   1_clients  Only comments or white space were edited.\n")
          .contains(
              "SKIPPED    2_email    prisma/migrations/2_email/migration.sql began and did not")
          .contains("prisma migrate resolve --rolled-back 2_email, or --applied 2_email")
          .endsWith("exit code 1\n");
      assertThat(project.query("select id, checksum from _prisma_migrations order by id"))
          .isEqualTo(
              "a "
                  + hash("SHA-256", "-- Who buys.\n" + CLIENTS)
                  + "\nb lost\nc "
                  + hash("SHA-256", EMAIL));
      assertThat(project.query("select recorded_as from migration_sentry_audit"))
          .isEqualTo("1_clients");
    }
  }
}
