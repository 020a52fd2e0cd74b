package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server said to the statements of a migration.
///
/// @param migration the migration
/// @param answers by statement, as far as they were run: of a migration that fails the last one is
///   the failure
/// @param elapsed how long it took
/// @param end the failure of the runner's own `COMMIT` after statements that all worked, or null
/// @param recording what a proxy saw of it; nothing when none was asked for
public record RehearsedMigration(
    Migration migration,
    List<Answer> answers,
    Duration elapsed,
    @Nullable Answer end,
    Recording recording) {
  private static final String LOST = "25P02";

  public RehearsedMigration {
    answers = List.copyOf(answers);
  }

  /// A migration of which nothing was recorded.
  RehearsedMigration(
      Migration migration, List<Answer> answers, Duration elapsed, @Nullable Answer end) {
    this(migration, answers, elapsed, end, Recording.NOTHING);
  }

  /// The same with what was recorded.
  RehearsedMigration recorded(Recording other) {
    return new RehearsedMigration(migration, answers, elapsed, end, other);
  }

  /// The same with the time that it took.
  RehearsedMigration took(Duration time) {
    return new RehearsedMigration(migration, answers, time, end, recording);
  }

  /// The failure, or null when the migration worked.
  public @Nullable Answer failure() {
    if (end != null) {
      return end;
    }
    return answers.isEmpty() || answers.getLast().worked() ? null : answers.getLast();
  }

  /// The refusal that the failure comes from: where code went on in a transaction that was lost
  /// (25P02), the one that lost it. Null when the migration worked.
  public @Nullable Answer refusal() {
    Answer refusal = failure();
    for (int i = answers.size() - 1; i >= 0; i--) {
      if (refusal == null || !LOST.equals(refusal.sqlState()) || answers.get(i).worked()) {
        return refusal;
      }
      refusal = answers.get(i);
    }
    return refusal;
  }

  /// The statement that failed; null when none did, or when only the end of the transaction failed.
  public @Nullable Statement failedStatement() {
    return end != null || failure() == null
        ? null
        : migration.up().statements().get(answers.size() - 1);
  }
}
