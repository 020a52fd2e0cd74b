package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.CachedQuery;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// A connection that sends statements as migration runners do: as text, unchanged, with the simple
/// query protocol, and with no transaction but the one that was asked for.
final class RunnerConnection implements AutoCloseable {
  private static final String STATEMENT_TIMEOUT = "120s";

  /// Settings that a session may change and that the connection needs as they are.
  private static final List<String> OWN =
      List.of("client_encoding", "DateStyle", "extra_float_digits");

  private final BaseConnection connection;

  private RunnerConnection(BaseConnection connection) {
    this.connection = connection;
  }

  /// Connects.
  ///
  /// @param searchPath the search path that the connection starts with, or null for the server's
  static RunnerConnection open(DatabaseUrl database, @Nullable String searchPath)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("allowEncodingChanges", "true");
    String options = "-c statement_timeout=" + STATEMENT_TIMEOUT;
    if (searchPath != null) {
      options += " -c search_path=" + searchPath.replace("\\", "\\\\").replace(" ", "\\ ");
    }
    properties.setProperty("options", options);
    Connection connection = database.connect(properties);
    return new RunnerConnection(connection.unwrap(BaseConnection.class));
  }

  /// The connection, for reading the catalog.
  Connection jdbc() {
    return connection;
  }

  /// Whether a transaction block is open, failed or not.
  boolean inTransaction() {
    return connection.getTransactionState() != TransactionState.IDLE;
  }

  /// Sends one statement.
  Answer send(String sql) {
    return sendAll(sql).failure();
  }

  /// Sends statements in one message, as the server allows: it reads all of them before it runs the
  /// first one.
  ///
  /// @param message the text to send
  /// @param statements the statements in it
  /// @return an answer for each statement that was run, and for the one that failed; when the
  ///   server refuses the text as a whole, the statements before the place that it points to count
  ///   as run
  List<Answer> sendTogether(Span message, List<Statement> statements) {
    Counted counted = sendAll(message.text());
    Answer failure = counted.failure();
    int worked = Math.min(counted.count(), statements.size());
    if (failure.worked()) {
      worked = statements.size();
    } else if (worked == 0 && "42601".equals(failure.sqlState()) && counted.position() > 0) {
      worked = before(message, statements, counted.position());
    }
    List<Answer> answers = new ArrayList<>(Collections.nCopies(worked, Answer.OK));
    if (!failure.worked()) {
      answers.add(failure);
    }
    return answers;
  }

  /// The roles of the server.
  List<String> roles() throws SQLException {
    List<String> roles = new ArrayList<>();
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select rolname from pg_catalog.pg_roles")) {
      while (rows.next()) {
        roles.add(rows.getString(1));
      }
    }
    return roles;
  }

  /// What of the session's state a new connection would not have: by setting, the role among them.
  Map<String, String> session() throws SQLException {
    Map<String, String> settings = new LinkedHashMap<>();
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name, setting from pg_catalog.pg_settings where source = 'session'"
                    + " union all select 'role', pg_catalog.current_setting('role')")) {
      while (rows.next()) {
        if (!OWN.contains(rows.getString(1))) {
          settings.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return settings;
  }

  /// Brings a session's state back that [#session()] has read.
  void restore(Map<String, String> session) throws SQLException {
    for (Map.Entry<String, String> setting : session.entrySet()) {
      try (var statement =
          connection.prepareStatement("select pg_catalog.set_config(?, ?, false)")) {
        statement.setString(1, setting.getKey());
        statement.setString(2, setting.getValue());
        statement.execute();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// @param count the statements that were completed
  /// @param failure the first failure, or that all worked
  /// @param position where the server points to in the text, from 1, or 0
  private record Counted(int count, Answer failure, int position) {}

  private Counted sendAll(String sql) {
    Completions completions = new Completions();
    try {
      QueryExecutor executor = connection.getQueryExecutor();
      CachedQuery query =
          executor.createQuery(sql, /* escapeProcessing= */ false, /* isParameterized= */ false);
      executor.execute(
          query.query,
          null,
          completions,
          /* maxRows= */ 0,
          /* fetchSize= */ 0,
          QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
      return new Counted(completions.count, Answer.OK, 0);
    } catch (SQLException e) {
      ServerErrorMessage error =
          e instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
      String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
      String message =
          error != null && error.getMessage() != null ? error.getMessage() : e.getMessage();
      int position = error == null ? 0 : error.getPosition();
      return new Counted(
          completions.count,
          new Answer(
              state,
              message,
              error == null ? null : error.getDetail(),
              error == null ? null : error.getHint(),
              position),
          position);
    }
  }

  /// The number of statements that end before a position, which the server counts in characters.
  private static int before(Span message, List<Statement> statements, int position) {
    String text = message.text();
    int characters = Math.min(position - 1, text.codePointCount(0, text.length()));
    int at = message.start() + text.offsetByCodePoints(0, characters);
    int count = 0;
    for (Statement statement : statements) {
      if (statement.span().end() <= at) {
        count++;
      }
    }
    return Math.min(count, Math.max(0, statements.size() - 1));
  }

  /// Counts the statements that the server has completed, and drops their rows.
  private static final class Completions extends ResultHandlerBase {
    private int count;

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
      count++;
    }

    @Override
    public void handleWarning(SQLWarning warning) {}

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
      count++;
    }
  }
}
