package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.Migration;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command did for one migration.
///
/// @param migration the migration
/// @param statements what it sent for it, in order
/// @param failure the statement for which the command stopped, or that it passed over; null when
///   the migration worked
/// @param recorded whether the ledger was told that it has run
public record CommandMigration(
    Migration migration,
    List<CommandStatement> statements,
    @Nullable CommandStatement failure,
    boolean recorded) {
  /// Copies the statements.
  public CommandMigration {
    statements = List.copyOf(statements);
  }

  /// The time that its statements took on the server.
  public Duration elapsed() {
    Duration sum = Duration.ZERO;
    for (CommandStatement statement : statements) {
      sum = sum.plus(statement.traced().duration());
    }
    return sum;
  }
}
