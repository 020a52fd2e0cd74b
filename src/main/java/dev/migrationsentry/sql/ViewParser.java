package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads views, materialized views and rules.
final class ViewParser {
  private final Parser parser;

  ViewParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE [OR REPLACE] [TEMP] [RECURSIVE] VIEW`, from its first word on.
  Statement createView() {
    return parser.unread("create view");
  }

  /// `CREATE [UNLOGGED] MATERIALIZED VIEW`, from its first word on.
  Statement createMaterializedView() {
    return parser.unread("create materialized view");
  }

  /// `REFRESH MATERIALIZED VIEW`, from its first word on.
  Statement refresh() {
    return parser.unread("refresh materialized view");
  }

  /// `CREATE [OR REPLACE] RULE`, from its first word on.
  Statement createRule() {
    return parser.unread("create rule");
  }
}
