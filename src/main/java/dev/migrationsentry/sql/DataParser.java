package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads statements that change rows (manual, chapter 6).
final class DataParser {
  private final Parser parser;

  DataParser(Parser parser) {
    this.parser = parser;
  }

  /// SELECT, INSERT, UPDATE, DELETE or MERGE, each with an optional WITH before it, VALUES and
  /// TABLE (`PreparableStmt`).
  Statement preparable() {
    return parser.unread("data statement");
  }

  /// TRUNCATE.
  Statement truncate() {
    return parser.unread("truncate");
  }

  /// COPY.
  Statement copy() {
    return parser.unread("copy");
  }
}
