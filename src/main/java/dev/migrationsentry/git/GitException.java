package dev.migrationsentry.git;

/// Git can't give what was asked for. The message is a sentence for people that says what is
/// missing.
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GitException(String message) {
    super(message);
  }

  GitException(String message, Throwable cause) {
    super(message, cause);
  }
}
