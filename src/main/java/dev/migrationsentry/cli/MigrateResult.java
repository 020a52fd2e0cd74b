package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.RunPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of `migrate`.
///
/// @param database the database, without secrets
/// @param outcomes one for each migration that was begun
/// @param lock the lock under which it ran, or null when none was needed
/// @param dryRun whether nothing was to be written
record MigrateResult(
    String database,
    RunPlan plan,
    List<MigrationOutcome> outcomes,
    @Nullable String lock,
    boolean dryRun) {
  MigrateResult {
    outcomes = List.copyOf(outcomes);
  }

  /// What has run.
  List<MigrationOutcome> applied() {
    return outcomes.stream()
        .filter(outcome -> outcome.result() == MigrationOutcome.Result.APPLIED)
        .toList();
  }

  /// The one that did not come to its end, or null.
  @Nullable MigrationOutcome failed() {
    return outcomes.stream()
        .filter(outcome -> outcome.result() != MigrationOutcome.Result.APPLIED)
        .findFirst()
        .orElse(null);
  }

  /// What was not begun.
  List<Migration> left() {
    return plan.pending().subList(outcomes.size(), plan.pending().size());
  }

  int exitCode() {
    if (!plan.stops().isEmpty() || failed() != null) {
      return ExitCode.FOUND;
    }
    return plan.unsupported().isEmpty() ? ExitCode.FINE : ExitCode.UNJUDGED;
  }
}
