package dev.migrationsentry.cli;

/// The environment, or what the user asked for, does not allow the command to do its work. Its
/// message is one sentence for people.
final class EnvironmentProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  EnvironmentProblem(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
