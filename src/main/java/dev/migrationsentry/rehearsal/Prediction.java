package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `check` says of a history in a world, by migration.
///
/// @param timeline the replay
/// @param outcomes what is predicted for each statement that has an outcome
/// @param findings what the rules say
public record Prediction(
    Timeline timeline,
    IdentityHashMap<Migration, List<Predicted>> outcomes,
    List<Finding> findings) {
  /// Copies the findings.
  public Prediction {
    findings = List.copyOf(findings);
  }

  /// Predicts.
  public static Prediction of(History history, World world) {
    IdentityHashMap<Migration, List<Predicted>> outcomes = new IdentityHashMap<>();
    Timeline timeline = replay(history, world, outcomes);
    return new Prediction(timeline, outcomes, Rules.check(history, world).findings());
  }

  /// The same given that some migrations fail although nothing said so: what comes after them is
  /// predicted without them, so that a failure that nobody could foresee is told once.
  ///
  /// @param failed their own predictions stay
  Prediction without(Set<Migration> failed) {
    if (failed.isEmpty()) {
      return this;
    }
    History whole = timeline.history();
    History rest =
        new History(
            whole.path(),
            whole.runner(),
            whole.migrations().stream().filter(one -> !failed.contains(one)).toList(),
            whole.notes(),
            whole.ignored(),
            whole.reference(),
            whole.graph(),
            whole.beside());
    IdentityHashMap<Migration, List<Predicted>> predicted = new IdentityHashMap<>();
    Timeline then = replay(rest, timeline.world(), predicted);
    failed.forEach(migration -> predicted.put(migration, of(migration)));
    return new Prediction(then, predicted, findings);
  }

  private static Timeline replay(
      History history, World world, IdentityHashMap<Migration, List<Predicted>> outcomes) {
    return Replay.of(
        history,
        world,
        (step, soFar) ->
            outcomes
                .computeIfAbsent(step.migration(), ignored -> new ArrayList<>())
                .add(new Predicted(step.statement(), step.outcome())));
  }

  /// What is predicted for the statements of a migration.
  public List<Predicted> of(Migration migration) {
    return outcomes.getOrDefault(migration, List.of());
  }

  /// The statement of a migration that is predicted to fail, or null when none is.
  @Nullable Statement failing(Migration migration) {
    for (Predicted one : of(migration)) {
      if (one.outcome() instanceof Outcome.Fails) {
        return one.statement();
      }
    }
    return null;
  }

  /// What explains the failure of a statement, or null when nothing does.
  public @Nullable Finding explaining(Span statement) {
    Finding found = null;
    for (Finding finding : findings) {
      boolean at =
          finding.where().overlaps(statement) && finding.where().file() == statement.file();
      if (at && (found == null || finding.severity().compareTo(found.severity()) > 0)) {
        found = finding;
      }
    }
    return found == null || found.severity() == Severity.NOTE ? null : found;
  }
}
