package dev.migrationsentry.ledger;

/// Somebody answers for a migration that is not refused, or for another content of its file. The
/// message is a sentence for people.
public final class UnknownAckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownAckException(String message) {
    super(message);
  }
}
