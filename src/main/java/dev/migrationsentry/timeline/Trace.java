package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// What is remembered of a step when the replay has gone on: not the databases before and after it,
/// of which a long history has too many to keep.
///
/// @param changes what the statement changed; nothing when it failed
public record Trace(Migration migration, Statement statement, List<Change> changes, Fate fate) {
  /// How a statement ended.
  public enum Fate {
    WORKS,
    FAILS,
    /// It fails, and the code catches that and can go on.
    CAUGHT,
    UNKNOWN
  }

  /// Copies the changes.
  public Trace {
    changes = List.copyOf(changes);
  }

  static Trace of(Step step, boolean caught) {
    Fate fate =
        switch (step.outcome()) {
          case Outcome.Done ignored -> Fate.WORKS;
          case Outcome.Fails ignored -> caught ? Fate.CAUGHT : Fate.FAILS;
          case Outcome.Unknown ignored -> Fate.UNKNOWN;
        };
    return new Trace(step.migration(), step.statement(), step.changes(), fate);
  }
}
