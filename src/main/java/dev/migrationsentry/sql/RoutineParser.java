package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads functions, procedures, aggregates, DO and CALL.
final class RoutineParser {
  private final Parser parser;

  RoutineParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE [OR REPLACE] FUNCTION|PROCEDURE`, from its first word on.
  Statement createRoutine() {
    return parser.unread("create function");
  }

  /// `CREATE [OR REPLACE] AGGREGATE`, from its first word on.
  Statement createAggregate() {
    return parser.unread("create aggregate");
  }

  /// `ALTER FUNCTION|PROCEDURE|ROUTINE`, from its first word on.
  Statement alterRoutine() {
    return parser.unread("alter function");
  }

  /// `DO`, from its first word on.
  Statement doBlock() {
    return parser.unread("do");
  }

  /// `CALL`, from its first word on.
  Statement call() {
    return parser.unread("call");
  }
}
