package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads CREATE TABLE, CREATE TABLE AS and CREATE FOREIGN TABLE (manual, CREATE TABLE).
final class TableParser {
  private final Parser parser;

  TableParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE [TEMP|UNLOGGED] TABLE, CREATE FOREIGN TABLE`, from its first word on.
  Statement create() {
    return parser.unread("create table");
  }
}
