package dev.migrationsentry.gate;

import java.security.SecureRandom;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/// Whether a connection keeps the same session of the server for itself, as advisory locks of a
/// session need it.
///
/// A pooler has to make up the key with which a client may cancel its statements, since the session
/// behind it changes: PgBouncer, Odyssey, PgCat and Supavisor all tell the client a process that is
/// not the one that `pg_backend_pid()` names. That needs no luck with which session the pooler
/// chooses, and no second client. What passes the key on and still shares sessions is found out by
/// a second connection that sees the first one's lock as its own.
///
/// A pooler whose sessions are not shared (`pool_mode=session`) is taken for one as well: from
/// outside the two can't be told apart for certain.
final class PoolerProbe {
  private static final SecureRandom RANDOM = new SecureRandom();

  private PoolerProbe() {}

  /// Whether a pooler shows itself.
  static boolean isPooled(LockSession session) throws SQLException {
    int told = session.connection().unwrap(BaseConnection.class).getQueryExecutor().getBackendPID();
    return !Integer.toString(told).equals(session.text("select pg_catalog.pg_backend_pid()"));
  }

  /// Whether the locks of a session are those of another connection too.
  static boolean isShared(LockSession session) throws SQLException {
    long key = RANDOM.nextLong();
    String pid = session.text("select pg_catalog.pg_backend_pid()");
    session.isTrue("select pg_catalog.pg_try_advisory_lock(?)", key);
    try (LockSession second = session.another()) {
      if (second.isTrue("select pg_catalog.pg_try_advisory_lock(?)", key)) {
        second.isTrue("select pg_catalog.pg_advisory_unlock(?)", key);
        return true;
      }
      return String.valueOf(pid).equals(second.text("select pg_catalog.pg_backend_pid()"))
          || !String.valueOf(pid).equals(session.text("select pg_catalog.pg_backend_pid()"));
    } finally {
      session.isTrue("select pg_catalog.pg_advisory_unlock(?)", key);
    }
  }
}
