package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A replay of a history from a world: as far as it has come while somebody looks at a step, whole
/// when it has ended.
public final class Timeline {
  /// The code of a transaction that waits for its end after a failure.
  private static final String ABORTED = "25P02";

  private final World world;
  private final History history;
  private final List<Sent> sent;
  private final Introductions introductions;
  private final List<Trace> steps = new ArrayList<>();
  private List<Step> standing = List.of();
  private int lastMigration;
  private Database after;

  Timeline(World world, History history, List<Sent> sent, Database start) {
    this.world = world;
    this.history = history;
    this.sent = List.copyOf(sent);
    List<Sent> all = new ArrayList<>(world.applied());
    all.addAll(sent);
    this.introductions = Introductions.of(all);
    this.after = start;
  }

  /// The world that the replay started from.
  public World world() {
    return world;
  }

  /// The history that is replayed.
  public History history() {
    return history;
  }

  /// What each migration of the history sends when nothing stops it, in its order; known from the
  /// start.
  public List<Sent> sent() {
    return sent;
  }

  /// The statements that have run, in order; of a migration that fails the last one is the
  /// statement that fails. While somebody looks at a step, those before it.
  public List<Trace> steps() {
    return Collections.unmodifiableList(steps);
  }

  /// The statements that have run in the migration of a step, in order. While somebody looks at
  /// that step, those before it.
  public List<Trace> inMigrationOf(Step step) {
    boolean begun = !steps.isEmpty() && steps.getLast().migration() == step.migration();
    return begun
        ? Collections.unmodifiableList(steps.subList(lastMigration, steps.size()))
        : List.of();
  }

  /// Where the history brings in its tables and columns; known from the start.
  public Introductions introductions() {
    return introductions;
  }

  /// The database after the migrations that have run, without what the failed ones did.
  public Database after() {
    return after;
  }

  /// The number of statements that going forward sends.
  public int statements() {
    return sent.stream().mapToInt(one -> one.statements().size()).sum();
  }

  /// The number of migrations that have not run in the world.
  public int pending() {
    return history.migrations().size() - world.applied().size();
  }

  /// The number of migrations that fail, follow-ups included.
  public int failures() {
    Set<Migration> failing = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Trace step : steps) {
      if (step.fate() == Trace.Fate.FAILS) {
        failing.add(step.migration());
      }
    }
    return failing.size();
  }

  /// The later statements of the same migration that the server refuses only because a statement
  /// has failed in their transaction (25P02), up to the end of that transaction or a rollback to a
  /// savepoint.
  public List<Step> refusedAfter(Step step) {
    List<Step> refused = new ArrayList<>();
    for (Step later : standing.subList(position(step) + 1, standing.size())) {
      if (!isRefused(later)) {
        break;
      }
      refused.add(later);
    }
    return refused;
  }

  /// Whether a statement is refused only because another one has failed before it.
  public boolean isRefusedAfterAnother(Step step) {
    int at = position(step);
    return isRefused(step) && at > 0 && standing.get(at - 1).outcome() instanceof Outcome.Fails;
  }

  /// Whether the code has caught the failure of a statement, and its transaction was not lost:
  /// there was none, or the code went back to a savepoint.
  public boolean recovers(Step step) {
    if (step.handler() == null) {
      return false;
    }
    Transaction transaction = step.after().transaction();
    if (transaction == null || !transaction.aborted()) {
      return true;
    }
    return position(step) + 1 < standing.size() && refusedAfter(step).isEmpty();
  }

  private int position(Step step) {
    int at = 0;
    while (standing.get(at) != step) {
      at++;
    }
    return at;
  }

  private static boolean isRefused(Step step) {
    return step.outcome() instanceof Outcome.Fails(ServerError error)
        && error.sqlState().equals(ABORTED);
  }

  /// Sets the steps that are looked at next and known together.
  void stand(List<Step> known) {
    standing = known;
  }

  /// Goes on after a step.
  void pass(Step step) {
    if (steps.isEmpty() || steps.getLast().migration() != step.migration()) {
      lastMigration = steps.size();
    }
    steps.add(Trace.of(step, recovers(step)));
  }

  void reach(Database database) {
    after = database;
  }
}
