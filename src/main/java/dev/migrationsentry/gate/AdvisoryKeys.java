package dev.migrationsentry.gate;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Who holds an advisory lock, as `pg_locks` and `pg_stat_activity` show it (PostgreSQL manual,
/// sections 53.13 and 27.2.3), and the end of those who are dead.
final class AdvisoryKeys {
  private static final String SINCE = " since ";

  private AdvisoryKeys() {}

  /// The condition on `pg_locks` under the name `l`.
  static String condition(long key) {
    return """
    l.locktype = 'advisory' and l.granted and l.objsubid = 1
    and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
    and l.classid = '%s'::pg_catalog.oid and l.objid = '%s'::pg_catalog.oid\
    """
        .formatted(
            Integer.toUnsignedString((int) (key >> 32)), Integer.toUnsignedString((int) key));
  }

  /// The first other session that holds a key.
  ///
  /// @param writer whether it is the key of those who write
  static Optional<LockHolder> holder(LockSession session, long key, boolean writer)
      throws SQLException {
    String query =
        """
        select a.pid, coalesce(a.application_name, ''), pg_catalog.host(a.client_addr),
               pg_catalog.to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               a.state, pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - a.state_change), a.usename
          from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
         where
        """
            + condition(key)
            + " and l.pid <> pg_catalog.pg_backend_pid() order by l.pid limit 1";
    try (PreparedStatement statement = session.connection().prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(holder(session, rows, writer)) : Optional.empty();
    }
  }

  private static LockHolder holder(LockSession session, ResultSet row, boolean writer)
      throws SQLException {
    String named = row.getString(2);
    int mark = named.startsWith(LockRequest.APPLICATION) ? named.lastIndexOf(SINCE) : -1;
    String state = row.getString(5);
    String address = row.getString(3);
    String connected = row.getString(4);
    Duration silence = Duration.ofMillis(Math.max(0, Math.round(row.getDouble(6) * 1000)));
    String client =
        address != null
            ? "client " + address
            : state == null ? "client hidden from this role" : "client on the server's machine";
    return new LockHolder(
        row.getInt(1),
        mark >= 0 ? named.substring(mark + SINCE.length()) : connected == null ? "" : connected,
        mark >= 0 ? named.substring(0, mark) : named,
        client + ", role " + row.getString(7),
        silence,
        life(named, state, silence.compareTo(session.request().timing().limit()) > 0),
        writer);
  }

  private static LockHolder.Life life(String application, String state, boolean silent) {
    if (!application.startsWith(LockRequest.APPLICATION)) {
      return LockHolder.Life.FOREIGN;
    }
    if (state == null) {
      return LockHolder.Life.HIDDEN;
    }
    return silent && state.startsWith("idle") ? LockHolder.Life.DEAD : LockHolder.Life.ALIVE;
  }

  /// Takes the key of those who write under a lock until the transaction ends; true when it was
  /// free to be shared.
  static String sharedInTransaction(LockKey key) {
    return "select pg_catalog.pg_try_advisory_xact_lock_shared(" + key.writers() + ")";
  }

  /// Ends a session, if it is still the one that was seen and still dead when the server does it.
  ///
  /// @return whether it was ended
  static boolean end(LockSession session, LockHolder holder, long key) throws SQLException {
    return session.isTrue(
        """
        select pg_catalog.pg_terminate_backend(a.pid)
          from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
         where
        """
            + condition(key)
            + """
             and a.pid = ? and a.application_name like ? and a.state like 'idle%'
             and a.state_change < pg_catalog.clock_timestamp() - ? * interval '1 millisecond'\
            """,
        holder.pid(),
        LockRequest.APPLICATION + "%",
        session.request().timing().limit().toMillis());
  }

  /// How a session names itself once it holds the lock: the moment stands there for those who wait,
  /// whatever they may see of it.
  static void nameHolder(LockSession session) throws SQLException {
    session.text(
        "select pg_catalog.set_config('application_name', ? || pg_catalog.to_char("
            + "pg_catalog.clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), false)",
        session.request().application() + SINCE);
  }
}
