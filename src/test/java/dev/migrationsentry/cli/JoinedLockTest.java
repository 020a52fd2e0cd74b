package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.gate.DatabaseLock;
import dev.migrationsentry.gate.JoinedLock;
import dev.migrationsentry.gate.LockAttempt;
import dev.migrationsentry.gate.LockHolder;
import dev.migrationsentry.gate.LockListener;
import dev.migrationsentry.gate.LockRequest;
import dev.migrationsentry.gate.LockTiming;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `migrate` as the command of a `gate`: both want the same lock.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JoinedLockTest extends GatedFolder {
  private static final LockListener DEAF =
      new LockListener() {
        @Override
        public void waiting(LockHolder holder, Duration waited) {}

        @Override
        public void tookOver(LockHolder holder) {}

        @Override
        public void lost(String why) {}
      };

  private EmbeddedPostgres server;

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void project(String database) throws Exception {
    database(server, database);
    write(
        "db/migrations/20260101000000_shops.sql",
        "-- migrate:up\ncreate table shops (id int);\n-- migrate:down\ndrop table shops;\n");
  }

  @Test
  void aGateRunsMigrateUnderItsOwnLock() throws Exception {
    project("joined");
    CommandRun run =
        gate(
            List.of("--no-server"),
            ProductClasses.command(
                    Main.class.getName(), "migrate", folder.toString(), "--wait", "0")
                .toArray(String[]::new));
    assertThat(run.out()).contains("=== MIGRATION SENTRY: success ===");
    assertThat(run.code()).isZero();
    assertThat(gate(List.of("--no-server"), "true").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoWasPassedALockWorksUnderItAndNotWithoutIt(boolean pooled) throws Exception {
    project("passed" + pooled);
    Assumptions.assumeTrue(!pooled || PgBouncer.isInstalled(), "PgBouncer is not installed");
    try (PgBouncer pooler = pooled ? PgBouncer.start(server, "transaction", 5) : null) {
      if (pooler != null) {
        int port = pooler.port();
        environment.compute(
            "DATABASE_URL",
            (name, url) ->
                String.valueOf(url).replace(":" + server.port() + "/", ":" + port + "/"));
      }
      LockRequest request =
          new LockRequest(
              DatabaseUrl.parse(String.valueOf(environment.get("DATABASE_URL"))),
              "public",
              "schema_migrations",
              OptionalLong.empty(),
              Duration.ZERO,
              false,
              "migration-sentry gate",
              LockTiming.USUAL);
      LockAttempt attempt = DatabaseLock.acquire(request, DEAF);
      String tickets;
      try (DatabaseLock lock = ((LockAttempt.Taken) attempt).lock()) {
        assertThat(migrate().code()).isEqualTo(ExitCode.TIME_LIMIT);
        environment.put(JoinedLock.VARIABLE, "advisory 1 2 3;nonsense");
        assertThat(migrate().code()).isEqualTo(ExitCode.TIME_LIMIT);
        tickets = JoinedLock.tickets(List.of(lock));
      }
      environment.put(JoinedLock.VARIABLE, "advisory 1 2 3;" + tickets);
      CommandRun lost = migrate();
      assertThat(lost.code()).isEqualTo(ExitCode.FOUND);
      assertThat(lost.err()).contains("is not held any more");
      try (DatabaseLock lock = ((LockAttempt.Taken) DatabaseLock.acquire(request, DEAF)).lock()) {
        environment.put(JoinedLock.VARIABLE, "advisory 1 2 3;" + JoinedLock.tickets(List.of(lock)));
        CommandRun joined = migrate();
        assertThat(joined.err()).doesNotContain("waiting");
        assertThat(joined.code()).isZero();
      }
    }
    try (Connection connection = server.connect("passed" + pooled);
        Statement statement = connection.createStatement()) {
      statement.execute("select id from shops");
    }
  }

  private CommandRun migrate() {
    return CommandRun.of(environment, "migrate", folder.toString(), "--wait", "0");
  }
}
