package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong outside of this program is told in one sentence. Some of it needs a mount
/// namespace of its own, which root has and most others may have.
final class UnfriendlyMachineTest {
  private static final String MOUNTS = "unshare --mount needs more rights than there are here";

  @TempDir Path folder;

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              EmbeddedPostgres.start(
                  18,
                  TestServers.cache(),
                  ServerInstallation.of(18, TestServers.cache()),
                  List.of("port=" + taken.getLocalPort())))
          .isInstanceOf(ServerUnavailableException.class)
          .hasMessageContaining("PostgreSQL 18 did not start: the server has ended: ")
          .hasMessageContaining("could not create any TCP/IP sockets");
    }
  }

  @Test
  void aFullFileSystemInMemoryIsLeftForTheDisk() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    String said = within("mount -t tmpfs -o size=5m tmpfs /dev/shm", small, "");
    assertThat(said).startsWith("fine: PostgreSQL 18");
  }

  @Test
  void withoutSharedMemoryTheDiskIsUsed() throws Exception {
    assertThat(within("mount -t tmpfs -o ro tmpfs /dev/shm", folder, ""))
        .startsWith("fine: PostgreSQL 18");
  }

  @Test
  void aFullDiskIsSaid() throws Exception {
    Path cache = TestServers.cache().folder();
    TestServers.start(18).close();
    // The cache as it is, but with no more room for running servers.
    String mounts =
        "mkdir -p '%1$s/running'; for at in '%1$s/running' /dev/shm; do mount -t tmpfs -o size=5m tmpfs \"$at\"; done"
            .formatted(cache);
    assertThat(within(mounts, folder, ""))
        .isEqualTo(
            "refused: PostgreSQL 18 did not start: there is no room left in "
                + cache.resolve("running"));
  }

  @Test
  void aHomeThatCanOnlyBeReadIsSaid() throws Exception {
    String mounts = "mount -t tmpfs -o ro,mode=755 tmpfs '%s'".formatted(folder);
    assertThat(within(mounts, folder, folder.resolve("cache").toString()))
        .startsWith("refused: ")
        .contains("The cache folder " + folder.resolve("cache"))
        .contains("can't be written")
        .contains("MIGRATION_SENTRY_CACHE");
  }

  /// What a process that starts a server prints, after some mounts that it alone sees.
  private static String within(String mounts, Path directory, String cache) throws Exception {
    assumeTrue(succeeds("unshare", "--mount", "true"), MOUNTS);
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--mount", "sh", "-c", mounts + "\nexec \"$@\"", "sh"));
    command.addAll(ServerProcess.command("once"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    if (!cache.isEmpty()) {
      builder.environment().put("MIGRATION_SENTRY_CACHE", cache);
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private static boolean succeeds(String... command) throws Exception {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
