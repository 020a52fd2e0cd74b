package dev.migrationsentry.sql.ast;

/// CASCADE or RESTRICT of a DROP, a REVOKE or a TRUNCATE. RESTRICT is also what PostgreSQL does
/// when neither is written.
public enum Behavior {
  RESTRICT,
  CASCADE
}
