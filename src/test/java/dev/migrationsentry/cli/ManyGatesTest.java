package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Gates that are started at once: one of them does the work, the others wait, find nothing to do,
/// and let their deploys through.
final class ManyGatesTest extends GatedFolder {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    RehearsedProject.needs("psql", "--version");
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
    "2, direct, true", "3, direct, false", "3, transaction, true", "10, direct, true",
    "50, direct, true", "50, direct, false", "50, transaction, true", "20, session, false"
  })
  void oneWorksAndAllSucceed(int gates, String way, boolean builtIn) throws Exception {
    assumeTrue(ALL || gates <= 3, "many at once are left to the faults profile");
    assumeTrue(way.equals("direct") || PgBouncer.isInstalled(), "PgBouncer is not installed");
    String name = "many" + gates + way + builtIn;
    database(server, name);
    environment.put("RUNNER_URL", String.valueOf(environment.get("DATABASE_URL")));
    ForeignRunner.SCRIPT.write(this);
    try (PgBouncer pooler = way.equals("direct") ? null : PgBouncer.start(server, way, 40)) {
      if (pooler != null) {
        environment.put(
            "DATABASE_URL",
            String.valueOf(environment.get("RUNNER_URL"))
                .replace(":" + server.port() + "/", ":" + pooler.port() + "/"));
      }
      List<Callable<CommandRun>> all = new ArrayList<>();
      for (int i = 0; i < gates; i++) {
        all.add(() ->
            builtIn
                ? CommandRun.of(environment, "gate", folder.toString(), "--no-server")
                : gate(List.of("--no-server"), "sh", "run.sh"));
      }
      int worked = 0;
      try (ExecutorService pool = Executors.newFixedThreadPool(gates)) {
        for (Future<CommandRun> each : pool.invokeAll(all)) {
          CommandRun run = each.get();
          assertThat(run.out()).endsWith("=== MIGRATION SENTRY: success ===\n");
          assertThat(run.code()).isZero();
          worked += run.out().contains("nothing is pending") ? 0 : 1;
        }
      }
      assertThat(worked).isOne();
      assertThat(ask(server, name, "select string_agg(n::text, ' ' order by n) from runs"))
          .isEqualTo("1 2 3");
    }
  }
}
