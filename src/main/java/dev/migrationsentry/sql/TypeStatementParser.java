package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads types, domains and sequences.
final class TypeStatementParser {
  private final Parser parser;

  TypeStatementParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE TYPE`, from its first word on.
  Statement createType() {
    return parser.unread("create type");
  }

  /// `CREATE DOMAIN`, from its first word on.
  Statement createDomain() {
    return parser.unread("create domain");
  }

  /// `CREATE [TEMP|UNLOGGED] SEQUENCE`, from its first word on.
  Statement createSequence() {
    return parser.unread("create sequence");
  }

  /// `ALTER TYPE`, from its first word on.
  Statement alterType() {
    return parser.unread("alter type");
  }

  /// `ALTER DOMAIN`, from its first word on.
  Statement alterDomain() {
    return parser.unread("alter domain");
  }
}
