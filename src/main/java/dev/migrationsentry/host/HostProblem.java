package dev.migrationsentry.host;

/// A host can't be asked, or answers wrongly. The message is one sentence for people, without
/// secrets.
public final class HostProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message one sentence
  public HostProblem(String message) {
    super(message);
  }
}
