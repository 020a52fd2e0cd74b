package dev.migrationsentry.schema;

/// What is known of a table's rows: in an empty database there are none until an INSERT.
public enum Rows {
  NONE,
  SOME,
  UNKNOWN
}
