package dev.migrationsentry.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PgBouncer in front of a throw-away server, as an ordinary user would start it.
public final class PgBouncer implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final int port;

  private PgBouncer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /// Whether there is one on this machine.
  public static boolean isInstalled() {
    return program().isPresent();
  }

  private static Optional<Path> program() {
    List<String> folders =
        new ArrayList<>(List.of("/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"));
    folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
    return folders.stream()
        .map(folder -> Path.of(folder, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one with a single connection to the server, so that all clients share its settings.
  ///
  /// @param mode `transaction`, `session` or `statement`
  public static PgBouncer start(EmbeddedPostgres server, String mode) throws Exception {
    return start(server, mode, 1);
  }

  /// Starts one.
  ///
  /// @param mode `transaction`, `session` or `statement`
  /// @param connections how many connections to the server its clients share at most
  public static PgBouncer start(EmbeddedPostgres server, String mode, int connections)
      throws Exception {
    return start(server, mode, connections, Map.of());
  }

  /// Starts one that lets roles in beside the superuser.
  ///
  /// @param roles their passwords by name
  public static PgBouncer start(
      EmbeddedPostgres server, String mode, int connections, Map<String, String> roles)
      throws Exception {
    Path folder = Files.createTempDirectory("pgbouncer");
    ServerUser user = ServerUser.find(folder);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path users = folder.resolve("users.txt");
    StringBuilder known = new StringBuilder("\"postgres\" \"" + server.password() + "\"\n");
    roles.forEach((role, password) ->
        known.append('"').append(role).append("\" \"").append(password).append("\"\n"));
    Files.writeString(users, known);
    Path settings = folder.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %s
        pool_mode = %s
        default_pool_size = %d
        max_client_conn = 500
        server_reset_query_always = 0
        """
            .formatted(server.port(), port, users, mode, connections));
    Path log = folder.resolve("log");
    Files.createFile(log);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    for (Path path : List.of(folder, users, settings, log)) {
      user.own(path);
    }
    Process process =
        new ProcessBuilder(user.run(program().orElseThrow().toString(), settings.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PgBouncer bouncer = new PgBouncer(folder, process, port);
    bouncer.awaitReady();
    return bouncer;
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
    throw new IOException("PgBouncer did not start: " + Files.readString(folder.resolve("log")));
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ServerCache.delete(folder);
  }
}
