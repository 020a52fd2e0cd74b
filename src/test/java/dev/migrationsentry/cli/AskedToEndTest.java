package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `gate` and `migrate` when their process is asked to end (SIGTERM of a host, Ctrl-C of a person):
/// they never let a deploy through, and leave neither a process nor a session nor a lock behind.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AskedToEndTest extends GatedFolder {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private EmbeddedPostgres server;
  private String name = "";

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void project() throws Exception {
    name = "ended" + COUNTER.incrementAndGet();
    database(server, name);
    write(
        "db/migrations/20260101000001_orders.sql",
        "-- migrate:up\ncreate table orders (id int);\nselect pg_sleep(600);\n-- migrate:down\n");
  }

  /// What another process has said until it ended, and its exit code.
  private record Ended(String said, int code) {}

  /// Runs a command line in another process, and sends it a signal as soon as it has said a word or
  /// works on the server.
  ///
  /// @param word part of a line, or an empty text to wait for the server
  private Ended ended(String signal, String word, List<String> words) throws Exception {
    if (signal.equals("INT")) {
      Signals.assumeInterruptible();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                ProductClasses.command(Main.class.getName(), words.toArray(String[]::new)))
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      boolean sent = false;
      if (word.isEmpty()) {
        while (process.isAlive() && !sleeps()) {
          Thread.onSpinWait();
        }
        sent = send(signal, process);
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (!sent && line.contains(word)) {
          sent = send(signal, process);
        }
      }
    }
    return new Ended(said.toString(), process.waitFor());
  }

  private static boolean send(String signal, Process process) throws Exception {
    return new ProcessBuilder("kill", "-s", signal, Long.toString(process.pid())).start().waitFor()
        == 0;
  }

  private boolean sleeps() throws Exception {
    return "t"
        .equals(
            ask(
                server,
                name,
                "select exists (select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database())"));
  }

  private @Nullable String sessions() throws Exception {
    return ask(
        server,
        name,
        "select string_agg(application_name || ' ' || state, ', ') from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'migration-sentry%'");
  }

  private void leftNothing() throws Exception {
    // A session ends a moment after its connection.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String sessions = sessions();
    while (sessions != null && System.nanoTime() < end) {
      sessions = sessions();
    }
    assertThat(sessions).isNull();
    assertThat(ask(server, name, "select count(*) from pg_locks where locktype = 'advisory'"))
        .isEqualTo("0");
    assertThat(ask(server, name, "select to_regclass('orders')")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aGateEndsItsCommandAndGivesItsLockBack(String signal, int code) throws Exception {
    Ended run =
        ended(
            signal,
            "| begun",
            List.of(
                "gate",
                folder.toString(),
                "--",
                "sh",
                "-c",
                "sleep 600 & echo $! > child; echo begun; wait"));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.said())
        .contains("migrations: The gate was asked to end, and has ended the command.\n")
        .contains("  its output:\n    begun\n")
        .contains("  the ledger records none of what was pending\n")
        .endsWith("=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(isAlive("child")).isFalse();
    leftNothing();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aGateTakesBackTheMigrationThatItRunsItself(String signal, int code) throws Exception {
    Ended run = ended(signal, "", List.of("gate", folder.toString()));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.said())
        .contains("migrations: The gate was asked to end.\n")
        .contains("Nothing of it is left, and it is not recorded.\n")
        .endsWith("=== MIGRATION SENTRY: stopped at migrations ===\n");
    leftNothing();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void migrateTakesBackWhatItRuns(String signal, int code) throws Exception {
    Ended run = ended(signal, "", List.of("migrate", folder.toString()));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.said())
        .contains("It was interrupted.\n")
        .contains("Nothing of this migration is left, and it is not recorded.\n");
    leftNothing();
  }

  @ParameterizedTest
  @CsvSource({"gate, TERM, 143", "gate, INT, 130", "migrate, TERM, 143", "migrate, INT, 130"})
  void whoWaitsForTheLockJustGoes(String command, String signal, int code) throws Exception {
    try (LockedLedger held = LockedLedger.of(server, name, "public.schema_migrations")) {
      Ended run = ended(signal, "waiting for ", List.of(command, folder.toString()));
      assertThat(run.code()).isEqualTo(code);
      assertThat(run.said())
          .contains(
              command.equals("gate")
                  ? "=== MIGRATION SENTRY: stopped at lock ===\n"
                  : "Interrupted while waiting for the lock; nothing was run.\n");
      assertThat(held.isHeld()).isTrue();
    }
    leftNothing();
  }

  @ParameterizedTest
  @CsvSource({"gate, TERM, 143", "migrate, INT, 130"})
  void aLeaseBehindAPoolerIsGivenBackToo(String command, String signal, int code) throws Exception {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    try (PgBouncer pooler = PgBouncer.start(server, "transaction", 5)) {
      environment.computeIfPresent(
          "DATABASE_URL",
          (variable, url) -> url.replace(":" + server.port() + "/", ":" + pooler.port() + "/"));
      Ended run = ended(signal, "", List.of(command, folder.toString()));
      assertThat(run.code()).isEqualTo(code);
      assertThat(ask(server, name, "select holder from migration_sentry_lock")).isNull();
      write(
          "db/migrations/20260101000001_orders.sql",
          "-- migrate:up\ncreate table orders (id int);\n-- migrate:down\n");
      CommandRun next = CommandRun.of(environment, command, folder.toString(), "--wait", "0");
      assertThat(next.code()).as(next.out() + next.err()).isZero();
    }
  }
}
