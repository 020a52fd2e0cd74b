package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;

/// A PostgreSQL whose databases nobody will miss. Closing it removes whatever was made on it; an
/// own server is also gone when this process is killed.
///
/// Safe for use by several threads.
public sealed interface ThrowAwayServer extends AutoCloseable
    permits EmbeddedPostgres, GivenServer {
  /// Starts what is asked for: the given server, else a PostgreSQL of that major which is installed
  /// on this machine, else the one that came along or is fetched.
  ///
  /// @throws ServerUnavailableException when there is none; the message is one sentence for people
  static ThrowAwayServer start(ServerRequest request) {
    DatabaseUrl given = request.given();
    return given != null
        ? GivenServer.of(given, request.evenWithTables())
        : OwnServers.start(request);
  }

  /// The major version, such as 18.
  int major();

  /// Which server it is, for people: `PostgreSQL 15.14 in /usr/lib/postgresql/15`.
  String description();

  /// Makes an empty database: nothing but the schema `public`.
  ///
  /// @param wish the name that the database shall have; another one where the server is not an own
  ///   one or has such a database already
  /// @throws ServerUnavailableException when the server refuses
  DatabaseUrl newDatabase(String wish);

  /// Makes a database that equals another one of this server, to which nobody may be connected.
  ///
  /// @param template what to copy
  /// @param wish the name that the copy shall have; see [#newDatabase(String)]
  /// @throws ServerUnavailableException when the server refuses
  DatabaseUrl copyOf(DatabaseUrl template, String wish);

  /// Drops a database of this server and disconnects whoever uses it.
  ///
  /// @throws ServerUnavailableException when the server refuses
  void drop(DatabaseUrl database);

  /// The extensions of a database of this server that are stubs: they could be created, and nothing
  /// can be computed with them. What rests on them is not proved.
  ///
  /// @throws ServerUnavailableException when the server has ended
  default List<String> stubs(DatabaseUrl database) {
    return names(database, ExtensionStubs.INSTALLED);
  }

  /// Which of some extensions this server has only as stubs, whether they were created or not.
  ///
  /// @param database a database of this server
  /// @param wanted names of extensions
  /// @throws ServerUnavailableException when the server has ended
  default List<String> stubs(DatabaseUrl database, Collection<String> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    return names(database, ExtensionStubs.AVAILABLE).stream().filter(wanted::contains).toList();
  }

  private static List<String> names(DatabaseUrl database, String question) {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.connect(new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException(
          "The extensions of "
              + database
              + " can't be read ("
              + database.redact(SchemaCopier.message(e))
              + ")");
    }
    return names;
  }

  /// Removes what was made. Closing twice does nothing.
  @Override
  void close();
}
