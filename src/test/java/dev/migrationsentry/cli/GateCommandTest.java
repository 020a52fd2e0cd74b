package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gate with shell scripts as runners: what they do wrong, and what the deploy sees of it.
final class GateCommandTest extends GatedFolder {
  private static final String CREATE =
      "psql -q \"$DATABASE_URL\" -v ON_ERROR_STOP=1 -c 'create table orders (id bigint primary key)'\n";
  private static final String RECORD =
      "psql -q \"$DATABASE_URL\" -v ON_ERROR_STOP=1 -c 'create table if not exists schema_migrations (version varchar(128) primary key)' -c \"insert into schema_migrations values ('20260101000001')\"\n";
  private static final String WORKS = "set -e\n" + CREATE + RECORD;

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static EmbeddedPostgres server;
  private String name = "";

  @BeforeAll
  static void start() throws Exception {
    RehearsedProject.needs("psql", "--version");
    server = TestServers.start(18);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void project(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    name = name.substring(0, Math.min(50, name.length())) + COUNTER.incrementAndGet();
    database(server, name);
    write(
        "db/migrations/20260101000001_orders.sql",
        "-- migrate:up\ncreate table orders (id bigint primary key);\n-- migrate:down\n");
  }

  @Test
  void stopsWithoutADatabaseAndSkipsNothing() {
    environment.keySet().removeIf(one -> one.equals("DATABASE_URL") || one.startsWith("PG"));
    CommandRun run = script(WORKS);
    assertThat(run.out())
        .contains("DATABASE_URL is not set: it holds the URL of the database.\n")
        .endsWith("Exit code 10.\n=== MIGRATION SENTRY: stopped at environment ===\n");
    assertThat(run.code()).isEqualTo(10);
  }

  @Test
  void stopsWhenAVariableIsMissingThatTheConfigurationRequires() throws Exception {
    write("migration-sentry.yaml", "gate:\n  variables: [SIGNING_KEY, OTHER_KEY]\n");
    CommandRun run = script(WORKS);
    assertThat(run.out())
        .contains("SIGNING_KEY is not set; migration-sentry.yaml:2 requires it.\n")
        .contains("OTHER_KEY is not set")
        .endsWith("=== MIGRATION SENTRY: stopped at environment ===\n");
    assertThat(run.code()).isEqualTo(10);
  }

  @Test
  void stopsWhenThereIsNoSuchProgramOrNoMigration() throws Exception {
    assertThat(gate(List.of(), "no-such-runner", "up").out())
        .contains("There is no program no-such-runner on this machine.\n");
    Files.delete(folder.resolve("db/migrations/20260101000001_orders.sql"));
    CommandRun empty = script(WORKS);
    assertThat(empty.out())
        .contains("No migrations found in ")
        .endsWith("=== MIGRATION SENTRY: stopped at environment ===\n");
    assertThat(empty.code()).isEqualTo(10);
  }

  @Test
  void runsTheMigrationsItselfWhenNoCommandIsGiven() throws Exception {
    write(
        "db/migrations/20260101000002_total.sql",
        "-- migrate:up\nalter table orders add total numeric not null default 0;\n-- migrate:down\n");
    assertThat(
            CommandRun.of(environment, "gate", folder.toString(), "--rehearse", "--dry-run").out())
        .contains("2 work")
        .endsWith("=== MIGRATION SENTRY: dry run, ready ===\n");
    CommandRun run = CommandRun.of(environment, "gate", folder.toString());
    assertThat(run.out())
        .contains("command: none; the built-in runner runs the migrations\n")
        .contains("applied 20260101000001_orders.sql\n")
        .contains("2 applied by public.schema_migrations, 0 pending\n")
        .endsWith("=== MIGRATION SENTRY: success ===\n");
    assertThat(run.code()).isZero();

    run(server, name, "insert into orders values (1), (2)");
    write(
        "db/migrations/20260101000003_note.sql",
        "-- migrate:up\nalter table orders add constraint few check (id < 2);\n-- migrate:down\n");
    CommandRun failed = CommandRun.of(environment, "gate", folder.toString());
    assertThat(failed.out())
        .contains("db/migrations/20260101000003_note.sql:2:")
        .contains(
            "23514: check constraint \"few\" of relation \"orders\" is violated by some row\n")
        .contains("Nothing of it is left, and it is not recorded.\n")
        .endsWith("Exit code 16.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(failed.code()).isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void takesDbmateThrough(int major) throws Exception {
    String dbmate = Path.of("target/npm/node_modules/.bin/dbmate").toAbsolutePath().toString();
    RehearsedProject.needs(dbmate, "--version");
    try (EmbeddedPostgres other = TestServers.start(major)) {
      database(other, "shop");
      environment.merge("DATABASE_URL", "?sslmode=disable", String::concat);
      // The driver of Go refuses passwords that were hashed in fewer rounds than usual.
      String password = "alter role postgres password '" + other.password() + "'";
      run(other, "shop", major < 16 ? "select 1" : "set scram_iterations = 4096", password);
      CommandRun refused = gate(List.of(), dbmate, "--no-such-option", "up");
      assertThat(refused.out())
          .endsWith("Exit code 19.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
      CommandRun unknown = gate(List.of(), dbmate, "upp");
      assertThat(unknown.out())
          .endsWith("Exit code 19.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
      CommandRun run = gate(List.of(), dbmate, "--no-dump-schema", "up");
      assertThat(run.out())
          .contains("| Applying: 20260101000001_orders.sql\n")
          .endsWith("=== MIGRATION SENTRY: success ===\n");
      assertThat(run.code()).isZero();
    }
  }

  @Test
  void takesItsCommandAndLimitsFromTheConfiguration() throws Exception {
    write(
        "migration-sentry.yaml",
        "gate:\n  command: ./migrate.sh\n  limits: {migrations: 77, verify: 55}\n");
    write("migrate.sh", WORKS);
    assertThat(folder.resolve("migrate.sh").toFile().setExecutable(true)).isTrue();
    CommandRun run = CommandRun.of(environment, "gate", folder.toString());
    assertThat(run.out())
        .contains("command: sh -c ./migrate.sh\n")
        .contains("=== MIGRATION SENTRY: migrations (limit 77 s) ===\n")
        .contains("=== MIGRATION SENTRY: verify (limit 55 s) ===\n")
        .endsWith("=== MIGRATION SENTRY: success ===\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void stopsWhenNothingListensAndNeverShowsThePassword() throws Exception {
    write("migration-sentry.yaml", "gate:\n  limits: {connection: 1}\n");
    environment.put("DATABASE_URL", "postgres://app:p@ss@127.0.0.1:1/shop");
    CommandRun run = script(WORKS);
    assertThat(run.out())
        .contains("Trying again in 0.5 s.\n")
        .contains("tried 2 times\n")
        .endsWith("Exit code 11.\n=== MIGRATION SENTRY: stopped at connection ===\n")
        .doesNotContain("p@ss", "@ss");
    assertThat(run.code()).isEqualTo(11);
  }

  @Test
  void doesNotTryARefusedLoginAgain() {
    environment.put(
        "DATABASE_URL", "postgres://postgres:wrong-one@127.0.0.1:" + server.port() + "/" + name);
    CommandRun run = script(WORKS);
    assertThat(run.out()).contains("refuses the login").doesNotContain("Trying again", "wrong-one");
    assertThat(run.code()).isEqualTo(11);
  }

  @Test
  void keepsAPasswordOutOfWhatTheCommandWrites() throws Exception {
    run(
        server,
        name,
        "drop role if exists keeper",
        "create role keeper superuser login password 'p@ss:w%rd/1'");
    String host = "127.0.0.1:" + server.port() + "/" + name;
    environment.put("DATABASE_URL", "postgres://keeper:p@ss:w%rd/1@" + host);
    environment.put("CLEAN_URL", "postgres://keeper:p%40ss%3Aw%25rd%2F1@" + host);
    CommandRun run =
        script(
            "echo \"raw $DATABASE_URL\"; echo \"encoded $CLEAN_URL\"; echo 'word p@ss:w%rd/1 and postgres'\n"
                + WORKS.replace("$DATABASE_URL", "$CLEAN_URL"));
    assertThat(run.out())
        .contains("| raw postgres://keeper:***@" + host + "\n")
        .contains("| encoded postgres://keeper:***@" + host + "\n")
        .contains("| word *** and postgres\n")
        .endsWith("=== MIGRATION SENTRY: success ===\n")
        .doesNotContain("p@ss", "p%40ss");
    assertThat(run.err()).doesNotContain("p@ss", "p%40ss");
  }

  @Test
  void missesARequiredColumnThatOnlyAnotherSchemaHas() throws Exception {
    write("migration-sentry.yaml", "require:\n  columns: [orders.total]\n");
    run(server, name, "create schema archive", "create table archive.orders (total int)");
    CommandRun run = script(WORKS);
    assertThat(run.out())
        .contains("A required object is missing in this database.\n")
        .contains("orders.total")
        .endsWith("Exit code 21.\n=== MIGRATION SENTRY: stopped at verify ===\n");
    assertThat(run.code()).isEqualTo(21);
  }

  @Test
  void doesNotBelieveAnExitCodeOfZero() {
    CommandRun failed =
        script("psql -q \"$DATABASE_URL\" -c 'create table nowhere.x (id int)'; true");
    assertThat(failed.out())
        .contains("its output speaks of errors; the ledger and the schema decide:\n")
        .contains("no ledger in this database records db/migrations.\n")
        .endsWith("Exit code 17.\n=== MIGRATION SENTRY: stopped at ledger ===\n");
    assertThat(failed.code()).isEqualTo(17);

    CommandRun recordedOnly = script("set -e\n" + RECORD);
    assertThat(recordedOnly.out())
        .contains("missing: table public.orders")
        .endsWith("Exit code 18.\n=== MIGRATION SENTRY: stopped at verify ===\n");
    assertThat(recordedOnly.code()).isEqualTo(18);
  }

  @Test
  void stopsAtATracebackWithExitCodeZero() {
    CommandRun run =
        script(
            WORKS
                + "echo 'Traceback (most recent call last):'; echo '  InFailedSqlTransaction: current transaction is aborted'");
    assertThat(run.out())
        .contains("ended with exit code 0, and something broke in it: Traceback")
        .contains("the ledger now records: 20260101000001\n")
        .endsWith("Exit code 16.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(run.code()).isEqualTo(16);
  }

  @Test
  void showsTheFirstErrorOfAFailedCommandAndRunsItOnce() throws Exception {
    CommandRun run =
        script(
            "echo run >> runs; echo 'ERROR: relation \"a\" does not exist'; echo 'ERROR: current transaction is aborted'; exit 3");
    assertThat(run.out())
        .contains(
            "The command ended with exit code 3; the first error that it wrote: ERROR: relation \"a\" does not exist\n")
        .contains("the ledger records none of what was pending\n")
        .endsWith("Exit code 16.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(Files.readString(folder.resolve("runs"))).isEqualTo("run\n");
  }

  @Test
  void endsWhatRunsTooLongWithAllItsProcesses() throws Exception {
    write("migration-sentry.yaml", "gate:\n  limits: {migrations: 1}\n");
    CommandRun run = script("echo begun; sleep 600 & echo $! > child; wait");
    assertThat(run.out())
        .contains("The command was ended. It ran longer than its limit of 1 s.\n")
        .contains("  begun\n")
        .endsWith("Exit code 4.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(isAlive("child")).isFalse();
  }

  @Test
  void endsWhatLivesOnOutsideOfItsGroup() throws Exception {
    RehearsedProject.needs("setsid", "--version");
    CommandRun run =
        script(
            WORKS
                + "setsid sh -c 'echo $$ > stray; exec sleep 600' >/dev/null 2>&1 &\nwhile [ ! -s stray ]; do :; done");
    assertThat(run.out())
        .contains("left running, and ended: process ")
        .endsWith("=== MIGRATION SENTRY: success ===\n");
    assertThat(isAlive("stray")).isFalse();
  }

  @Test
  void keepsTheEndOfAFlood() {
    CommandRun run =
        script(
            "i=0; while [ $i -lt 20000 ]; do echo \"line $i of many\"; i=$((i+1)); done; head -c 300000 /dev/zero | tr '\\0' 'x'; echo; echo last; exit 1");
    assertThat(run.out()).contains("| line 0 of many\n", "| line 19999 of many\n");
    String report = run.out().substring(run.out().indexOf("migrations: failed after"));
    assertThat(report).contains("  last\n").contains(" …\n").hasSizeLessThan(40_000);
  }

  @Test
  void letsOnlyOneOfSeveralServicesRunTheMigrations() throws Exception {
    String once = "echo run >> runs\n" + WORKS;
    try (ExecutorService both = Executors.newFixedThreadPool(3)) {
      List<CompletableFuture<CommandRun>> runs =
          List.of(
              CompletableFuture.supplyAsync(() -> script(once), both),
              CompletableFuture.supplyAsync(() -> script(once), both),
              CompletableFuture.supplyAsync(() -> script(once), both));
      for (CompletableFuture<CommandRun> run : runs) {
        assertThat(run.get().out()).endsWith("=== MIGRATION SENTRY: success ===\n");
        assertThat(run.get().code()).isZero();
      }
    }
    assertThat(Files.readString(folder.resolve("runs"))).isEqualTo("run\n");
  }

  @Test
  void endsTheCommandWhenTheLockIsLost() throws Exception {
    CommandRun run =
        script(
            "psql -q \"$DATABASE_URL\" -c \"select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'migration-sentry gate%'\"; sleep 600");
    assertThat(run.out())
        .contains("another gate may run now")
        .contains("the ledger records none of what was pending\n")
        .endsWith("Exit code 16.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
  }

  @Test
  void saysInItsLastLineThatNotAllCouldBeCompared() throws Exception {
    write(
        "db/migrations/20260101000001_orders.sql",
        """
        -- migrate:up
        create table orders (id bigint primary key);
        do $$
        declare one record;
        begin
          for one in select datname from pg_database where datname = 'nobody' loop
            execute 'create table ' || one.datname || ' (id int)';
          end loop;
        end $$;
        -- migrate:down
        """);
    CommandRun run =
        CommandRun.of(environment, "gate", folder.toString(), "--no-server", "--format", "json");
    assertThat(run.err())
        .contains("not all could be compared: ")
        .endsWith("=== MIGRATION SENTRY: success, but not all could be compared ===\n");
    assertThat(run.out())
        .contains("\"unknown\" : [\n    \"Not all could be compared: ")
        .contains("\"verdict\" : \"success\"");
    assertThat(run.code()).isZero();
    // A server can settle it, also when nothing is pending any more.
    CommandRun settled = CommandRun.of(environment, "gate", folder.toString());
    assertThat(settled.out())
        .contains("1 migration has run; all that they make is there\n")
        .endsWith("=== MIGRATION SENTRY: success ===\n");
  }

  @Test
  void takesNoNegativeWait() {
    CommandRun run = script("true", "--wait", "-1");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--wait takes seconds, from 0 on.");
  }

  @Test
  void saysLoudlyThatMigrationsAreSwitchedOff() throws Exception {
    environment.put("MIGRATION_SENTRY_SKIP", "1");
    CommandRun run = script("echo run > runs");
    assertThat(run.out())
        .contains("1 pending: 20260101000001")
        .endsWith(
            "=== MIGRATION SENTRY: migrations are switched off by MIGRATION_SENTRY_SKIP, the schema may lag the code ===\n");
    assertThat(run.code()).isZero();
    assertThat(folder.resolve("runs")).doesNotExist();
    CommandRun status = CommandRun.of(environment, "status", folder.toString());
    assertThat(status.out())
        .contains("\nThe schema may lag the code: MIGRATION_SENTRY_SKIP is set");
    assertThat(status.code()).isEqualTo(1);
    environment.put("MIGRATION_SENTRY_SKIP", "maybe");
    assertThat(script("true").code()).isEqualTo(10);
  }

  @Test
  void goesOnAfterAFailedCheckInADryRunAndShowsAll() throws Exception {
    write("migration-sentry.yaml", "gate:\n  variables: [SIGNING_KEY]\n");
    run(server, name, "create table orders (id bigint primary key)");
    CommandRun run = script("echo run > runs", "--dry-run");
    assertThat(run.out())
        .contains("environment: SIGNING_KEY is not set")
        .contains("check: The pending migrations will not work in this database, or harm it.\n")
        .contains("Exit code 14.\n")
        .endsWith("=== MIGRATION SENTRY: stopped at environment ===\n");
    assertThat(run.code()).isEqualTo(10);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void writesItsReportAsJson() {
    CommandRun run = script(WORKS, "--format", "json");
    assertThat(run.err()).contains("=== MIGRATION SENTRY: success ===\n");
    assertThat(run.out())
        .startsWith(
            "{\n  \"verdict\" : \"success\",\n  \"exitCode\" : 0,\n  \"stoppedAt\" : null,\n")
        .contains("\"pending\" : [\n    \"20260101000001\"\n  ]")
        .contains("\"step\" : \"migrations\",\n      \"state\" : \"passed\"")
        .contains("\"limitSeconds\" : 1800");
    assertThat(run.code()).isZero();
  }
}
