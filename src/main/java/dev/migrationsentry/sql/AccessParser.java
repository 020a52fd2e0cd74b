package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;

/// Reads statements about roles and privileges.
final class AccessParser {
  private final Parser parser;

  AccessParser(Parser parser) {
    this.parser = parser;
  }

  /// `GRANT, REVOKE`, from its first word on.
  Statement grant() {
    return parser.unread("grant");
  }

  /// `CREATE ROLE|USER|GROUP`, from its first word on.
  Statement createRole() {
    return parser.unread("create role");
  }

  /// `ALTER ROLE|USER|GROUP`, from its first word on.
  Statement alterRole() {
    return parser.unread("alter role");
  }

  /// `DROP ROLE|USER|GROUP`, from its first word on.
  Statement dropRole() {
    return parser.unread("drop role");
  }

  /// `ALTER DEFAULT PRIVILEGES`, from its first word on.
  Statement alterDefaultPrivileges() {
    return parser.unread("alter default privileges");
  }

  /// `DROP OWNED`, from its first word on.
  Statement dropOwned() {
    return parser.unread("drop owned");
  }

  /// `REASSIGN OWNED`, from its first word on.
  Statement reassignOwned() {
    return parser.unread("reassign owned");
  }
}
