package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads schemas and extensions.
final class SchemaParser {
  private final Parser parser;

  SchemaParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE SCHEMA`, from its first word on.
  Statement createSchema() {
    return parser.unread("create schema");
  }

  /// `CREATE EXTENSION`, from its first word on.
  Statement createExtension() {
    return parser.unread("create extension");
  }

  /// `ALTER EXTENSION`, from its first word on.
  Statement alterExtension() {
    return parser.unread("alter extension");
  }
}
