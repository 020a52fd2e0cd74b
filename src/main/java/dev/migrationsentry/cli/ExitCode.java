package dev.migrationsentry.cli;

/// What a command's exit code means.
final class ExitCode {
  /// Nothing found.
  static final int FINE = 0;

  /// The command found what it looks for.
  static final int FOUND = 1;

  /// Wrong usage or configuration, or the environment lacks something.
  static final int USAGE = 2;

  /// A history could not be read, so that it can't be judged.
  static final int UNJUDGED = 3;

  /// A time limit ended it.
  static final int TIME_LIMIT = 4;

  /// An object that must be there is missing from a database.
  static final int MISSING = 21;

  private ExitCode() {}
}
