package dev.migrationsentry.runner;

import dev.migrationsentry.migration.Migration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one migration in a run.
///
/// @param result how it ended
/// @param elapsed how long it took
/// @param steps of how many steps it consists; 1 for one transaction
/// @param stepsDone how many of them are done, those of earlier runs included
/// @param retries how often a lock was not to be had
/// @param remarks what else was done or seen, as sentences
/// @param notices what the server said besides
/// @param failure why it did not come to its end, or null
public record MigrationOutcome(
    Migration migration,
    Result result,
    Duration elapsed,
    int steps,
    int stepsDone,
    int retries,
    List<String> remarks,
    List<String> notices,
    @Nullable MigrationFailure failure) {
  /// Copies the lists.
  public MigrationOutcome {
    remarks = List.copyOf(remarks);
    notices = List.copyOf(notices);
  }

  /// The same with another result, since more is known.
  MigrationOutcome but(Result other, String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    boolean applied = other == Result.APPLIED;
    return new MigrationOutcome(
        migration,
        other,
        elapsed,
        steps,
        applied ? steps : stepsDone,
        retries,
        more,
        notices,
        applied ? null : failure);
  }

  /// How a migration ended.
  public enum Result {
    /// It has run, and its row is in the ledger.
    APPLIED,

    /// Nothing of it is left.
    UNDONE,

    /// Some of its steps are done and recorded; the next run goes on behind them.
    PARTLY,

    /// The connection broke, so that it is not known what became of it; the next run looks.
    UNCLEAR,

    /// It was not begun.
    NOT_BEGUN
  }
}
