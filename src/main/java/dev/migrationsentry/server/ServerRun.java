package dev.migrationsentry.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running server process with its folder and the shell that watches over it: when this process
/// ends in whatever way, `kill -9` included, the server is stopped and its folder removed.
final class ServerRun {
  private static final int START_ATTEMPTS = 5;
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 30;

  private final Path folder;
  private final ServerInstallation installation;
  private final List<String> settings;
  private final int port;
  private final Process watch;
  private @Nullable FileLock lock;

  private ServerRun(
      Path folder,
      ServerInstallation installation,
      List<String> settings,
      int port,
      List<String> command,
      @Nullable FileLock lock)
      throws IOException {
    this.folder = folder;
    this.installation = installation;
    this.settings = settings;
    this.port = port;
    this.lock = lock;
    this.watch = installation.process(command).start();
  }

  /// Starts a server on a copy of the installation's data folder, and waits until it is ready.
  ///
  /// @param settings more settings, `NAME=VALUE`
  /// @throws IOException with a sentence part that says why it does not run
  static ServerRun start(ServerInstallation installation, ServerCache cache, List<String> settings)
      throws IOException {
    Path memory = cache.volatileFolder();
    if (memory != null) {
      try {
        return start(installation, memory, settings);
      } catch (NoRoomException e) {
        // The disk is slower and has more room.
      }
    }
    return start(installation, ServerCache.readable(cache.runs()), settings);
  }

  private static ServerRun start(
      ServerInstallation installation, Path parent, List<String> settings) throws IOException {
    AbandonedRuns.remove(parent);
    Path folder = parent.resolve(AbandonedRuns.PREFIX + DatabaseNames.random(8));
    SharedFiles.use(installation.data(), folder);
    int port = freePort();
    ServerRun run =
        new ServerRun(
            folder,
            installation,
            settings,
            port,
            ServerScript.copyAndRun(installation, folder, port, settings),
            null);
    return run.started();
  }

  /// The server as it is when it accepts connections.
  private ServerRun started() throws IOException {
    ServerRun run = this;
    for (int attempt = 1; ; attempt++) {
      try {
        if (run.awaitReady()) {
          return run;
        }
        // Another process may take the free port before the server does.
        String log = run.log();
        if (attempt == START_ATTEMPTS || !log.contains("could not bind")) {
          throw run.ended(log);
        }
        run = run.again();
      } catch (IOException e) {
        run.end();
        throw e;
      }
    }
  }

  /// Why there is no server: what the script has printed, or the end of the server's log.
  private IOException ended(String log) throws IOException {
    InputStream output = watch.getInputStream();
    // The watch of a server that has ended waits for this process; it prints one line at a time.
    byte[] bytes = watch.isAlive() ? output.readNBytes(output.available()) : output.readAllBytes();
    String printed = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines =
        (log + "\n" + printed.replace(ServerScript.ENDED, "")).strip().lines().toList();
    String said = String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    Path parent = folder.toAbsolutePath().getParent();
    boolean full =
        said.contains("No space left")
            || (parent != null
                && Files.getFileStore(parent).getUsableSpace() < NoRoomException.LEAST);
    return full
        ? new NoRoomException("there is no room left in " + parent)
        : new IOException("the server has ended: " + said);
  }

  /// Waits until connections are accepted; false when the server has ended instead.
  private boolean awaitReady() throws IOException {
    Path state = data().resolve("postmaster.pid");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() < end) {
      if (lock == null && Files.isDirectory(folder)) {
        hold();
      }
      if (isReady(state)) {
        return true;
      }
      // Whatever is printed says that there is no server any more.
      if (!watch.isAlive() || watch.getInputStream().available() > 0) {
        return false;
      }
      pause();
    }
    throw new IOException("the server was not ready after " + START_SECONDS + " s");
  }

  private void hold() throws IOException {
    try {
      lock = AbandonedRuns.hold(folder);
    } catch (NoSuchFileException removed) {
      // The script could not copy and has said why.
    }
  }

  /// The eighth line is the state (src/include/utils/pidfile.h).
  private static boolean isReady(Path state) throws IOException {
    try {
      List<String> lines = Files.readAllLines(state);
      return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    } catch (NoSuchFileException notYet) {
      return false;
    }
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
    long postmaster =
        Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).getFirst());
    // PostgreSQL takes SIGTERM for a "smart shutdown": it ends as soon as nobody is connected.
    ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroy);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (watch.isAlive() && watch.getInputStream().available() == 0) {
      if (System.nanoTime() > end) {
        throw new IOException("the server does not stop");
      }
      pause();
    }
    return data();
  }

  /// Starts a server that has ended again, on the same data; this one is over.
  ServerRun restart() throws IOException {
    return again().started();
  }

  private ServerRun again() throws IOException {
    watch.getOutputStream().write((ServerScript.KEEP + "\n").getBytes(StandardCharsets.US_ASCII));
    watch.getOutputStream().close();
    await(watch);
    FileLock held = lock;
    lock = null;
    int other = freePort();
    return new ServerRun(
        folder,
        installation,
        settings,
        other,
        ServerScript.runAgain(installation, folder, other, settings),
        held);
  }

  /// Stops the server at once and removes its folder. Doing so twice does nothing.
  void end() throws IOException {
    watch.getOutputStream().close();
    if (await(watch)) {
      SharedFiles.release(installation.data(), folder);
      AbandonedRuns.release(folder, lock);
    }
  }

  private static boolean await(Process watch) {
    try {
      if (!watch.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        watch.descendants().forEach(ProcessHandle::destroyForcibly);
        watch.destroyForcibly();
      }
      return true;
    } catch (InterruptedException e) {
      // The watch goes on without us.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String log() throws IOException {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (NoSuchFileException noServerYet) {
      return "";
    }
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
