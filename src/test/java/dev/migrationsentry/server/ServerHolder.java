package dev.migrationsentry.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/// A process that uses servers until it is killed.
///
/// Without arguments it starts one, prints where its data are, and waits. With a folder it starts
/// servers there one after the other, and says `begun` before the first one. With `once` it starts
/// one, closes it, and prints what has gone wrong.
final class ServerHolder {
  private ServerHolder() {}

  static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      hold();
    } else if (arguments[0].equals("once")) {
      once();
    } else {
      repeat(Path.of(arguments[0]));
    }
  }

  private static void hold() throws Exception {
    EmbeddedPostgres server = TestServers.start(18);
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("show data_directory")) {
      rows.next();
      IO.println(rows.getString(1));
    }
    System.in.read();
  }

  private static void once() {
    try (ThrowAwayServer server = EmbeddedPostgres.start(18, ServerCache.of(System.getenv()))) {
      IO.println("fine: " + server.description());
    } catch (ServerUnavailableException e) {
      IO.println("refused: " + e.getMessage());
    }
  }

  private static void repeat(Path folder) throws Exception {
    ServerCache cache = TestServers.cache();
    ServerCache there = new ServerCache(cache.folder(), folder, cache.sources());
    IO.println("begun");
    while (true) {
      ServerRun run = ServerRun.start(ServerInstallation.of(18, there), there, List.of());
      EmbeddedPostgres server = new EmbeddedPostgres(18, run);
      server.createDatabase("rehearsal");
      run.stop();
      new EmbeddedPostgres(18, run.restart()).close();
    }
  }
}
