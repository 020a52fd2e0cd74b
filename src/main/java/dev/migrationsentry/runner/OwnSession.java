package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The session of a run on the server, as another connection sees it: what it does while the run
/// waits for an answer, and what it has left when the connection is gone.
///
/// Behind a pooler nobody knows the session, and nothing is said of it.
final class OwnSession {
  /// How often a new connection is tried: a server that was stopped may come back.
  private static final int ATTEMPTS = 20;

  private static final long PAUSE_MILLIS = 500;

  private final DatabaseUrl url;
  private final Duration limit;

  /// The server's process and the time at which it began, which together name the session; null
  /// where a pooler stands between.
  private final @Nullable String name;

  private OwnSession(DatabaseUrl url, Duration limit, @Nullable String name) {
    this.url = url;
    this.limit = limit;
    this.name = name;
  }

  static OwnSession of(ServerChannel channel, DatabaseUrl url, Duration limit) throws SQLException {
    String name =
        channel.askWithin(
            limit,
            connection -> {
              String found =
                  one(
                      connection,
                      "select pid || ' ' || extract(epoch from backend_start)"
                          + " from pg_catalog.pg_stat_activity where pid = pg_catalog.pg_backend_pid()"
                          + " and pid = "
                          + channel.process());
              return found == null ? "" : found;
            });
    return new OwnSession(url, limit, name.isEmpty() ? null : name);
  }

  /// How long is waited before the server is asked, and for each answer of that kind.
  Duration patience() {
    return limit;
  }

  /// Whether another connection could see it.
  boolean visible() {
    return name != null;
  }

  /// What the session does.
  enum Doing {
    /// It is busy, or nobody can tell.
    WORK,
    /// It waits for the client.
    NOTHING,
    /// It is not there any more.
    GONE
  }

  /// What the session does now, and since when.
  ///
  /// @param since the time of its last change, as text
  record Look(Doing doing, String since) {}

  /// Looks at it.
  Look look() throws SQLException {
    try (Connection connection = open()) {
      String state =
          one(
              connection,
              "select coalesce(state, 'hidden') || '|' || coalesce(state_change::text, '')"
                  + " from pg_catalog.pg_stat_activity where "
                  + itself());
      if (state == null) {
        return new Look(Doing.GONE, "");
      }
      return new Look(state.startsWith("idle") ? Doing.NOTHING : Doing.WORK, state);
    }
  }

  /// Ends it: it belongs to this run, which has lost it.
  void end() throws SQLException {
    try (Connection connection = open()) {
      end(connection);
    }
  }

  private void end(Connection connection) throws SQLException {
    one(
        connection,
        "select pg_catalog.pg_terminate_backend(pid)::text from pg_catalog.pg_stat_activity where "
            + itself());
  }

  private String itself() {
    return "pid || ' ' || extract(epoch from backend_start) = "
        + Quoting.text(String.valueOf(name));
  }

  /// Asks the database something after the session has ended, by itself or by force.
  ///
  /// @return null when the database can't be asked, or the session could not be ended
  @Nullable Boolean afterItsEnd(ServerChannel.Question<Boolean> question) {
    if (name == null) {
      return null;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Connection connection = open()) {
        connection.setAutoCommit(true);
        if (isThere(connection)) {
          end(connection);
        } else {
          connection.setAutoCommit(false);
          boolean answer = question.ask(connection);
          connection.rollback();
          return answer;
        }
      } catch (SQLException unreachable) {
        // Tried again.
      }
      try {
        TimeUnit.MILLISECONDS.sleep(attempt == 0 ? PAUSE_MILLIS / 10 : PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  private boolean isThere(Connection connection) throws SQLException {
    return one(connection, "select 1 from pg_catalog.pg_stat_activity where " + itself()) != null;
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    String seconds = Long.toString(Math.max(1, limit.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("ApplicationName", "migration-sentry watch");
    return url.connect(properties);
  }

  private static @Nullable String one(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
