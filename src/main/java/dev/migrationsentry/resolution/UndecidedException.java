package dev.migrationsentry.resolution;

/// Ends an analysis whose result can't be known. Never leaves this package.
final class UndecidedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidedException(String why) {
    super(why, null, false, false);
  }
}
