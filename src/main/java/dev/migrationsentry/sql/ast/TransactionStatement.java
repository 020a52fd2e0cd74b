package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that begin and end transactions and savepoints (manual, section 3.4).
///
/// @param action what happens
/// @param savepoint the savepoint, or the id of a prepared transaction, or null
/// @param chain whether AND CHAIN was written
/// @param modes `isolation level`, `read only`, `deferrable` with their values; `snapshot`
public record TransactionStatement(
    Action action, @Nullable Name savepoint, boolean chain, List<Option> modes, Span span)
    implements Statement {
  public TransactionStatement {
    modes = List.copyOf(modes);
  }

  /// What happens to the transaction.
  public enum Action {
    BEGIN,
    COMMIT,
    ROLLBACK,
    SAVEPOINT,
    RELEASE,
    ROLLBACK_TO,
    PREPARE,
    COMMIT_PREPARED,
    ROLLBACK_PREPARED,
    /// SET TRANSACTION and SET SESSION CHARACTERISTICS.
    SET
  }
}
