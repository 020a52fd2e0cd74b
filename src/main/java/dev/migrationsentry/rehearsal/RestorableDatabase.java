package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.rehearsal.wire.TraceEvent;
import dev.migrationsentry.rehearsal.wire.TraceSettings;
import dev.migrationsentry.rehearsal.wire.WireProxy;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.Quoting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database of a throw-away server, the one connection to it, and a copy to go back to.
final class RestorableDatabase implements AutoCloseable {
  /// What it is called where nobody has made it before.
  static final String NAME = "history";

  private static final String COPY = "history before";

  private final ThrowAwayServer server;
  private final @Nullable String searchPath;
  private final List<String> rolesOfServer;
  private final List<TraceEvent> events = Collections.synchronizedList(new ArrayList<>());
  private DatabaseUrl database;
  private DatabaseUrl copy;
  private List<String> rolesOfCopy;
  private RunnerConnection connection;
  private @Nullable TraceSettings trace;
  private @Nullable WireProxy proxy;

  /// Copies and connects.
  ///
  /// @param database a database of the server, to which nobody is connected
  /// @param searchPath the search path of each new connection, or null for the server's own
  /// @param rolesOfServer the roles that were there before anything was made
  RestorableDatabase(
      ThrowAwayServer server,
      DatabaseUrl database,
      @Nullable String searchPath,
      List<String> rolesOfServer)
      throws SQLException {
    this.server = server;
    this.database = database;
    this.searchPath = searchPath;
    this.rolesOfServer = List.copyOf(rolesOfServer);
    this.copy = server.copyOf(database, COPY);
    this.connection = open();
    this.rolesOfCopy = connection.roles();
  }

  private RunnerConnection open() throws SQLException {
    TraceSettings settings = trace;
    if (settings == null) {
      return RunnerConnection.open(database, searchPath);
    }
    WireProxy opened = WireProxy.start(database, settings, events::add);
    proxy = opened;
    return RunnerConnection.open(opened.url(), searchPath);
  }

  private void disconnect() throws SQLException {
    connection.close();
    WireProxy opened = proxy;
    if (opened != null) {
      opened.close();
      proxy = null;
    }
  }

  /// Where it is.
  DatabaseUrl url() {
    return database;
  }

  /// The connection; another one after each of the methods below.
  RunnerConnection connection() {
    return connection;
  }

  /// What was recorded since it was last forgotten.
  List<TraceEvent> events() {
    return List.copyOf(events);
  }

  /// Forgets what was recorded.
  void forgetEvents() {
    events.clear();
  }

  /// Goes on with a new connection.
  ///
  /// @param settings what is recorded from now on, or null for nothing
  void reconnect(@Nullable TraceSettings settings) throws SQLException {
    disconnect();
    trace = settings;
    connection = open();
  }

  /// Makes what is there now what [#goBack()] goes back to, and goes on with a new connection.
  void keep() throws SQLException {
    rolesOfCopy = connection.roles();
    disconnect();
    server.drop(copy);
    copy = server.copyOf(database, COPY);
    connection = open();
  }

  /// Puts a copy of the copy in the place of the database, and goes on with a new connection.
  void goBack() throws SQLException {
    disconnect();
    server.drop(database);
    database = server.copyOf(copy, NAME);
    connection = open();
    dropRoles(connection, rolesOfCopy);
  }

  /// Removes the databases, and the roles that were made in between.
  @Override
  public void close() throws SQLException {
    disconnect();
    server.drop(database);
    server.drop(copy);
    DatabaseUrl other = server.newDatabase("roles");
    try (RunnerConnection last = RunnerConnection.open(other, null)) {
      dropRoles(last, rolesOfServer);
    }
    server.drop(other);
  }

  /// Roles are not part of a database, and do not go with it.
  private static void dropRoles(RunnerConnection connection, List<String> kept)
      throws SQLException {
    for (String role : connection.roles()) {
      if (!kept.contains(role)) {
        connection.send("drop role " + Quoting.name(role));
      }
    }
  }
}
