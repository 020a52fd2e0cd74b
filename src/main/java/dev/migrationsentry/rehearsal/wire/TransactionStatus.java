package dev.migrationsentry.rehearsal.wire;

/// Where a connection stands after an answer (PostgreSQL manual, section 54.7, ReadyForQuery).
public enum TransactionStatus {
  /// Not in a transaction block.
  IDLE,
  /// In a transaction block.
  OPEN,
  /// In a transaction block that can only be rolled back.
  FAILED,
  /// The connection ended before the server said it.
  UNKNOWN;

  static TransactionStatus of(int code) {
    return switch (code) {
      case 'I' -> IDLE;
      case 'T' -> OPEN;
      case 'E' -> FAILED;
      default -> UNKNOWN;
    };
  }
}
