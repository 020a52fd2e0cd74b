package dev.migrationsentry.cli;

import dev.migrationsentry.server.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder of migrations and a database for them.
final class MigratedProject {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final EmbeddedPostgres server;
  private final String database = "migrated" + DATABASES.incrementAndGet();

  MigratedProject(Path folder, EmbeddedPostgres server) throws Exception {
    this.folder = folder;
    this.server = server;
    server.createDatabase(database);
  }

  MigratedProject file(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// A migration in the folder of plain SQL files.
  MigratedProject migration(String name, String text) throws Exception {
    return file("migrations/" + name, text);
  }

  Connection connect() throws Exception {
    return server.connect(database);
  }

  void sql(String... statements) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// The values of a query, row by row, with blanks between values and line feeds between rows.
  String query(String query) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        found.add(String.join(" ", values));
      }
    }
    return String.join("\n", found);
  }

  boolean has(String relation) throws Exception {
    return query("select to_regclass('" + relation + "') is not null").equals("t");
  }

  String database() {
    return database;
  }

  String url() {
    return url(server.port());
  }

  String url(int port) {
    return "postgresql://postgres:" + server.password() + "@127.0.0.1:" + port + "/" + database;
  }

  CommandRun migrate(String... more) {
    return migrateIn(url(), more);
  }

  CommandRun migrateIn(String url, String... more) {
    List<String> words = new ArrayList<>(List.of("migrate", folder.toString()));
    words.addAll(List.of(more));
    return CommandRun.of(Map.of("DATABASE_URL", url), words.toArray(String[]::new));
  }
}
