package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.server.ServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which throw-away server is used.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "A throw-away server to use, for example one with PostGIS. Databases are made on it and dropped. Default: a private PostgreSQL of production's major version.")
  private @Nullable String server;

  @Option(
      names = "--server-has-tables",
      description = "Use the server of --server although there are tables of users on it.")
  private boolean evenWithTables;

  /// The server that is wanted.
  ServerRequest request(int major, Map<String, String> environment) {
    ServerRequest request = ServerRequest.of(major, environment);
    return server == null ? request : request.on(DatabaseUrl.parse(server), evenWithTables);
  }
}
