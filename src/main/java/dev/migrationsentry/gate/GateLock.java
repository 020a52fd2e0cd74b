package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.runner.Fence;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The step that lets one gate at a time work on a ledger, and the locks that it holds until the
/// gate has ended.
final class GateLock implements AutoCloseable {
  private static final String APPLICATION = LockRequest.APPLICATION + " gate";

  private final GatePlan plan;
  private final DatabaseUrl url;
  private final TreeSet<String> ledgers = new TreeSet<>();
  private final String schema;
  private final AtomicReference<@Nullable String> lost;
  private final Deque<DatabaseLock> held = new ArrayDeque<>();
  private final Map<String, DatabaseLock> byLedger = new HashMap<>();

  /// @param lost takes the reason as soon as a lock is not held any more
  GateLock(
      GatePlan plan,
      DatabaseUrl url,
      List<History> histories,
      ConnectionCheck.Server server,
      AtomicReference<@Nullable String> lost) {
    this.plan = plan;
    this.url = url;
    this.schema = server.schema();
    this.lost = lost;
    for (History history : histories) {
      Ledger ledger = Ledgers.recording(history, server.ledgers());
      ledgers.add(ledger == null ? Ledgers.usual(history, server.schema()) : ledger.table());
    }
  }

  /// Does the step.
  @Nullable GateStop take(Consumer<String> say) throws InterruptedException {
    for (String ledger : ledgers) {
      int dot = ledger.indexOf('.');
      LockRequest request =
          new LockRequest(
              url,
              ledger.substring(0, dot),
              ledger.substring(dot + 1),
              plan.lock().key(),
              plan.limits().getOrDefault(GateStep.LOCK, Duration.ZERO),
              plan.lock().takeOver(),
              APPLICATION,
              LockTiming.USUAL);
      switch (DatabaseLock.acquire(request, new Listener(say, lost))) {
        case LockAttempt.Taken taken -> {
          held.push(taken.lock());
          byLedger.put(ledger, taken.lock());
          say.accept(ledger + ": " + taken.lock().describe());
        }
        case LockAttempt.Busy busy -> {
          return GateStop.at(
              GateStep.LOCK,
              busy.why(),
              List.of(),
              List.of("Nothing was changed. --wait says how long to wait for the other one."));
        }
      }
      if (plan.lock().key().isPresent()) {
        // One key is one lock, however many ledgers it stands for.
        break;
      }
    }
    return null;
  }

  /// With which a command that the gate starts works under them.
  String tickets() {
    return JoinedLock.tickets(List.copyOf(held));
  }

  /// Where new tables are made.
  String schema() {
    return schema;
  }

  /// What keeps a runner from writing to a ledger when its lock is lost.
  Fence fence(String ledger) {
    DatabaseLock own = byLedger.get(ledger);
    DatabaseLock any = own == null ? held.peek() : own;
    if (any == null) {
      throw new GateProblem("No lock is held for " + ledger + ".");
    }
    return any;
  }

  /// Asks whether all are held still.
  ///
  /// @throws dev.migrationsentry.runner.LockLostException when one is not
  void check() {
    held.forEach(DatabaseLock::check);
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      held.pop().close();
    }
  }

  /// Tells people of the wait, and the command of the loss.
  private record Listener(Consumer<String> say, AtomicReference<@Nullable String> loss)
      implements LockListener {
    @Override
    public void waiting(LockHolder holder, Duration waited) {
      say.accept("waiting for " + holder.describe() + ", " + waited.toSeconds() + " s so far");
    }

    @Override
    public void tookOver(LockHolder holder) {
      say.accept("took over from a dead holder: " + holder.describe());
    }

    @Override
    public void lost(String why) {
      loss.set(why);
    }
  }
}
