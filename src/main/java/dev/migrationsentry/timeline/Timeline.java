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
import org.jspecify.annotations.Nullable;

/// What a replay of a history from a world yields.
///
/// @param sent what each migration of the history sends when nothing stops it, in its order
/// @param steps the statements that ran, in order; of a migration that fails the last one is the
///   statement that fails
/// @param after the database when all migrations have run, without what the failed ones did
/// @param introductions where the history brings in its tables and columns
public record Timeline(
    World world,
    History history,
    List<Sent> sent,
    List<Step> steps,
    Database after,
    Introductions introductions) {
  /// The code of a transaction that waits for its end after a failure.
  private static final String ABORTED = "25P02";

  public Timeline {
    sent = List.copyOf(sent);
    steps = List.copyOf(steps);
  }

  /// The number of statements that going forward sends.
  public int statements() {
    return sent.stream().mapToInt(one -> one.statements().size()).sum();
  }

  /// The number of migrations that fail, follow-ups included.
  public int failures() {
    Set<Migration> failing = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Step step : steps) {
      if (step.outcome() instanceof Outcome.Fails && !recovers(step)) {
        failing.add(step.migration());
      }
    }
    return failing.size();
  }

  /// The place of a migration in the history's order, from 0.
  public int position(Step step) {
    return history.migrations().indexOf(step.migration());
  }

  /// The later statements of the same migration that the server refuses only because a statement
  /// has failed in their transaction (25P02), up to the end of that transaction or a rollback to a
  /// savepoint.
  public List<Step> refusedAfter(Step step) {
    List<Step> refused = new ArrayList<>();
    boolean after = false;
    for (Step later : steps) {
      if (after) {
        boolean aborted =
            later.migration() == step.migration()
                && later.outcome() instanceof Outcome.Fails(ServerError error)
                && error.sqlState().equals(ABORTED);
        if (!aborted) {
          break;
        }
        refused.add(later);
      }
      after |= later == step;
    }
    return refused;
  }

  /// Whether a statement is refused only because another one has failed before it.
  public boolean isRefusedAfterAnother(Step step) {
    if (!(step.outcome() instanceof Outcome.Fails(ServerError error))
        || !error.sqlState().equals(ABORTED)) {
      return false;
    }
    Step before = null;
    for (Step earlier : steps) {
      if (earlier == step) {
        return before != null;
      }
      boolean failed = earlier.outcome() instanceof Outcome.Fails;
      before = failed && earlier.migration() == step.migration() ? earlier : null;
    }
    return false;
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
    Step next = after(step);
    return next != null && next.migration() == step.migration() && refusedAfter(step).isEmpty();
  }

  private @Nullable Step after(Step step) {
    boolean found = false;
    for (Step later : steps) {
      if (found) {
        return later;
      }
      found = later == step;
    }
    return null;
  }
}
