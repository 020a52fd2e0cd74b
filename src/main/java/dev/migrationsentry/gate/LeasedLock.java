package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.runner.LockLostException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A lock as a row with a term, for connections that keep no session of the server: behind a
/// pooler.
///
/// Every step is one statement that commits by itself. Taking it also takes the advisory lock of
/// the same key for that one transaction, so that a holder over a direct connection and a holder of
/// the lease exclude each other.
final class LeasedLock implements LockMethod {
  private final LockKey key;
  private final LeaseTable table;
  private final String holder = UUID.randomUUID().toString();
  private LockSession session;
  private @Nullable String token;
  private long answered = System.nanoTime();

  LeasedLock(LockSession session, LockKey key) throws SQLException {
    this.session = session;
    this.key = key;
    this.table = new LeaseTable(session, key);
    table.make();
  }

  @Override
  public Try tryOnce() throws SQLException {
    String taken =
        session.text(
            """
            with free as materialized (select pg_catalog.pg_try_advisory_xact_lock(?) as yes),
                 quiet as materialized (select pg_catalog.pg_try_advisory_xact_lock(?) as yes from free where free.yes)
            insert into %1$s as lock (key, token, holder, process, host, application, since, heartbeat, expires)
            select ?, 1, ?, ?, ?, ?, pg_catalog.clock_timestamp(), pg_catalog.clock_timestamp(),
                   pg_catalog.clock_timestamp() + ? * interval '1 millisecond' from quiet where quiet.yes
            on conflict (key) do update set token = lock.token + 1, holder = excluded.holder,
                   process = excluded.process, host = excluded.host, application = excluded.application,
                   since = excluded.since, heartbeat = excluded.heartbeat, expires = excluded.expires
             where lock.holder is null
            returning token\
            """
                .formatted(table.name()),
            key.value(),
            key.writers(),
            key.value(),
            holder,
            (int) ProcessHandle.current().pid(),
            host(),
            session.request().application(),
            session.request().timing().limit().toMillis());
    if (taken != null) {
      token = taken;
      answered = System.nanoTime();
      return Try.TAKEN;
    }
    boolean takeOver = session.request().takeOver();
    Optional<LockHolder> leased = table.holder();
    if (leased.isPresent()) {
      return takeOver && table.end(leased.get()) ? Try.ended(leased.get()) : Try.held(leased);
    }
    Try direct = inTheWay(key.value(), false, takeOver);
    return direct.holder() == null && direct.ended() == null
        ? inTheWay(key.writers(), true, takeOver)
        : direct;
  }

  private Try inTheWay(long wanted, boolean writer, boolean takeOver) throws SQLException {
    Optional<LockHolder> other = AdvisoryKeys.holder(session, wanted, writer);
    if (takeOver
        && other.isPresent()
        && other.get().life() == LockHolder.Life.DEAD
        && AdvisoryKeys.end(session, other.get(), wanted)) {
      return Try.ended(other.get());
    }
    return Try.held(other);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "without a name";
    }
  }

  @Override
  public synchronized Beat beat() {
    long asked = System.nanoTime();
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        int kept =
            session.write(
                "update "
                    + table.name()
                    + " set heartbeat = pg_catalog.clock_timestamp(),"
                    + " expires = pg_catalog.clock_timestamp() + ? * interval '1 millisecond'"
                    + " where key = ? and token = ? and holder = ?",
                session.request().timing().limit().toMillis(),
                key.value(),
                Long.parseLong(String.valueOf(token)),
                holder);
        if (kept == 1) {
          answered = asked;
          return Beat.HELD;
        }
        return Beat.LOST;
      } catch (SQLException broken) {
        reconnect();
      }
    }
    boolean over = System.nanoTime() - answered > session.request().timing().limit().toNanos();
    return over ? Beat.LOST : Beat.UNANSWERED;
  }

  /// The lease outlives its connection.
  private void reconnect() {
    try {
      LockSession next = session.another();
      try {
        session.close();
      } catch (SQLException closedAnyway) {
        // It is broken already.
      }
      session = next;
    } catch (DatabaseProblem unreachable) {
      // The next sign of life tries again; the lease has its term.
    }
  }

  private LeaseFence fence() {
    return new LeaseFence(key, table.name(), Long.parseLong(String.valueOf(token)), holder);
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
    return "lease "
        + key
        + " in "
        + table.name()
        + " with the token "
        + token
        + ", since there is a pooler before the server";
  }

  @Override
  public synchronized void close() {
    for (int attempt = 0; attempt < 2 && token != null; attempt++) {
      try {
        session.write(
            "update "
                + table.name()
                + " set holder = null where key = ? and token = ? and holder = ?",
            key.value(),
            Long.parseLong(token),
            holder);
        break;
      } catch (SQLException broken) {
        reconnect();
      }
    }
    try {
      session.close();
    } catch (SQLException closedAnyway) {
      // A lease that could not be given back ends with its term.
    }
  }
}
