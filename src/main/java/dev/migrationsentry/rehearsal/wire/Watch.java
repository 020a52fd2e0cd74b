package dev.migrationsentry.rehearsal.wire;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at statements that take long from the proxy's own connection: which locks they have, and
/// whether they wait for others.
final class Watch {
  private static final int PAUSE_MILLIS = 25;

  /// From when on a statement is looked at.
  private static final Duration LONG = Duration.ofMillis(50);

  private final ServerView view;
  private final @Nullable TracedDatabase database;
  private final Duration hangAfter;
  private final Supplier<List<Session>> sessions;
  private final Consumer<TraceEvent> listener;

  /// When a waiting statement was first seen to wait, in nanoseconds.
  private final Map<Long, Long> waitingSince = new HashMap<>();

  private final Set<Long> reported = new HashSet<>();
  private final CountDownLatch end = new CountDownLatch(1);

  /// @param database null where locks are not traced
  Watch(
      ServerView view,
      @Nullable TracedDatabase database,
      Duration hangAfter,
      Supplier<List<Session>> sessions,
      Consumer<TraceEvent> listener) {
    this.view = view;
    this.database = database;
    this.hangAfter = hangAfter;
    this.sessions = sessions;
    this.listener = listener;
  }

  /// Ends [#run()], without a break in what it just does: to interrupt the thread would close the
  /// connection.
  void end() {
    end.countDown();
  }

  /// Looks until the end.
  void run() {
    try {
      while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      listener.accept(
          new TraceGap(0, "long statements can no longer be watched: " + e.getMessage()));
    }
  }

  private void look() throws SQLException {
    Map<Integer, Session> all = new HashMap<>();
    Map<Integer, RunningStatement> busy = new HashMap<>();
    for (Session session : sessions.get()) {
      RunningStatement running = session.conversation().running();
      all.put(session.serverProcess(), session);
      if (running != null && session.serverProcess() != 0 && running.since().compareTo(LONG) > 0) {
        busy.put(session.serverProcess(), running);
      }
    }
    if (busy.isEmpty()) {
      waitingSince.clear();
      return;
    }
    List<Integer> processes = List.copyOf(busy.keySet());
    TracedDatabase traced = database;
    if (traced != null) {
      for (ServerView.Held lock : view.locks(processes, traced.last())) {
        RunningStatement running = busy.get(lock.process());
        Session session = all.get(lock.process());
        if (running != null && session != null) {
          session.see(running.number(), lock.relation(), lock.mode());
        }
      }
    }
    Map<Integer, List<ServerView.Waiting>> waiting = new HashMap<>();
    for (ServerView.Waiting each : view.waiting(processes)) {
      waiting.computeIfAbsent(each.process(), process -> new ArrayList<>()).add(each);
    }
    Set<Long> stillWaiting = new HashSet<>();
    waiting.forEach((process, blockers) -> {
      RunningStatement running = busy.get(process);
      Session session = all.get(process);
      if (running != null && session != null) {
        stillWaiting.add(running.number());
        report(session, running, blockers, all);
      }
    });
    waitingSince.keySet().retainAll(stillWaiting);
  }

  private void report(
      Session session,
      RunningStatement running,
      List<ServerView.Waiting> blockers,
      Map<Integer, Session> all) {
    long now = System.nanoTime();
    long since = waitingSince.computeIfAbsent(running.number(), number -> now);
    Duration waited = Duration.ofNanos(now - since);
    if (waited.compareTo(hangAfter) < 0 || !reported.add(running.number())) {
      return;
    }
    List<HangBlocker> named = new ArrayList<>();
    for (ServerView.Waiting each : blockers) {
      Session blocker = all.get(each.blocker());
      // What the server calls the last query may be the proxy's own question.
      named.add(
          blocker == null
              ? new HangBlocker(0, each.blockerState(), each.blockerSql())
              : new HangBlocker(
                  blocker.number(), each.blockerState(), blocker.conversation().lastSql()));
    }
    listener.accept(
        new Hang(
            session.number(),
            running.number(),
            running.sql(),
            waited,
            blockers.getFirst().event(),
            named));
  }
}
