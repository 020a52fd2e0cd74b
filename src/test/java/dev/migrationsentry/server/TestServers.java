package dev.migrationsentry.server;

import dev.migrationsentry.catalog.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Servers for tests, with the cache of the user who runs them.
public final class TestServers {
  private TestServers() {}

  /// Starts a server of a major version (14 to 18) from its published archive, so that tests see
  /// the same server everywhere.
  ///
  /// @throws ServerUnavailableException when it cannot run on this machine
  public static EmbeddedPostgres start(int major) {
    return EmbeddedPostgres.start(major, cache());
  }

  /// Starts a server that somebody has installed.
  ///
  /// @param home the folder that holds its `bin`
  /// @param settings more settings, `NAME=VALUE`
  public static EmbeddedPostgres start(int major, Path home, List<String> settings) {
    return EmbeddedPostgres.start(
        major,
        cache(),
        ServerInstallation.installed(home, Integer.toString(major), cache()),
        settings);
  }

  /// Makes a new database of what a snapshot describes.
  ///
  /// @param name the name of the database as stored
  public static SchemaCopy copy(Snapshot snapshot, EmbeddedPostgres server, String name)
      throws SQLException {
    server.createDatabase(name);
    try (Connection connection = server.connect(name)) {
      return SchemaCopier.copy(snapshot, connection);
    }
  }

  static ServerCache cache() {
    return ServerCache.of(System.getenv());
  }
}
