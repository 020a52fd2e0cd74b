package dev.migrationsentry.diagnosis;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The migrations that make a past state. One of which a new database refuses a part did run in
/// production somehow, perhaps before its file was edited: such a one is sent statement by
/// statement, so that the rest of it is there.
final class Pieces {
  private Pieces() {}

  /// The migrations, those that fail from a world cut into their statements.
  ///
  /// @param ran migrations of the history
  static List<Migration> of(History history, World world, List<Migration> ran) {
    Timeline timeline = Replay.of(history, world);
    Set<Migration> failing = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Trace step : timeline.steps()) {
      if (step.fate() == Trace.Fate.FAILS) {
        failing.add(step.migration());
      }
    }
    List<Migration> pieces = new ArrayList<>();
    for (Migration migration : ran) {
      if (failing.contains(migration)) {
        migration.up().statements().forEach(one -> pieces.add(alone(migration, one)));
      } else {
        pieces.add(migration);
      }
    }
    return pieces;
  }

  private static Migration alone(Migration migration, Statement statement) {
    return new Migration(
        migration.id(),
        migration.title(),
        migration.kind(),
        migration.version(),
        migration.parents(),
        new Script(statement.span(), List.of(statement), List.of()),
        null,
        TransactionMode.PER_STATEMENT,
        null,
        null);
  }
}
