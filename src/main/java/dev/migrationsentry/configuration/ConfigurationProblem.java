package dev.migrationsentry.configuration;

/// A configuration file that can't be used; the message names the file, the line and what to do.
public final class ConfigurationProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message a sentence for people, which holds no value of an environment variable
  public ConfigurationProblem(String message) {
    super(message);
  }
}
