package dev.migrationsentry.rehearsal.wire;

/// How a client sent a statement (PostgreSQL manual, section 54.2).
public enum WireProtocol {
  /// As one text, maybe together with others.
  SIMPLE,
  /// Prepared, bound to values and executed.
  EXTENDED,
  /// A call of a function by its number.
  FUNCTION_CALL
}
