package dev.migrationsentry.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// `pg_ctl stop -m immediate` for a throw-away server, as when its machine loses its power, and a
/// start on the same port, at which it recovers from its log. Its files are removed with the
/// server, which is closed after this.
public final class ImmediateStop implements AutoCloseable {
  private final ServerUser user;
  private final String program;
  private final Path data;
  private CompletableFuture<Void> start = CompletableFuture.completedFuture(null);

  private ImmediateStop(ServerUser user, String program, Path data) {
    this.user = user;
    this.program = program;
    this.data = data;
  }

  /// Prepares it for a server of a published archive.
  public static ImmediateStop of(EmbeddedPostgres server) throws SQLException {
    ServerInstallation installation = ServerInstallation.of(server.major(), TestServers.cache());
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("show data_directory")) {
      rows.next();
      return new ImmediateStop(
          installation.user(),
          installation.home().resolve("bin/pg_ctl").toString(),
          Path.of(rows.getString(1)));
    }
  }

  /// Stops the server, and lets it start while the caller goes on: clients find nobody for a while.
  public void stopAndStartLater() throws Exception {
    start.get();
    stop();
    // Its own file says how it was started (PostgreSQL's src/bin/pg_ctl/pg_ctl.c,
    // get_control_data and read_post_opts): with these words.
    String words = Files.readString(data.resolve("postmaster.opts"));
    start =
        CompletableFuture.runAsync(() -> {
          try {
            run("start", "-l", data.resolve("again.log").toString(), "-o", options(words));
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /// The options behind the program and its data folder.
  private static String options(String words) {
    String[] parts = words.strip().split("\" \"", -1);
    List<String> options = new ArrayList<>();
    for (int i = 2; i < parts.length; i++) {
      options.add("\"" + parts[i].replaceAll("\"$", "") + "\"");
    }
    return String.join(" ", options);
  }

  private void stop() throws IOException, InterruptedException {
    run("stop", "-m", "immediate");
  }

  private void run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(user.run(program));
    command.addAll(List.of(words));
    command.addAll(List.of("-w", "-D", data.toString()));
    Path output = Files.createTempFile("pg_ctl", ".log");
    try {
      // The server keeps what it was started with, so that no pipe can be read to its end.
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(
            String.join(" ", words) + ": " + Files.readString(output, StandardCharsets.UTF_8));
      }
    } finally {
      Files.delete(output);
    }
  }

  /// Stops the server for good, if it was stopped before.
  @Override
  public void close() throws IOException {
    start.join();
    if (Files.exists(data.resolve("again.log"))) {
      try {
        stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the server stops", e);
      }
    }
  }
}
