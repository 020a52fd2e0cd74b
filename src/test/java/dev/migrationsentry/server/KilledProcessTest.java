package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whoever is killed while it copies, starts, uses, stops or closes a server leaves no process and
/// no folder. A few random moments in each build, twenty with `-Dfaults=all`.
final class KilledProcessTest {
  private static final int KILLS = "all".equals(System.getProperty("faults")) ? 20 : 4;
  private static final int LONGEST_MILLISECONDS = 700;

  @Test
  void nothingStaysBehindWheneverTheProcessIsKilled() throws Exception {
    // Unpacked and initialised before, so that no time is lost on it.
    TestServers.start(18).close();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path runs = Files.createDirectories(TestServers.cache().folder().resolve("killed-" + seed));
    Files.setPosixFilePermissions(runs, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      for (int kill = 0; kill < KILLS; kill++) {
        Process process = ServerProcess.start(runs.toString());
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("begun");
        int moment = random.nextInt(LONGEST_MILLISECONDS);
        assertThat(process.waitFor(moment, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
        process.destroyForcibly().waitFor();
        // The watch may be about to start the next program.
        for (List<ProcessHandle> left = using(runs); !left.isEmpty(); left = using(runs)) {
          for (ProcessHandle handle : left) {
            handle.onExit().get(30, TimeUnit.SECONDS);
          }
        }
        assertThat(runs).as("seed %d, kill %d after %d ms", seed, kill, moment).isEmptyDirectory();
      }
    } finally {
      ServerCache.delete(runs);
    }
  }

  /// The processes that name the folder in their command line.
  private static List<ProcessHandle> using(Path runs) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(runs.toString()))
        .toList();
  }
}
