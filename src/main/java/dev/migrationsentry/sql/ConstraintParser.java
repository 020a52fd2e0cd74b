package dev.migrationsentry.sql;

/// Reads the constraints of columns, tables and domains (manual, CREATE TABLE).
final class ConstraintParser {
  private final Parser parser;

  ConstraintParser(Parser parser) {
    this.parser = parser;
  }

  /// The parser that this one belongs to.
  Parser parser() {
    return parser;
  }
}
