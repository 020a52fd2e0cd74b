package dev.migrationsentry.gate;

import dev.migrationsentry.ledger.LedgerTransaction;
import dev.migrationsentry.sql.Identifiers;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// The table of leases, beside the ledger: one row for each key, with a token that grows with every
/// holder. All times are the server's.
final class LeaseTable {
  /// What it is called.
  static final String NAME = LedgerTransaction.LOCK;

  private final LockSession session;
  private final LockKey key;

  LeaseTable(LockSession session, LockKey key) {
    this.session = session;
    this.key = key;
  }

  /// With its schema, as SQL writes it.
  String name() {
    return Identifiers.quoted(session.request().schema()) + "." + NAME;
  }

  boolean exists() throws SQLException {
    return session.isTrue(
        "select exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            + " where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p'))",
        session.request().schema(),
        NAME);
  }

  /// Makes it, unless it is there.
  void make() throws SQLException {
    if (exists()) {
      return;
    }
    try {
      session.write(
          "create table if not exists "
              + name()
              + " (key bigint primary key, token bigint not null, holder text, process integer, host text,"
              + " application text, since timestamptz, heartbeat timestamptz, expires timestamptz)");
    } catch (SQLException e) {
      // Two that make it at once: one of them sees the other's half-made entries in the catalog.
      if (!exists()) {
        throw e;
      }
    }
  }

  /// Who holds the lease, dead or alive.
  Optional<LockHolder> holder() throws SQLException {
    if (!exists()) {
      return Optional.empty();
    }
    String query =
        """
        select process, host, application,
               pg_catalog.to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               pg_catalog.date_part('epoch', pg_catalog.clock_timestamp() - heartbeat),
               expires < pg_catalog.clock_timestamp()
          from %s where key = ? and holder is not null\
        """
            .formatted(name());
    try (PreparedStatement statement = session.connection().prepareStatement(query)) {
      LockSession.fill(statement, key.value());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new LockHolder(
                row.getInt(1),
                row.getString(4),
                row.getString(3),
                "host " + row.getString(2),
                Duration.ofMillis(Math.max(0, Math.round(row.getDouble(5) * 1000))),
                row.getBoolean(6) ? LockHolder.Life.DEAD : LockHolder.Life.ALIVE,
                false));
      }
    }
  }

  /// Ends a lease that has expired, if it is still so when the server does it.
  ///
  /// @return whether it was ended
  boolean end(LockHolder holder) throws SQLException {
    return holder.life() == LockHolder.Life.DEAD
        && session.write(
                "update "
                    + name()
                    + " set holder = null where key = ? and holder is not null and process = ? and host = ?"
                    + " and expires < pg_catalog.clock_timestamp()",
                key.value(),
                holder.pid(),
                holder.place().substring("host ".length()))
            > 0;
  }
}
