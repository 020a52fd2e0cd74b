package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads statements about databases, tablespaces and the configuration of the server.
final class DatabaseParser {
  private final Parser parser;

  DatabaseParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE DATABASE|TABLESPACE`, from its first word on.
  Statement create() {
    return parser.unread("create database");
  }

  /// `ALTER DATABASE|TABLESPACE|SYSTEM`, from its first word on.
  Statement alter() {
    return parser.unread("alter database");
  }

  /// `DROP DATABASE|TABLESPACE`, from its first word on.
  Statement drop() {
    return parser.unread("drop database");
  }
}
