package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A connection of the lock's own. Every question is one statement outside of transactions, so that
/// none holds a snapshot that `CREATE INDEX CONCURRENTLY` would wait for, and so that poolers of
/// every mode pass it on.
final class LockSession implements AutoCloseable {
  /// `insufficient_privilege` (PostgreSQL manual, appendix A).
  private static final String NO_PRIVILEGE = "42501";

  private final LockRequest request;
  private final Connection connection;

  private LockSession(LockRequest request, Connection connection) {
    this.request = request;
    this.connection = connection;
  }

  /// @throws DatabaseProblem when the database can't be reached
  static LockSession open(LockRequest request) {
    Duration patience = request.timing().patience();
    String seconds = Long.toString(Math.max(1, patience.toSeconds()));
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("ApplicationName", request.application());
    try {
      return new LockSession(request, request.url().connectForQueries(properties));
    } catch (SQLException e) {
      throw DatabaseProblem.connecting(e, request.url(), patience);
    }
  }

  /// One more connection to the same place.
  LockSession another() {
    return open(request);
  }

  LockRequest request() {
    return request;
  }

  Connection connection() {
    return connection;
  }

  boolean isTrue(String query, Object... values) throws SQLException {
    return isTrue(connection, query, values);
  }

  static boolean isTrue(Connection connection, String query, Object... values) throws SQLException {
    return "t".equals(text(connection, query, values));
  }

  /// The first value of the first row as text; null for none.
  @Nullable String text(String query, Object... values) throws SQLException {
    return text(connection, query, values);
  }

  private static @Nullable String text(Connection connection, String query, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      fill(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /// How many rows were written.
  int write(String command, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(command)) {
      fill(statement, values);
      return statement.executeUpdate();
    }
  }

  static void fill(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /// The sentence for what the server refused.
  DatabaseProblem problem(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String said =
        request
            .url()
            .redact(String.valueOf(failure.getMessage()).lines().findFirst().orElse(""))
            .strip();
    return new DatabaseProblem(
        "The lock in "
            + request.url()
            + " can't be taken"
            + (state.equals(NO_PRIVILEGE) ? needed(said) : "")
            + " ("
            + (state.isEmpty() ? "" : state + ": ")
            + said
            + "); nothing was changed there.");
  }

  /// The server names the object and never the privilege.
  private String needed(String said) {
    String table = request.schema() + "." + LeaseTable.NAME;
    return said.contains("for schema ")
        ? ": behind a pooler the role needs usage and create on schema "
            + request.schema()
            + " to make the table "
            + LeaseTable.NAME
            + ", or usage alone where somebody has made it"
        : ": the role needs select, insert and update on " + table;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
