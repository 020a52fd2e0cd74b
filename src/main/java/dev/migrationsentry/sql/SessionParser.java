package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads statements about the connection, cursors and maintenance.
final class SessionParser {
  private final Parser parser;

  SessionParser(Parser parser) {
    this.parser = parser;
  }

  /// `SET`, from its first word on.
  Statement set() {
    return parser.unread("set");
  }

  /// `RESET`, from its first word on.
  Statement reset() {
    return parser.unread("reset");
  }

  /// `SHOW`, from its first word on.
  Statement show() {
    return parser.unread("show");
  }

  /// `DISCARD`, from its first word on.
  Statement discard() {
    return parser.unread("discard");
  }

  /// `LOCK`, from its first word on.
  Statement lock() {
    return parser.unread("lock");
  }

  /// `PREPARE name`, from its first word on.
  Statement prepare() {
    return parser.unread("prepare");
  }

  /// `EXECUTE`, from its first word on.
  Statement execute() {
    return parser.unread("execute");
  }

  /// `DECLARE`, from its first word on.
  Statement declare() {
    return parser.unread("declare");
  }

  /// `EXPLAIN`, from its first word on.
  Statement explain() {
    return parser.unread("explain");
  }

  /// `VACUUM, ANALYZE, CLUSTER`, from its first word on.
  Statement maintain() {
    return parser.unread("vacuum");
  }

  /// `DEALLOCATE, CLOSE, FETCH, MOVE, LISTEN, UNLISTEN, NOTIFY, LOAD, CHECKPOINT`, from its first
  /// word on.
  Statement command() {
    return parser.unread("command");
  }
}
