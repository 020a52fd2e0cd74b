package dev.migrationsentry.catalog;

/// A database can't be reached, does not let itself be read, or was described wrongly. The message
/// is one sentence for people and holds no secret.
public final class DatabaseProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message a sentence that says what happened and what to do
  public DatabaseProblem(String message) {
    super(message);
  }
}
