package dev.migrationsentry.gate;

/// What keeps a step from doing its work. The message is a sentence for people and holds no secret.
public final class GateProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message a sentence that says what happened and what to do
  public GateProblem(String message) {
    super(message);
  }
}
