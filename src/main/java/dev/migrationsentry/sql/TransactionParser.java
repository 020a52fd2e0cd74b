package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads statements that begin and end transactions and savepoints.
final class TransactionParser {
  private final Parser parser;

  TransactionParser(Parser parser) {
    this.parser = parser;
  }

  /// `ABORT, BEGIN, START, COMMIT, END, ROLLBACK, SAVEPOINT, RELEASE, PREPARE TRANSACTION`, from
  /// its first word on.
  Statement statement() {
    return parser.unread("transaction");
  }
}
