package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.wire.ServerMessage;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.sql.ast.Statement;
import org.jspecify.annotations.Nullable;

/// A statement that a command sent, and where it comes from.
///
/// @param traced the statement and its answer
/// @param migration the migration that it belongs to; null for what the command does for itself
/// @param source the statement of the migration that it is, or null where none equals it
public record CommandStatement(
    TracedStatement traced, @Nullable Migration migration, @Nullable Statement source) {
  /// Whether the server has answered at all: one that is waiting when its command is ended has no
  /// answer.
  public boolean answered() {
    return traced.tag() != null || traced.failed();
  }

  /// What the server said; of one without an answer, that it works.
  public Answer answer() {
    ServerMessage error = traced.error();
    return error == null
        ? Answer.OK
        : new Answer(
            error.sqlState(), error.message(), error.detail(), error.hint(), error.position());
  }
}
