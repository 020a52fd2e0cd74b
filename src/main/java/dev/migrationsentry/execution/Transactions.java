package dev.migrationsentry.execution;

import dev.migrationsentry.source.Span;

/// Statements that need to be alone.
final class Transactions {
  private Transactions() {}

  /// Refuses a statement inside of a transaction block.
  ///
  /// @param statement its words: `CREATE INDEX CONCURRENTLY`
  static void forbid(Draft draft, String statement, Span at) {
    if (draft.transaction() != null) {
      throw Errors.notInTransaction(statement, at);
    }
  }
}
