package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads CREATE INDEX and REINDEX.
final class IndexParser {
  private final Parser parser;

  IndexParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE [UNIQUE] INDEX`, from its first word on.
  Statement create() {
    return parser.unread("create index");
  }

  /// `REINDEX`, from its first word on.
  Statement reindex() {
    return parser.unread("reindex");
  }
}
