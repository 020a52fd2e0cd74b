package dev.migrationsentry.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A running server process with its folder and the shell that watches over it: when this process
/// ends in whatever way, `kill -9` included, the server is stopped and its folder removed.
final class ServerRun {
  private static final int START_ATTEMPTS = 5;
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 30;

  /// Settings of a server whose data nobody will miss, and whose answers depend on nothing outside.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "off"),
          Map.entry("full_page_writes", "off"),
          Map.entry("synchronous_commit", "off"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("shared_buffers", "32MB"),
          Map.entry("autovacuum", "off"),
          Map.entry("max_connections", "60"),
          Map.entry("max_worker_processes", "2"),
          Map.entry("max_locks_per_transaction", "1024"),
          Map.entry("bgwriter_lru_maxpages", "0"),
          Map.entry("jit", "off"),
          Map.entry("huge_pages", "off"),
          Map.entry("timezone", "UTC"));

  /// Starts the server and waits for it. A second shell waits for the end of standard input, which
  /// this process holds, and then stops the server; the first one clears up. The process to stop is
  /// read from the server's own file, since the command may have started it as a process of its
  /// own. A Ctrl-C in the terminal reaches the whole process group and must not stop the watch.
  /// Where the server ends first, the second shell must not stay behind: it would stop the next
  /// server in that folder.
  private static final String WATCH =
      """
      trap '' INT HUP TERM
      exec 3<&0
      run=$1
      shift
      "$@" </dev/null 3<&- &
      server=$!
      (
        cat <&3 >/dev/null
        : >"$run/closed"
        postmaster=$(head -n 1 "$run/data/postmaster.pid")
        kill -QUIT "${postmaster:-$server}"
      ) 2>/dev/null &
      watch=$!
      wait "$server"
      kill -KILL "$watch" 2>/dev/null
      if [ -e "$run/closed" ]; then rm -rf "$run"; fi
      """;

  private final Path folder;
  private final FileLock lock;
  private final ServerInstallation installation;
  private final List<String> settings;
  private final int port;
  private final Process watch;

  private ServerRun(
      Path folder, FileLock lock, ServerInstallation installation, List<String> settings)
      throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.installation = installation;
    this.settings = settings;
    this.port = freePort();
    this.watch = launch();
  }

  /// Starts a server on a copy of the installation's data folder, and waits until it is ready.
  ///
  /// @param settings more settings, `NAME=VALUE`
  static ServerRun start(ServerInstallation installation, ServerCache cache, List<String> settings)
      throws IOException {
    AbandonedRuns.remove(cache.runs());
    Path folder = cache.newRun();
    FileLock lock = AbandonedRuns.hold(folder);
    try {
      ServerUser user = installation.user();
      if (user.changes()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        user.own(folder);
      }
      installation.copyData(data(folder));
      return started(folder, lock, installation, settings);
    } catch (IOException | RuntimeException e) {
      ServerCache.delete(folder);
      AbandonedRuns.release(folder, lock);
      throw e;
    }
  }

  private static ServerRun started(
      Path folder, FileLock lock, ServerInstallation installation, List<String> settings)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      // Another process may take the free port before the server does.
      ServerRun run = new ServerRun(folder, lock, installation, settings);
      if (run.awaitReady()) {
        return run;
      }
      String log = Files.readString(run.log());
      if (attempt == START_ATTEMPTS || !log.contains("could not bind")) {
        run.end();
        throw new IOException("the server has ended: " + lastLines(log));
      }
    }
  }

  /// The reason stands at the end of the log.
  private static String lastLines(String log) {
    List<String> lines = log.strip().lines().toList();
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  private Process launch() throws IOException {
    List<String> server = new ArrayList<>();
    server.addAll(List.of("sh", "-c", WATCH, "migration-sentry-watch", folder.toString()));
    server.addAll(
        installation
            .user()
            .run(
                installation.home().resolve("bin/postgres").toString(),
                "-D",
                data(folder).toString(),
                "-p"));
    server.add(Integer.toString(port));
    SETTINGS.forEach((setting, value) -> server.addAll(List.of("-c", setting + "=" + value)));
    settings.forEach(setting -> server.addAll(List.of("-c", setting)));
    return installation.process(server).redirectOutput(log().toFile()).start();
  }

  /// Waits until connections are accepted; false when the server has ended instead.
  private boolean awaitReady() throws IOException {
    Path state = data(folder).resolve("postmaster.pid");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      // The eighth line is the state (src/include/utils/pidfile.h).
      if (Files.exists(state)) {
        List<String> lines = Files.readAllLines(state);
        if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
          return true;
        }
      }
      if (!watch.isAlive()) {
        return false;
      }
      pause();
    }
    throw new IOException("not ready after " + START_SECONDS + " s");
  }

  /// The TCP port on 127.0.0.1.
  int port() {
    return port;
  }

  ServerInstallation installation() {
    return installation;
  }

  /// Stops the server in order, so that its data folder can be copied. Nobody may be connected.
  ///
  /// @return the data folder
  Path stop() throws IOException {
    Path data = data(folder);
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    // PostgreSQL takes SIGTERM for a "smart shutdown": it ends as soon as nobody is connected.
    ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroy);
    try {
      if (!watch.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the server does not stop");
      }
      watch.getOutputStream().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server stops", e);
    }
    return data;
  }

  /// Starts a server that was stopped again, on the same data.
  ServerRun again() throws IOException {
    try {
      return started(folder, lock, installation, settings);
    } catch (IOException e) {
      end();
      throw e;
    }
  }

  /// Stops the server at once and removes its folder. Doing so twice does nothing.
  void end() throws IOException {
    watch.getOutputStream().close();
    try {
      if (!watch.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        watch.descendants().forEach(ProcessHandle::destroyForcibly);
        watch.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // The watch goes on without us.
      Thread.currentThread().interrupt();
      return;
    }
    ServerCache.delete(folder);
    AbandonedRuns.release(folder, lock);
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the server starts", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
