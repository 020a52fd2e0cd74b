package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.Standby;
import dev.migrationsentry.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What else a deploy can meet at the gate: dead holders, edits that are proved to be harmless, a
/// standby, and the server that only starts when the gate lets it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GateEndsTest extends GatedFolder {
  private static final String ORDERS =
      "-- migrate:up\ncreate table orders (id bigint primary key);\n-- migrate:down\n";

  private EmbeddedPostgres server;

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private CommandRun gate(String... options) {
    List<String> words = new ArrayList<>(List.of("gate", folder.toString(), "--no-server"));
    words.addAll(List.of(options));
    return CommandRun.of(environment, words.toArray(String[]::new));
  }

  @Test
  void onlyADeadHolderIsTakenOver() throws Exception {
    database(server, "taken");
    write("db/migrations/20260101000001_orders.sql", ORDERS);
    long key;
    try (LockedLedger living = LockedLedger.of(server, "taken", "public.schema_migrations")) {
      key = living.key();
      CommandRun refused = gate("--wait", "0", "--take-over");
      assertThat(refused.out())
          .contains("is held by another: pid ")
          .endsWith("Exit code 12.\n=== MIGRATION SENTRY: stopped at lock ===\n");
      assertThat(refused.code()).isEqualTo(12);
      assertThat(living.isHeld()).isTrue();
    }
    run(
        server,
        "taken",
        "create table migration_sentry_lock (key bigint primary key, token bigint not null, holder text, process integer, host text, application text, since timestamptz, heartbeat timestamptz, expires timestamptz)",
        "insert into migration_sentry_lock values ("
            + key
            + ", 7, 'x', 4711, 'build-1', 'migration-sentry gate', now() - interval '1 h', now() - interval '50 min', now() - interval '49 min')");
    CommandRun waits = gate("--wait", "0");
    assertThat(waits.out()).contains("pid 4711", "host build-1", "--take-over");
    assertThat(waits.code()).isEqualTo(12);
    CommandRun run = gate("--wait", "0", "--take-over");
    assertThat(run.out())
        .contains("took over from a dead holder: pid 4711")
        .endsWith("=== MIGRATION SENTRY: success ===\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void firstWritesWhatIsProvedToBeHarmless(@TempDir Path made) throws Exception {
    String clients = "create table clients (id int);\n";
    try (ReconciledProject project = new ReconciledProject(made, server)) {
      project.commit("db/V1__clients.sql", clients);
      project.commit("db/V1__clients.sql", "-- Who buys.\n" + clients);
      project.sql(
          clients,
          "create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
              + " description varchar(200), type varchar(20), script varchar(1000), checksum int,"
              + " installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean)",
          "insert into flyway_schema_history values (1, '1', 'clients', 'SQL', 'V1__clients.sql', "
              + ReconciledProject.flyway(clients)
              + ", 'ann', now(), 5, true)");
      Map<String, String> given = Map.of("DATABASE_URL", project.url());
      assertThat(project.run(given, "gate", made.toString()))
          .contains("was edited after it was applied")
          .endsWith("=== MIGRATION SENTRY: stopped at history ===\nexit code 13\n");
      assertThat(project.run(given, "gate", made.toString(), "--dry-run", "--reconcile"))
          .contains("reconcile: would write 1 row of the ledger anew")
          .endsWith("exit code 13\n");
      assertThat(project.hasAudit()).isFalse();
      assertThat(project.run(given, "gate", made.toString(), "--reconcile"))
          .contains("reconcile: wrote 1 row of the ledger anew that are proved to be harmless")
          .contains("1 applied by public.flyway_schema_history, 0 pending")
          .endsWith("=== MIGRATION SENTRY: success ===\nexit code 0\n");
      assertThat(project.hasAudit()).isTrue();
      assertThat(project.run(given, "gate", made.toString(), "--reconcile"))
          .contains("reconcile: there is nothing that is proved to be harmless")
          .endsWith("exit code 0\n");
    }
  }

  @Test
  void theServerStartsBehindTheGateAlone() throws Exception {
    database(server, "chained");
    write("db/migrations/20260101000001_orders.sql", ORDERS);
    assertThat(chain()).endsWith("=== MIGRATION SENTRY: success ===\nserver is up\n0");
    write(
        "db/migrations/20260101000002_orders.sql",
        "-- migrate:up\nselect 1 / 0;\n-- migrate:down\n");
    assertThat(chain())
        .doesNotContain("server is up")
        .endsWith("=== MIGRATION SENTRY: stopped at migrations ===\n16");
  }

  /// The start-up of a deploy, as a host runs it: what it wrote, and its exit code.
  private String chain() throws Exception {
    String gate =
        ProductClasses.command(Main.class.getName(), "gate", folder.toString(), "--no-server")
            .stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", gate + " && exec echo 'server is up'")
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + process.waitFor();
  }

  @Test
  void aStandbyIsReadAndRefusedInOneSentence() throws Exception {
    write("db/migrations/20260101000001_orders.sql", ORDERS);
    try (Standby standby =
        Standby.start(
            18,
            primary -> {
              primary.createDatabase("shop");
              run(primary, "shop", "create table schema_migrations (version varchar primary key)");
            })) {
      environment.put(
          "DATABASE_URL",
          "postgresql://postgres:" + standby.password() + "@127.0.0.1:" + standby.port() + "/shop");
      CommandRun gate = gate();
      assertThat(gate.out())
          .contains("connection: This server is a standby, which takes no migrations.\n")
          .contains("What to do: Give the URL of the primary.\n")
          .endsWith("Exit code 11.\n=== MIGRATION SENTRY: stopped at connection ===\n");
      assertThat(gate.code()).isEqualTo(11);
      CommandRun migrate = CommandRun.of(environment, "migrate", folder.toString());
      assertThat(migrate.err())
          .contains(
              "is a standby, where no lock reaches the primary; give the URL of the primary.");
      assertThat(migrate.code()).isEqualTo(2);
      CommandRun status = CommandRun.of(environment, "status", folder.toString());
      assertThat(status.out()).contains("20260101000001");
      assertThat(status.code()).isZero();
      CommandRun snapshot = CommandRun.of(environment, "snapshot");
      assertThat(snapshot.code()).as(snapshot.err()).isZero();
      CommandRun verify = CommandRun.of(environment, "verify", folder.toString(), "--no-server");
      assertThat(verify.out()).contains("0 migrations have run");
    }
  }
}
