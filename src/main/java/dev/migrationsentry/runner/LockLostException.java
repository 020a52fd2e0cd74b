package dev.migrationsentry.runner;

/// The lock under which migrations ran is not held any more; nothing more may be written. The
/// message is a sentence for people and holds no secret.
public final class LockLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what became of the lock
  public LockLostException(String message) {
    super(message);
  }
}
