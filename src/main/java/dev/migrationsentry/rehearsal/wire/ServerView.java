package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The proxy's own connection to the traced database, beside those of its clients.
final class ServerView implements AutoCloseable {
  private static final String RELATIONS =
      """
      select c.oid, n.nspname, c.relname, c.relkind::text, coalesce(pg_relation_filenode(c.oid), 0),
             (select concat(tn.nspname, '.', t.relname) from pg_index i
                join pg_class t on t.oid = i.indrelid join pg_namespace tn on tn.oid = t.relnamespace
               where i.indexrelid = c.oid)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.oid >= 16384 and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', '__ms')
         and c.relkind <> 'c'
      """;

  private static final String FILES =
      "select oid, pg_relation_filenode(oid) from pg_class where oid between 16384 and ? and relkind in ('r', 'm', 'i', 't')";

  private static final String INDEXES =
      """
      select i.indexrelid, i.indrelid, n.nspname, c.relname, i.indisvalid
        from pg_index i join pg_class c on c.oid = i.indexrelid
        join pg_namespace n on n.oid = c.relnamespace
       where i.indexrelid > ? and c.relkind = 'i'
      """;

  private static final String LOCKS =
      """
      select pid, relation, mode from pg_locks
       where locktype = 'relation' and granted and pid = any (?) and relation between 16384 and ?
         and mode <> 'AccessShareLock'
      """;

  private static final String WAITING =
      """
      select w.pid, w.wait_event, b.pid, coalesce(a.state, 'prepared transaction'), coalesce(a.query, '')
        from pg_stat_activity w cross join unnest(pg_blocking_pids(w.pid)) as b (pid)
        left join pg_stat_activity a on a.pid = b.pid
       where w.pid = any (?) and w.wait_event_type = 'Lock'
      """;

  private final Connection connection;

  private ServerView(Connection connection) {
    this.connection = connection;
  }

  /// Connects.
  static ServerView open(DatabaseUrl database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "migration-sentry trace");
    return new ServerView(database.connect(properties));
  }

  /// Every relation of the database, and notes the file of each.
  synchronized List<Relation> relations(Map<Long, Long> files) throws SQLException {
    List<Relation> relations = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(RELATIONS)) {
      while (rows.next()) {
        relations.add(
            new Relation(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4).charAt(0),
                rows.getString(6)));
        files.put(rows.getLong(1), rows.getLong(5));
      }
    }
    return relations;
  }

  /// The encoding of the database.
  synchronized Charset encoding() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_encoding")) {
      row.next();
      return Encodings.of(row.getString(1));
    }
  }

  synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The files of relations up to a number.
  synchronized Map<Long, Long> files(long last) throws SQLException {
    Map<Long, Long> files = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(FILES)) {
      statement.setLong(1, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          files.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return files;
  }

  /// An index.
  ///
  /// @param name `schema.name`
  /// @param valid whether queries may use it
  record Index(long oid, long table, String name, boolean valid) {}

  /// The indexes that were made after a number, of transactions that are over.
  synchronized List<Index> indexesAfter(long last) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setLong(1, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.add(
              new Index(
                  rows.getLong(1),
                  rows.getLong(2),
                  rows.getString(3) + "." + rows.getString(4),
                  rows.getBoolean(5)));
        }
      }
    }
    return indexes;
  }

  /// A lock that some process holds.
  record Held(int process, long relation, String mode) {}

  /// The locks of some processes on relations up to a number.
  synchronized List<Held> locks(List<Integer> processes, long last) throws SQLException {
    List<Held> held = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCKS)) {
      statement.setArray(1, connection.createArrayOf("int4", processes.toArray()));
      statement.setLong(2, last);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          held.add(new Held(rows.getInt(1), rows.getLong(2), rows.getString(3)));
        }
      }
    }
    return held;
  }

  /// A process that waits for another one.
  record Waiting(int process, String event, int blocker, String blockerState, String blockerSql) {}

  /// Which of some processes wait for a lock, one line for each that blocks.
  synchronized List<Waiting> waiting(List<Integer> processes) throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
      statement.setArray(1, connection.createArrayOf("int4", processes.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          waiting.add(
              new Waiting(
                  rows.getInt(1),
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    }
    return waiting;
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
