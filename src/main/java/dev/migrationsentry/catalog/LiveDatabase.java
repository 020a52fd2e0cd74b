package dev.migrationsentry.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A database that people use. It is only read, in one explicit transaction that the server itself
/// holds to reading, so that it also works through PgBouncer in transaction mode, where settings of
/// the session would reach other clients.
public final class LiveDatabase {
  private static final long LONGEST_LOCK_MILLIS = 2000;

  /// What holds up who wants to read, for when a lock was waited for in vain.
  private static final String LOCKED =
      """
      select string_agg(distinct format('%I.%I', n.nspname, c.relname), ', ')
        from pg_catalog.pg_locks l
        join pg_catalog.pg_class c on c.oid = l.relation
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where l.mode = 'AccessExclusiveLock' and l.granted and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
      """;

  private final DatabaseUrl url;
  private final Duration limit;

  /// @param limit how long connecting and reading together may take
  public LiveDatabase(DatabaseUrl url, Duration limit) {
    this.url = url;
    this.limit = limit;
  }

  /// The schemas that the URL names, in the order of the search path; none where it leaves that to
  /// the server.
  List<String> schemas() {
    return url.schemas();
  }

  /// Something that is read from a database.
  @FunctionalInterface
  public interface Reading<T> {
    /// Reads on a connection in its transaction.
    T read(Connection connection) throws SQLException;
  }

  /// Reads in one transaction that is rolled back afterwards.
  ///
  /// @throws DatabaseProblem when the database can't be reached or refuses, or the time is up
  public <T> T read(Reading<T> reading) {
    long end = System.nanoTime() + limit.toNanos();
    try (Connection connection = open();
        Deadline deadline = Deadline.start(connection, end)) {
      return read(connection, deadline, reading);
    } catch (SQLException e) {
      throw DatabaseFailure.reading(e, url, limit, false);
    }
  }

  private <T> T read(Connection connection, Deadline deadline, Reading<T> reading) {
    try {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        long left = Math.max(1, deadline.leftMillis());
        statement.execute("set transaction isolation level repeatable read, read only");
        statement.execute("set local statement_timeout = " + left);
        statement.execute("set local lock_timeout = " + Math.min(LONGEST_LOCK_MILLIS, left));
        statement.execute("set local idle_in_transaction_session_timeout = " + (left + 10_000));
        statement.execute("set local search_path = pg_catalog");
        return reading.read(connection);
      } finally {
        if (!connection.isClosed()) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      if ("55P03".equals(e.getSQLState())) {
        throw locked(connection, e);
      }
      throw DatabaseFailure.reading(e, url, limit, deadline.isOver());
    }
  }

  /// The sentence for a lock that was waited for in vain, with the names of what is locked where
  /// they can still be found out.
  private DatabaseProblem locked(Connection connection, SQLException failure) {
    String names = null;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(LOCKED)) {
      names = rows.next() ? rows.getString(1) : null;
      connection.rollback();
    } catch (SQLException unknown) {
      // The sentence then has no names.
    }
    return DatabaseFailure.locked(failure, url, limit, names);
  }

  private Connection open() {
    Properties properties = new Properties();
    long seconds = Math.max(1, limit.toSeconds());
    properties.setProperty("connectTimeout", Long.toString(Math.max(1, seconds / url.hostCount())));
    properties.setProperty("loginTimeout", Long.toString(seconds));
    properties.setProperty("socketTimeout", Long.toString(seconds));
    // Prepared statements and settings of the session outlive the transaction in a pooler.
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    if (!url.properties().containsKey("ApplicationName")) {
      properties.setProperty("ApplicationName", "migration-sentry");
    }
    try {
      return url.connectForQueries(properties);
    } catch (SQLException e) {
      throw DatabaseFailure.connecting(e, url, limit);
    }
  }

  /// Cuts a connection when the time is up, whatever the server does.
  private static final class Deadline implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean over = new AtomicBoolean();
    private final long end;

    private Deadline(long end) {
      this.end = end;
    }

    static Deadline start(Connection connection, long end) {
      Deadline deadline = new Deadline(end);
      Thread.ofVirtual().name("deadline").start(() -> deadline.watch(connection));
      return deadline;
    }

    private void watch(Connection connection) {
      try {
        if (!done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          over.set(true);
          connection.abort(Runnable::run);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (SQLException alreadyBroken) {
        // Who reads hears of it.
        over.set(true);
      }
    }

    long leftMillis() {
      return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    boolean isOver() {
      return over.get();
    }

    @Override
    public void close() {
      done.countDown();
    }
  }
}
