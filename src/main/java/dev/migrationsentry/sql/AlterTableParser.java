package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads ALTER TABLE, and ALTER of an index, view, materialized view, sequence or foreign table
/// (manual, ALTER TABLE).
final class AlterTableParser {
  private final Parser parser;

  AlterTableParser(Parser parser) {
    this.parser = parser;
  }

  /// `ALTER TABLE|INDEX|VIEW|MATERIALIZED VIEW|SEQUENCE|FOREIGN TABLE`, from its first word on.
  Statement alter() {
    return parser.unread("alter table");
  }
}
