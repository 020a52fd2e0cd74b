package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
      if (step.outcome() instanceof Outcome.Fails) {
        failing.add(step.migration());
      }
    }
    return failing.size();
  }

  /// The place of a migration in the history's order, from 0.
  public int position(Step step) {
    return history.migrations().indexOf(step.migration());
  }
}
