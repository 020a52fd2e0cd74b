package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// What a migration sends to the database when nothing stops it.
///
/// @param statements all statements of a text; of code those that it sends from the world of the
///   replay, also after a failure
public record Sent(Migration migration, List<Statement> statements) {
  /// Copies the statements.
  public Sent {
    statements = List.copyOf(statements);
  }
}
