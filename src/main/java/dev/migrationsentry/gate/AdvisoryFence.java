package dev.migrationsentry.gate;

import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LockLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Whether a session holds an advisory lock still, asked on another connection.
///
/// @param identity a second key that only the holder that is meant has
/// @param pid the session's process
record AdvisoryFence(LockKey key, long identity, int pid) implements Fence {
  static final String KIND = "advisory";

  /// With which another process finds the same lock.
  String ticket() {
    return String.join(" ", KIND, key.toString(), Long.toString(identity), Integer.toString(pid));
  }

  boolean isHeld(Connection connection) throws SQLException {
    return LockSession.isTrue(connection, held());
  }

  private String held() {
    return "select pg_catalog.count(*) = 2 from pg_catalog.pg_locks l where l.pid = "
        + pid
        + " and (("
        + AdvisoryKeys.condition(key.value())
        + ") or ("
        + AdvisoryKeys.condition(identity)
        + "))";
  }

  @Override
  public void check(Connection connection) throws SQLException {
    boolean shared =
        LockSession.isTrue(
                connection,
                "select pg_catalog.count(*) > 0 from pg_catalog.pg_locks l where l.pid = pg_catalog.pg_backend_pid() and "
                    + AdvisoryKeys.condition(key.writers()))
            || LockSession.isTrue(
                connection, "select pg_catalog.pg_try_advisory_lock_shared(?)", key.writers());
    if (!shared || !isHeld(connection)) {
      throw lost();
    }
  }

  @Override
  public List<String> questions() {
    return List.of(AdvisoryKeys.sharedInTransaction(key), held());
  }

  @Override
  public LockLostException lost() {
    return new LockLostException(
        "The lock "
            + key
            + " is not held any more: its session "
            + pid
            + " on the server is gone. Nothing more is written.");
  }
}
