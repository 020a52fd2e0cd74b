package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/// A connection that sends texts as they are, each in one message of the simple query protocol, and
/// with no transaction but the one that was asked for. Nothing of a migration is ever prepared: a
/// prepared statement takes one command only, and reads question marks as parameters.
final class ServerChannel implements AutoCloseable {
  private final BaseConnection connection;

  /// When the message was sent whose answer is waited for, in nanoseconds; 0 while none is.
  private volatile long waitingSince;

  private ServerChannel(BaseConnection connection) {
    this.connection = connection;
  }

  /// Connects.
  ///
  /// @param application the name by which others see this session
  static ServerChannel open(DatabaseUrl url, Duration limit, String application)
      throws SQLException {
    Properties properties = new Properties();
    String seconds = Long.toString(Math.max(1, limit.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("allowEncodingChanges", "true");
    properties.setProperty("ApplicationName", application);
    return new ServerChannel(url.connect(properties).unwrap(BaseConnection.class));
  }

  /// Something that is asked on the connection.
  @FunctionalInterface
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  /// Something that is looked after on the connection, without a result.
  @FunctionalInterface
  interface Check {
    void on(Connection connection) throws SQLException;
  }

  /// Asks the database something of this program's own.
  <T> T ask(Question<T> question) throws SQLException {
    waitingSince = System.nanoTime();
    try {
      return question.ask(connection);
    } finally {
      waitingSince = 0;
    }
  }

  /// Asks the database something that takes no time of its own, before anybody watches over the
  /// answers.
  ///
  /// @param limit after which the connection counts as lost
  <T> T askWithin(Duration limit, Question<T> question) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
    T answer = ask(question);
    connection.setNetworkTimeout(Runnable::run, 0);
    return answer;
  }

  /// Looks after something in the database.
  void check(Check check) throws SQLException {
    ask(asked -> {
      check.on(asked);
      return true;
    });
  }

  /// The number by which the driver would have a statement cancelled: the server's process, or what
  /// a pooler has made up.
  int process() {
    return connection.getQueryExecutor().getBackendPID();
  }

  /// For how long an answer is waited for; zero when none is.
  Duration waiting() {
    long since = waitingSince;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// Whether a transaction block is open that can still commit.
  boolean inWorkingTransaction() {
    return connection.getTransactionState() == TransactionState.OPEN;
  }

  /// Whether no transaction block is open.
  boolean idle() {
    return connection.getTransactionState() == TransactionState.IDLE;
  }

  /// What the server said to a message.
  ///
  /// @param completed how many of its statements were completed
  /// @param error what became of the next one, or null when there was none
  /// @param rows the values of the first column of all rows
  /// @param notices what the server said besides
  record Answer(
      int completed, @Nullable ServerError error, List<String> rows, List<String> notices) {
    Answer {
      rows = List.copyOf(rows);
      notices = List.copyOf(notices);
    }

    boolean worked() {
      return error == null;
    }
  }

  /// Sends a text and waits for the whole answer.
  Answer send(String sql) {
    Listening listening = new Listening();
    waitingSince = System.nanoTime();
    try {
      QueryExecutor executor = connection.getQueryExecutor();
      CachedQuery query =
          executor.createQuery(sql, /* escapeProcessing= */ false, /* isParameterized= */ false);
      executor.execute(
          query.query,
          null,
          listening,
          /* maxRows= */ 0,
          /* fetchSize= */ 0,
          QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
      return listening.answer(null);
    } catch (SQLException e) {
      return listening.answer(error(e));
    } finally {
      waitingSince = 0;
    }
  }

  /// The server's words in an exception.
  static ServerError error(SQLException e) {
    ServerErrorMessage server =
        e instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
    String state = e.getSQLState() == null ? "08000" : e.getSQLState();
    String own = server == null ? null : server.getMessage();
    return new ServerError(
        state,
        own == null ? String.valueOf(e.getMessage()) : own,
        server == null ? null : server.getDetail(),
        server == null ? null : server.getHint(),
        server == null ? null : server.getWhere(),
        server == null ? 0 : server.getPosition());
  }

  /// Ends the statement that runs, from another thread.
  void cancel() throws SQLException {
    connection.getQueryExecutor().sendQueryCancel();
  }

  /// Breaks the connection, from another thread.
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyBroken) {
      // Then it is what was wanted.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException alreadyBroken) {
      // Nothing is left to close.
    }
  }

  /// Keeps what is needed of the answers to one message.
  private static final class Listening extends ResultHandlerBase {
    /// More rows than that nobody looks at.
    private static final int MOST = 1000;

    private final List<String> rows = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private int completed;

    Answer answer(@Nullable ServerError error) {
      return new Answer(completed, error, rows, notices);
    }

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
      completed++;
      for (Tuple tuple : tuples.subList(0, Math.min(MOST, tuples.size()))) {
        byte[] value = tuple.fieldCount() == 0 ? null : tuple.get(0);
        rows.add(value == null ? "" : new String(value, java.nio.charset.StandardCharsets.UTF_8));
      }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      if (notices.size() < MOST) {
        notices.add(String.valueOf(warning.getMessage()));
      }
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
      completed++;
    }
  }
}
