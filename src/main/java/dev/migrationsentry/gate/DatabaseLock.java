package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LockLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One at a time for a database: over a direct connection an advisory lock of a session, behind a
/// pooler, where such a lock is worth nothing, a lease with a fencing token. Both exclude each
/// other.
///
/// A thread of its own gives signs of life and notices when the lock is gone.
public final class DatabaseLock implements Fence, AutoCloseable {
  private static final Duration REMINDER = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final long SHORTEST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final LockKey key;
  private final LockMethod method;
  private final LockRequest request;
  private final LockListener listener;
  private final Duration waited;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
  private final Thread heart;

  private DatabaseLock(
      LockKey key, LockMethod method, LockRequest request, LockListener listener, Duration waited) {
    this.key = key;
    this.method = method;
    this.request = request;
    this.listener = listener;
    this.waited = waited;
    this.heart = Thread.ofVirtual().name("lock " + key).unstarted(this::beat);
  }

  /// Takes a lock, and waits for it as long as the request says.
  ///
  /// @throws DatabaseProblem when the database can't be reached or refuses
  /// @throws InterruptedException when the thread is interrupted while it waits; nothing is held
  ///   then
  public static LockAttempt acquire(LockRequest request, LockListener listener)
      throws InterruptedException {
    LockSession session = LockSession.open(request);
    LockMethod method = null;
    boolean held = false;
    try {
      if (session.isTrue("select pg_catalog.pg_is_in_recovery()")) {
        throw new DatabaseProblem(
            "The database "
                + request.url()
                + " is a standby, where no lock reaches the primary; give the URL of the primary.");
      }
      LockKey key = key(request, session);
      long start = System.nanoTime();
      method =
          PoolerProbe.isPooled(session)
              ? new LeasedLock(session, key)
              : new AdvisoryLock(session, key);
      LockAttempt.Busy busy = new Waiting(request, listener, key, method, start).take();
      // Asked by those alone who have it, so that many who wait don't all need a second connection.
      if (busy == null && method instanceof AdvisoryLock && PoolerProbe.isShared(session)) {
        method.close();
        session = LockSession.open(request);
        method = new LeasedLock(session, key);
        busy = new Waiting(request, listener, key, method, start).take();
      }
      if (busy != null) {
        return busy;
      }
      held = true;
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      DatabaseLock lock = new DatabaseLock(key, method, request, listener, waited);
      lock.heart.start();
      return new LockAttempt.Taken(lock);
    } catch (SQLException e) {
      throw session.problem(e);
    } finally {
      if (!held) {
        close(session, method);
      }
    }
  }

  static LockKey key(LockRequest request, LockSession session) throws SQLException {
    // A pooler may know the database by another name than the server.
    String database = String.valueOf(session.text("select pg_catalog.current_database()"));
    return request.key().isPresent()
        ? new LockKey(request.key().getAsLong())
        : LockKey.of(database, request.schema() + "." + request.ledger());
  }

  private static void close(LockSession session, @Nullable LockMethod method) {
    if (method != null) {
      method.close();
      return;
    }
    try {
      session.close();
    } catch (SQLException closedAnyway) {
      // Nothing was held in it.
    }
  }

  /// The wait for a lock.
  private record Waiting(
      LockRequest request, LockListener listener, LockKey key, LockMethod method, long start) {
    /// Who was in the way, or null when it was taken.
    LockAttempt.@Nullable Busy take() throws SQLException, InterruptedException {
      long said = start;
      LockHolder last = null;
      LockHolder dead = null;
      long pause = SHORTEST_PAUSE_MILLIS;
      while (true) {
        LockMethod.Try one = method.tryOnce();
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (one.taken()) {
          return null;
        }
        LockHolder ended = one.ended();
        if (ended != null && (dead == null || dead.pid() != ended.pid())) {
          listener.tookOver(ended);
        }
        dead = ended == null ? dead : ended;
        LockHolder holder = one.holder();
        if (holder != null) {
          boolean changed =
              last == null || last.pid() != holder.pid() || last.writer() != holder.writer();
          last = holder;
          if (!request.longestWait().isZero()
              && (changed || System.nanoTime() - said > REMINDER.toNanos())) {
            listener.waiting(holder, waited);
            said = System.nanoTime();
          }
        }
        Duration left = request.longestWait().minus(waited);
        if (!left.isPositive() && ended == null) {
          // Who is seen for no moment has just come or gone, and is tried again for a while.
          if (holder != null || left.plus(GRACE).isNegative()) {
            return new LockAttempt.Busy(busy(last, waited), last);
          }
        }
        long jitter = ThreadLocalRandom.current().nextLong(pause);
        Thread.sleep(left.isPositive() ? Math.clamp(left.toMillis(), 1, pause + jitter) : pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }

    private String busy(@Nullable LockHolder holder, Duration waited) {
      if (holder == null) {
        return "The lock "
            + key
            + " in "
            + request.url()
            + " is held by somebody whom the server does not show, perhaps a prepared transaction; see pg_locks.";
      }
      return "The lock "
          + key
          + " in "
          + request.url()
          + " is held by another: "
          + holder.describe()
          + (request.longestWait().isZero()
              ? ". "
              : "; waited for it " + waited.toSeconds() + " s. ")
          + holder.advice()
          + ".";
    }
  }

  private void beat() {
    try {
      while (!closed.await(request.timing().heartbeat().toMillis(), TimeUnit.MILLISECONDS)) {
        LockMethod.Beat beat = method.beat();
        if (closed.getCount() == 0) {
          return;
        }
        if (beat == LockMethod.Beat.LOST) {
          String why = why();
          if (lost.compareAndSet(null, why)) {
            listener.lost(why);
          }
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String why() {
    return "The lock "
        + key
        + " in "
        + request.url()
        + " was lost: its connection broke or was ended by the server, or somebody took it over.";
  }

  /// The key under which the server knows it.
  public LockKey key() {
    return key;
  }

  /// How long it was waited for.
  public Duration waited() {
    return waited;
  }

  /// What it rests on, for people: the kind, the key, and the session or the token.
  public String describe() {
    return method.describe();
  }

  /// With which a process that this one starts works under it ([JoinedLock]).
  public String ticket() {
    return method.ticket();
  }

  /// Asks whether it is held, for a runner whose connections are not known here: right before that
  /// is started.
  ///
  /// @throws LockLostException when it is not, or when the server can't be asked
  public void check() {
    requireNotLost();
    if (method.beat() != LockMethod.Beat.HELD) {
      String why = why();
      lost.compareAndSet(null, why);
      throw new LockLostException(why);
    }
  }

  @Override
  public void check(Connection connection) throws SQLException {
    requireNotLost();
    method.check(connection);
  }

  @Override
  public List<String> questions() {
    requireNotLost();
    return method.questions();
  }

  @Override
  public LockLostException lost() {
    return method.lost();
  }

  private void requireNotLost() {
    String why = lost.get();
    if (why != null) {
      throw new LockLostException(why);
    }
  }

  /// Gives the lock back.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (Thread.currentThread() != heart) {
        heart.join(request.timing().patience());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    method.close();
  }
}
