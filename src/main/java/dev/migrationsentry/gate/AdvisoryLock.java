package dev.migrationsentry.gate;

import dev.migrationsentry.runner.LockLostException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// A lock of a session of the server (PostgreSQL manual, section 13.3.5). The server gives it back
/// when the session ends, however that comes about.
///
/// Three keys play together. The lock itself; a second one that all who write under the lock share,
/// so that the next holder waits until what was begun under the lock is over; and a random one that
/// tells this holder from any other whose session happens to have the same number.
final class AdvisoryLock implements LockMethod {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LockSession session;
  private final LockKey key;
  private final LeaseTable leases;
  private final long identity = RANDOM.nextLong();
  private final String pid;
  private boolean main;

  AdvisoryLock(LockSession session, LockKey key) throws SQLException {
    this.session = session;
    this.key = key;
    this.leases = new LeaseTable(session, key);
    // A session whose client is gone without a word, and one that a timeout would end for its
    // silence, are both told apart by the server itself.
    for (String setting :
        new String[] {
          "tcp_keepalives_idle = 10",
          "tcp_keepalives_interval = 5",
          "tcp_keepalives_count = 3",
          "idle_session_timeout = 0",
          "statement_timeout = " + session.request().timing().patience().toMillis()
        }) {
      session.write("set " + setting);
    }
    this.pid = String.valueOf(session.text("select pg_catalog.pg_backend_pid()"));
  }

  @Override
  public Try tryOnce() throws SQLException {
    boolean takeOver = session.request().takeOver();
    if (!main) {
      main = session.isTrue("select pg_catalog.pg_try_advisory_lock(?)", key.value());
      if (!main) {
        return inTheWay(key.value(), false, takeOver);
      }
    }
    Optional<LockHolder> leased = leases.holder();
    if (leased.isPresent()) {
      if (takeOver && leases.end(leased.get())) {
        return Try.ended(leased.get());
      }
      giveBack();
      return Try.held(leased);
    }
    if (!session.isTrue("select pg_catalog.pg_try_advisory_lock(?)", key.writers())) {
      return inTheWay(key.writers(), true, takeOver);
    }
    session.isTrue("select pg_catalog.pg_advisory_unlock(?)", key.writers());
    session.isTrue("select pg_catalog.pg_try_advisory_lock(?)", identity);
    AdvisoryKeys.nameHolder(session);
    return Try.TAKEN;
  }

  private Try inTheWay(long wanted, boolean writer, boolean takeOver) throws SQLException {
    Optional<LockHolder> holder = AdvisoryKeys.holder(session, wanted, writer);
    if (takeOver
        && holder.isPresent()
        && holder.get().life() == LockHolder.Life.DEAD
        && AdvisoryKeys.end(session, holder.get(), wanted)) {
      return Try.ended(holder.get());
    }
    return Try.held(holder);
  }

  private void giveBack() throws SQLException {
    session.isTrue("select pg_catalog.pg_advisory_unlock(?)", key.value());
    main = false;
  }

  @Override
  public Beat beat() {
    try {
      return fence().isHeld(session.connection()) ? Beat.HELD : Beat.LOST;
    } catch (SQLException e) {
      // The server may give the lock to somebody else as soon as it sees what this side saw.
      return Beat.LOST;
    }
  }

  private AdvisoryFence fence() {
    return new AdvisoryFence(key, identity, Integer.parseInt(pid));
  }

  @Override
  public void check(Connection connection) throws SQLException {
    fence().check(connection);
  }

  @Override
  public List<String> questions() {
    return fence().questions();
  }

  @Override
  public LockLostException lost() {
    return fence().lost();
  }

  @Override
  public String ticket() {
    return fence().ticket();
  }

  @Override
  public String describe() {
    return "advisory lock " + key + ", held by session " + pid;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException closedAnyway) {
      // The lock ends with its session, and that with its connection.
    }
  }
}
