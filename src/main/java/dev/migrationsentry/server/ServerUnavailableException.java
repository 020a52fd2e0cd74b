package dev.migrationsentry.server;

/// A throw-away server cannot run on this machine. The message is one sentence for people: what is
/// missing and what helps.
public final class ServerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is missing, as a sentence for people
  public ServerUnavailableException(String message) {
    super(message);
  }

  /// @param message what is missing, as a sentence for people
  /// @param cause what the operating system said
  public ServerUnavailableException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
