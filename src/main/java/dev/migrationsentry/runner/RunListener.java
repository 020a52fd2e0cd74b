package dev.migrationsentry.runner;

import dev.migrationsentry.migration.Migration;
import java.time.Duration;

/// Is told of the progress of a run.
public interface RunListener {
  /// A migration begins.
  ///
  /// @param steps of how many steps it consists
  void begins(Migration migration, int steps);

  /// A step begins that is not the whole migration.
  ///
  /// @param number from 1
  void step(Migration migration, int number, String text);

  /// A lock was not to be had; it is tried again.
  void waits(Migration migration, ServerError error, Duration pause);

  /// A migration has ended.
  void ended(MigrationOutcome outcome);
}
