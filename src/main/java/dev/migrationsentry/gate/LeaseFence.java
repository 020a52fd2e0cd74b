package dev.migrationsentry.gate;

import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
    if (!LockSession.isTrue(connection, "select exists (" + current("") + ")")) {
      throw lost();
    }
  }

  @Override
  public List<String> questions() {
    // The row is locked, so that a transaction that sees the past fails instead of believing it.
    return List.of(
        AdvisoryKeys.sharedInTransaction(key),
        "with held as materialized ("
            + current(" for key share")
            + ") select pg_catalog.count(*) = 1 from held");
  }

  private String current(String locking) {
    return "select 1 from "
        + table
        + " where key = "
        + key.value()
        + " and token = "
        + token
        + " and holder = "
        + Quoting.text(holder)
        + locking;
  }

  @Override
  public LockLostException lost() {
    return new LockLostException(
        "The lease of the lock "
            + key
            + " with the token "
            + token
            + " is not held any more: somebody else has taken it over. Nothing more is written.");
  }
}
