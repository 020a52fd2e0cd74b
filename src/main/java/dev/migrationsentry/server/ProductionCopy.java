package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;

/// A throw-away server that holds a copy of production's schema with the rows of its ledgers, from
/// which databases for rehearsals are made within tenths of a second.
///
/// @param server the server; closed with this
/// @param template the copy, to which nobody may connect
/// @param schema how well it equals production
public record ProductionCopy(ThrowAwayServer server, DatabaseUrl template, SchemaCopy schema)
    implements AutoCloseable {
  /// Starts a server with a copy of what a snapshot describes. An own server finds copies that were
  /// made before in its cache.
  ///
  /// @param request what server; the major version should be that of the snapshot
  /// @throws ServerUnavailableException when there is no server or it ends in between
  public static ProductionCopy start(ServerRequest request, Snapshot snapshot) {
    DatabaseUrl given = request.given();
    return given != null
        ? onGiven(GivenServer.of(given, request.evenWithTables()), snapshot)
        : Templates.start(request, snapshot);
  }

  private static ProductionCopy onGiven(GivenServer server, Snapshot snapshot) {
    try {
      DatabaseUrl template = server.newDatabase("");
      Set<String> roles = server.roles();
      SchemaCopy copy = copy(snapshot, template);
      server.madeAllRolesBut(roles);
      return new ProductionCopy(server, template, copy);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Copies into an empty database.
  ///
  /// @throws ServerUnavailableException when the server ends in between
  public static SchemaCopy copy(Snapshot snapshot, DatabaseUrl empty) {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("ApplicationName", "migration-sentry");
    try (Connection connection = empty.connect(properties)) {
      return SchemaCopier.copy(snapshot, connection);
    } catch (SQLException e) {
      throw new ServerUnavailableException(
          "The schema can't be copied to "
              + empty
              + " ("
              + empty.redact(SchemaCopier.message(e))
              + ")");
    }
  }

  /// Makes a database that equals the copy.
  ///
  /// @param wish the name that it shall have; see [ThrowAwayServer#newDatabase(String)]
  public DatabaseUrl newDatabase(String wish) {
    return server.copyOf(template, wish);
  }

  @Override
  public void close() {
    server.close();
  }
}
