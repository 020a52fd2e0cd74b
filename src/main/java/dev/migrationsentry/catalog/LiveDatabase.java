package dev.migrationsentry.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/// A database that people use. It is only read, in one explicit transaction that the server itself
/// holds to reading, so that it also works through PgBouncer in transaction mode, where settings of
/// the session would reach other clients.
public final class LiveDatabase {
  private final DatabaseUrl url;
  private final Duration limit;

  /// @param limit how long the connection, and then the reading as a whole, may take
  public LiveDatabase(DatabaseUrl url, Duration limit) {
    this.url = url;
    this.limit = limit;
  }

  /// Something that is read from a database.
  @FunctionalInterface
  public interface Reading<T> {
    /// Reads on a connection in its transaction.
    T read(Connection connection) throws SQLException;
  }

  /// Reads in one transaction that is rolled back afterwards.
  ///
  /// @throws DatabaseProblem when the database can't be reached or refuses
  public <T> T read(Reading<T> reading) {
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read, read only");
        statement.execute("set local statement_timeout = " + limit.toMillis());
        statement.execute("set local lock_timeout = " + Math.min(2000, limit.toMillis()));
        statement.execute(
            "set local idle_in_transaction_session_timeout = " + (limit.toMillis() + 10_000));
        statement.execute("set local search_path = pg_catalog");
        return reading.read(connection);
      } finally {
        if (!connection.isClosed()) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    String seconds = Long.toString(Math.max(1, limit.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, limit.toSeconds()) + 5));
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    if (!url.properties().containsKey("ApplicationName")) {
      properties.setProperty("ApplicationName", "migration-sentry");
    }
    return url.connect(properties);
  }

  /// A sentence for what the driver or the server said.
  private DatabaseProblem problem(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = url.redact(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    String quoted = " (" + (state.isEmpty() ? "" : state + ": ") + said + ")";
    if (state.equals("28P01") || state.equals("28000")) {
      return new DatabaseProblem(
          "The database "
              + url
              + " refuses the login; check the role and its password"
              + quoted
              + ".");
    }
    if (state.equals("3D000")) {
      return new DatabaseProblem(
          "The database " + url.database() + " does not exist on that server" + quoted + ".");
    }
    if (state.equals("57014") || state.equals("55P03")) {
      return new DatabaseProblem(
          "Reading "
              + url
              + " took longer than "
              + limit.toSeconds()
              + " s; nothing was changed. Try again later, or with a longer --timeout"
              + quoted
              + ".");
    }
    if (state.equals("42501")) {
      return new DatabaseProblem(
          "The role " + url.user() + " may not read what is needed from " + url + quoted + ".");
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new DatabaseProblem(
          "The database " + url + " can't be reached; check host, port and network" + quoted + ".");
    }
    return new DatabaseProblem("Reading " + url + " failed" + quoted + ".");
  }
}
