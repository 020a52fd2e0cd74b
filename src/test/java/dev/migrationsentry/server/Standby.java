package dev.migrationsentry.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real server in recovery, as a replica is: it lets readers in and nobody write.
public final class Standby implements AutoCloseable {
  /// A standby must allow at least as much as its primary did (manual, section 26.4.3).
  private static final List<String> ENOUGH =
      List.of(
          "max_connections=1000",
          "max_worker_processes=64",
          "max_prepared_transactions=200",
          "max_locks_per_transaction=4096",
          "max_wal_senders=10",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "hot_standby=on");

  private final ServerRun primary;
  private final Process process;
  private final int port;

  private Standby(ServerRun primary, Process process, int port) {
    this.primary = primary;
    this.process = process;
    this.port = port;
  }

  /// What is made on the primary before the standby takes its data.
  @FunctionalInterface
  public interface Preparation {
    /// Does it.
    void on(EmbeddedPostgres primary) throws Exception;
  }

  /// Starts one.
  public static Standby start(int major, Preparation preparation) throws Exception {
    ServerCache cache = TestServers.cache();
    ServerInstallation installation = ServerInstallation.of(major, cache);
    ServerRun primary =
        ServerRun.start(installation, cache, List.of("wal_level=replica", "max_wal_senders=10"));
    preparation.on(new EmbeddedPostgres(major, primary));
    Path data = primary.stop();
    Path signal = Files.createFile(data.resolve("standby.signal"));
    installation.user().own(signal);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                installation.home().resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port)));
    ENOUGH.forEach(setting -> words.addAll(List.of("-c", setting)));
    Process process =
        new ProcessBuilder(installation.user().run(words.toArray(String[]::new)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Standby standby = new Standby(primary, process, port);
    standby.awaitReady();
    return standby;
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Connection connection =
          DriverManager.getConnection(
              "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable",
              ServerInstallation.SUPERUSER,
              password())) {
        if (connection.isValid(10)) {
          return;
        }
      } catch (SQLException notYet) {
        Thread.onSpinWait();
      }
    }
    close();
    throw new IOException("the standby did not start");
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The superuser's password.
  public String password() {
    return primary.installation().password();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    primary.end();
  }
}
