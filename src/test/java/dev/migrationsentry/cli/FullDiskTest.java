package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The gate on a machine whose disk is full: project, home, temporary folder and cache are in a
/// file system without a free byte, in a mount namespace that only the gate's process sees.
final class FullDiskTest extends GatedFolder {
  private static EmbeddedPostgres server;

  private String name = "";

  @BeforeAll
  static void start() throws Exception {
    RehearsedProject.needs("unshare", "--mount", "true");
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
  void project() throws Exception {
    name = "full" + System.nanoTime();
    database(server, name);
    environment.put("RUNNER_URL", String.valueOf(environment.get("DATABASE_URL")));
    ForeignRunner.SCRIPT.write(this);
  }

  @Test
  void theBuiltInRunnerWritesNoFile() throws Exception {
    CommandRun run = onAFullDisk("", "--no-server");
    assertThat(run.out()).endsWith("=== MIGRATION SENTRY: success ===\n");
    assertThat(run.code()).isZero();
    assertThat(ask(server, name, "select count(*) from schema_migrations")).isEqualTo("3");
  }

  @Test
  void whatCannotBeComparedIsSaid() throws Exception {
    write(
        "db/migrations/20260101000004_default.sql",
        "-- migrate:up\nalter table b add d text default lower('D');\n-- migrate:down\n");
    CommandRun run = onAFullDisk("");
    assertThat(run.out())
        .contains("defaults, conditions and bodies were not compared: ")
        .endsWith("=== MIGRATION SENTRY: success, but not all could be compared ===\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aRunnerThatCannotWriteStopsTheGateAndTheNextOneFinishes() throws Exception {
    write("noting.sh", "set -e\ncp run.sh note\n. ./run.sh\n");
    CommandRun run = onAFullDisk("", "--no-server", "--", "sh", "noting.sh");
    assertThat(run.out())
        .contains("No space left on device")
        .contains("the ledger records none of what was pending\n")
        .endsWith("Exit code 16.\n=== MIGRATION SENTRY: stopped at migrations ===\n");
    assertThat(run.code()).isEqualTo(16);
    assertThat(gate(List.of("--no-server"), "sh", "noting.sh").code()).isZero();
    assertThat(ask(server, name, "select count(*) from schema_migrations")).isEqualTo("3");
  }

  @Test
  void whatItCannotSayIsNoSuccess() throws Exception {
    assumeTrue(Path.of("/dev/full").toFile().exists());
    assertThat(onAFullDisk("exec >/dev/full 2>/dev/full", "--no-server").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(ask(server, name, "select count(*) from schema_migrations")).isEqualTo("3");
    assertThat(gate(List.of("--no-server"), "sh", "run.sh").code()).isZero();
  }

  /// Runs a gate in a process of its own.
  ///
  /// @param before what the shell does first
  private CommandRun onAFullDisk(String before, String... words) throws Exception {
    String mounts =
        """
        copy="$PWD-copy"; cp -r . "$copy" && mount -t tmpfs -o size=256k tmpfs . && cd "$PWD" && cp -r "$copy"/. . && rm -r "$copy"
        dd if=/dev/zero of=fill bs=4096 2>/dev/null
        %s
        exec "$@"
        """
            .formatted(before);
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", mounts, "sh"));
    List<String> java = ProductClasses.command(Main.class.getName(), "gate", ".");
    command.add(java.getFirst());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(java.subList(1, java.size()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().put("MIGRATION_SENTRY_CACHE", folder.resolve("cache").toString());
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new CommandRun(process.waitFor(), out, "");
  }
}
