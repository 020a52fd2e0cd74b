package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement of a replay.
///
/// @param before the database that the statement met
/// @param after the database that the next statement meets, were it in the same migration
/// @param followUp whether the statement fails only because an earlier migration failed
/// @param handler the part of the code that has caught the failure, or null where nothing has
public record Step(
    Migration migration,
    Statement statement,
    Database before,
    Outcome outcome,
    Database after,
    boolean followUp,
    @Nullable Span handler) {

  /// A step whose failure, if it is one, nothing has caught.
  Step(
      Migration migration,
      Statement statement,
      Database before,
      Outcome outcome,
      Database after,
      boolean followUp) {
    this(migration, statement, before, outcome, after, followUp, null);
  }

  /// The same step, as one that fails only because an earlier migration failed.
  Step asFollowUp() {
    return new Step(migration, statement, before, outcome, after, true, handler);
  }

  /// The same step, whose failure the code has caught.
  Step caughtBy(Span newHandler) {
    return new Step(migration, statement, before, outcome, after, followUp, newHandler);
  }

  /// What the statement changed; nothing when it fails.
  public List<Change> changes() {
    return switch (outcome) {
      case Outcome.Done done -> done.changes();
      case Outcome.Fails ignored -> List.of();
      case Outcome.Unknown unknown -> unknown.changes();
    };
  }

  /// The first place in the statement that a template engine replaces with something that is not
  /// known, or null.
  public @Nullable Placeholder placeholder() {
    for (Placeholder placeholder : migration.up().placeholders()) {
      if (placeholder.value() == null && placeholder.span().overlaps(statement.span())) {
        return placeholder;
      }
    }
    return null;
  }

  /// Whether the statement runs in a transaction: of the runner, of the migration, or the implicit
  /// one of a text that was sent in one message.
  public boolean inTransaction() {
    return before.transaction() != null;
  }
}
