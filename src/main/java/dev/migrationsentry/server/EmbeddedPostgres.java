package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// A private PostgreSQL that lives as long as this object, and never longer than this process.
///
/// It listens on a free port of the loopback interface, asks for a random password, runs on a copy
/// of a prepared data folder (in memory where there is room), and trades durability for speed: its
/// data are thrown away. A small shell watches over the server: when this process ends in whatever
/// way, `kill -9` included, the server is stopped and its folder removed.
///
/// Root is fine: the server then runs as another user. Safe for use by several threads.
public final class EmbeddedPostgres implements ThrowAwayServer {
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
      wait "$server"
      if [ -e "$run/closed" ]; then rm -rf "$run"; fi
      """;

  private final int major;
  private final int port;
  private final ServerInstallation installation;
  private final Path run;
  private final Process watch;
  private final FileLock lock;

  private EmbeddedPostgres(
      int major,
      int port,
      ServerInstallation installation,
      Path run,
      Process watch,
      FileLock lock) {
    this.major = major;
    this.port = port;
    this.installation = installation;
    this.run = run;
    this.watch = watch;
    this.lock = lock;
  }

  /// Starts a server of a major version (14 to 18).
  ///
  /// @throws ServerUnavailableException when it cannot run on this machine
  static EmbeddedPostgres start(int major, ServerCache cache) {
    return start(major, cache, ServerInstallation.of(major, cache), List.of());
  }

  /// Starts an own server as asked for: one that is installed on this machine where there is such a
  /// one that works, else the published one.
  ///
  /// @throws ServerUnavailableException when it cannot run on this machine
  static EmbeddedPostgres start(ServerRequest request) {
    ServerCache cache = ServerCache.of(request.environment());
    int major = request.major();
    Optional<InstalledServers.Installed> installed =
        InstalledServers.find(major, request.environment());
    if (installed.isPresent()) {
      Path home = installed.get().home();
      try {
        return start(
            major,
            cache,
            ServerInstallation.installed(home, installed.get().version(), cache),
            request.settings());
      } catch (ServerUnavailableException notUsable) {
        // A package without its libraries, or one that this user may not run.
      }
    }
    return start(major, cache, ServerInstallation.of(major, cache), request.settings());
  }

  /// Starts a server of an installation.
  ///
  /// @param more more settings, `NAME=VALUE`
  static EmbeddedPostgres start(
      int major, ServerCache cache, ServerInstallation installation, List<String> more) {
    try {
      AbandonedRuns.remove(cache.runs());
      for (int attempt = 1; ; attempt++) {
        // Another process may take the free port before the server does.
        EmbeddedPostgres server = launch(major, installation, cache.newRun(), more);
        if (server.awaitReady()) {
          return server;
        }
        String log = Files.readString(server.run.resolve("log"));
        server.close();
        if (attempt == START_ATTEMPTS || !log.contains("could not bind")) {
          throw new IOException("the server has ended: " + log.strip());
        }
      }
    } catch (IOException e) {
      throw new ServerUnavailableException("PostgreSQL " + major + " did not start", e);
    }
  }

  /// Whether a server of a major version is published for this machine's platform.
  public static boolean isPublished(int major) {
    return Platform.current().archives().containsKey(major);
  }

  @Override
  public int major() {
    return major;
  }

  @Override
  public String description() {
    return installation.description();
  }

  @Override
  public DatabaseUrl newDatabase(String wish) {
    return make("template0", wish);
  }

  @Override
  public DatabaseUrl copyOf(DatabaseUrl template, String wish) {
    return make(template.database(), wish);
  }

  @Override
  public void drop(DatabaseUrl database) {
    try {
      dropDatabase(database.database());
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server does not drop a database", e);
    }
  }

  private DatabaseUrl make(String template, String wish) {
    try {
      try {
        copyDatabase(template, wish);
        return address(wish);
      } catch (SQLException e) {
        if (!"42P04".equals(e.getSQLState())) {
          throw e;
        }
        String other = DatabaseNames.PREFIX + DatabaseNames.random(8);
        copyDatabase(template, other);
        return address(other);
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server makes no database", e);
    }
  }

  /// The address of a database of this server, with the superuser's password.
  ///
  /// @param database the name as stored
  public DatabaseUrl address(String database) {
    return DatabaseUrl.of(
        "127.0.0.1", port, database, ServerInstallation.SUPERUSER, installation.password());
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return port;
  }

  /// The superuser's password; the superuser is `postgres`.
  public String password() {
    return installation.password();
  }

  /// The JDBC address of a database, without the password.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8)
        + "?user="
        + ServerInstallation.SUPERUSER
        + "&sslmode=disable&gssEncMode=disable";
  }

  /// Creates an empty database: nothing but the schema `public`.
  ///
  /// @param name the name as stored, any text
  public void createDatabase(String name) throws SQLException {
    copyDatabase("template0", name);
  }

  /// Creates a database as a copy of another one, to which nobody may be connected.
  ///
  /// @param template the database to copy, its name as stored
  /// @param name the name of the new database as stored, any text
  public void copyDatabase(String template, String name) throws SQLException {
    // Copying files is several times faster than writing the copy through the log, but before 15
    // it is the only way and has no name.
    String strategy = major >= 15 ? " strategy file_copy" : "";
    execute(
        "create database "
            + DatabaseNames.quoted(name)
            + " template "
            + DatabaseNames.quoted(template)
            + strategy);
  }

  /// Drops a database and disconnects whoever uses it.
  ///
  /// @param name the name as stored
  public void dropDatabase(String name) throws SQLException {
    execute("drop database " + DatabaseNames.quoted(name) + " with (force)");
  }

  /// Opens a connection as superuser.
  ///
  /// @param database the name as stored
  public Connection connect(String database) throws SQLException {
    return connect(database, new Properties());
  }

  /// Opens a connection as superuser, with properties of the PostgreSQL JDBC driver.
  ///
  /// @param database the name as stored
  public Connection connect(String database, Properties driverProperties) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driverProperties);
    properties.setProperty("password", password());
    return DriverManager.getConnection(url(database), properties);
  }

  /// Stops the server at once and removes its files. Closing twice does nothing.
  @Override
  public void close() {
    try {
      watch.getOutputStream().close();
      if (!watch.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        watch.descendants().forEach(ProcessHandle::destroyForcibly);
        watch.destroyForcibly();
      }
      ServerCache.delete(run);
      AbandonedRuns.release(run, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // The watch goes on without us.
      Thread.currentThread().interrupt();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static EmbeddedPostgres launch(
      int major, ServerInstallation installation, Path run, List<String> more) throws IOException {
    FileLock lock = AbandonedRuns.hold(run);
    ServerUser user = installation.user();
    if (user.changes()) {
      Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx--x--x"));
      user.own(run);
    }
    Path data = run.resolve("data");
    installation.copyData(data);
    int port = freePort();
    List<String> server = new ArrayList<>();
    server.addAll(List.of("sh", "-c", WATCH, "migration-sentry-watch", run.toString()));
    server.addAll(
        user.run(
            installation.home().resolve("bin/postgres").toString(), "-D", data.toString(), "-p"));
    server.add(Integer.toString(port));
    SETTINGS.forEach((setting, value) -> server.addAll(List.of("-c", setting + "=" + value)));
    more.forEach(setting -> server.addAll(List.of("-c", setting)));
    Process watch =
        installation.process(server).redirectOutput(run.resolve("log").toFile()).start();
    return new EmbeddedPostgres(major, port, installation, run, watch, lock);
  }

  /// Waits until connections are accepted; false when the server has ended instead.
  private boolean awaitReady() throws IOException {
    Path state = run.resolve("data/postmaster.pid");
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
