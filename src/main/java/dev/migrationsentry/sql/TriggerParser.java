package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads triggers, event triggers and row security policies.
final class TriggerParser {
  private final Parser parser;

  TriggerParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER`, from its first word on.
  Statement createTrigger() {
    return parser.unread("create trigger");
  }

  /// `CREATE EVENT TRIGGER`, from its first word on.
  Statement createEventTrigger() {
    return parser.unread("create event trigger");
  }

  /// `CREATE POLICY`, from its first word on.
  Statement createPolicy() {
    return parser.unread("create policy");
  }

  /// `ALTER TRIGGER`, from its first word on.
  Statement alterTrigger() {
    return parser.unread("alter trigger");
  }

  /// `ALTER EVENT TRIGGER`, from its first word on.
  Statement alterEventTrigger() {
    return parser.unread("alter event trigger");
  }

  /// `ALTER POLICY`, from its first word on.
  Statement alterPolicy() {
    return parser.unread("alter policy");
  }
}
