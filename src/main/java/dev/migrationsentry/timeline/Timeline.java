package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import java.util.List;

/// What a replay of a history from a world yields.
///
/// @param steps the statements that ran, in order; of a migration that fails the last one is the
///   statement that fails
/// @param after the database when all migrations have run, without what the failed ones did
/// @param introductions where the history brings in its tables and columns
public record Timeline(
    World world, History history, List<Step> steps, Database after, Introductions introductions) {
  public Timeline {
    steps = List.copyOf(steps);
  }

  /// The number of migrations that fail, follow-ups included.
  public int failures() {
    int count = 0;
    for (Step step : steps) {
      if (step.outcome() instanceof Outcome.Fails) {
        count++;
      }
    }
    return count;
  }

  /// The place of a migration in the history's order, from 0.
  public int position(Step step) {
    return history.migrations().indexOf(step.migration());
  }
}
