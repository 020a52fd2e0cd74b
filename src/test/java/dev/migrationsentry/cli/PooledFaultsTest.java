package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.CuttingProxy;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `migrate` through a real PgBouncer in its three modes, with the connection between the two cut.
/// A point of each in each build; all of them with `-Dfaults=all`.
final class PooledFaultsTest {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  private static EmbeddedPostgres server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    server = TestServers.start(Integer.getInteger("faults.postgres", 18));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "session, TRANSACTIONAL, CUT_AFTER",
    "session, CONCURRENT, CUT_BEFORE",
    "session, MIXED, CUT_AFTER",
    "transaction, TRANSACTIONAL, CUT_AFTER",
    "transaction, CONCURRENT, CUT_AFTER",
    "transaction, MIXED, CUT_BEFORE",
    "transaction, MIXED, CUT_AFTER",
  })
  void connectionIsCut(String mode, FaultyMigration history, Fault fault, TestReporter reporter)
      throws Exception {
    List<Integer> messages;
    try (PgBouncer pooler = PgBouncer.start(server, mode, 5)) {
      messages = history.messages(folder, server, pooler.port());
    }
    List<Point> points = new ArrayList<>();
    for (int connection = 0; connection < messages.size(); connection++) {
      for (int message = 0; message < messages.get(connection); message++) {
        points.add(new Point(connection, message));
      }
    }
    points = ALL ? points : List.of(points.get(points.size() * 2 / 3));
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      // A pooler keeps connections to each database that it has seen, more than the server has.
      try (PgBouncer pooler = PgBouncer.start(server, mode, 5)) {
        for (String each :
            history.wrong(folder, server, pooler.port(), point, fault, process -> {})) {
          wrong.add(point + ": " + each);
        }
      }
    }
    reporter.publishEntry(
        mode + ", " + history + ", " + fault,
        points.size() + " points, " + wrong.size() + " wrong");
    assertThat(wrong).isEmpty();
  }

  @Test
  void aPoolOfStatementsIsRefusedInOneSentence() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(server, "statement", 5)) {
      MigratedProject project = FaultyMigration.MIXED.project(folder, server);
      CommandRun run = project.migrateIn(project.url(pooler.port()));
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("allows no transactions (pool_mode=statement)");
      assertThat(project.has("runs")).isFalse();
    }
  }

  @Test
  void aSilentConnectionToAPoolerEndsWithTheLimitOfTheGate() throws Exception {
    try (PgBouncer pooler = PgBouncer.start(server, "transaction", 5)) {
      MigratedProject project = FaultyMigration.TRANSACTIONAL.project(folder, server);
      project.file("migration-sentry.yaml", "gate:\n  limits: {migrations: 2}\n");
      project.migration("001_step.sql", "create table runs (n int);\nselect pg_sleep(0);\n");
      // The gate's own questions carry other words.
      try (CuttingProxy proxy = CuttingProxy.silencing(pooler.port(), "select pg_sleep(0)")) {
        CommandRun run =
            CommandRun.of(
                Map.of(
                    "DATABASE_URL",
                    project.url(proxy.port()) + "?sslmode=disable&gssEncMode=disable"),
                "gate",
                folder.toString(),
                "--no-server");
        assertThat(proxy.struck()).isTrue();
        assertThat(run.code()).isEqualTo(ExitCode.TIME_LIMIT);
        assertThat(run.out()).contains("The migrations took longer than their limit");
      }
    }
  }
}
