package dev.migrationsentry.gate;

import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LockLostException;
import java.sql.Connection;
import java.sql.SQLException;

/// Whether a lease has still the holder and the token that are meant.
///
/// @param table the table of leases, as SQL writes it
record LeaseFence(LockKey key, String table, long token, String holder) implements Fence {
  static final String KIND = "lease";

  /// With which another process finds the same lock; the table is beside the ledger.
  String ticket() {
    return String.join(" ", KIND, key.toString(), Long.toString(token), holder);
  }

  @Override
  public void check(Connection connection) throws SQLException {
    require(isTrue(connection, "select exists (" + current("") + ")"));
  }

  @Override
  public void checkInTransaction(Connection connection) throws SQLException {
    boolean shared =
        LockSession.isTrue(
            connection, "select pg_catalog.pg_try_advisory_xact_lock_shared(?)", key.writers());
    // The row is locked, so that a transaction that sees the past fails instead of believing it.
    require(
        shared
            && isTrue(
                connection,
                "with held as materialized ("
                    + current(" for key share")
                    + ") select pg_catalog.count(*) = 1 from held"));
  }

  private boolean isTrue(Connection connection, String query) throws SQLException {
    return LockSession.isTrue(connection, query, key.value(), token, holder);
  }

  private String current(String locking) {
    return "select 1 from " + table + " where key = ? and token = ? and holder = ?" + locking;
  }

  private void require(boolean held) {
    if (!held) {
      throw new LockLostException(
          "The lease of the lock "
              + key
              + " with the token "
              + token
              + " is not held any more: somebody else has taken it over. Nothing more is written.");
    }
  }
}
