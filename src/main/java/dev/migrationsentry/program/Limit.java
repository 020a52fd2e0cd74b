package dev.migrationsentry.program;

/// Ends an interpretation that takes too long. It never leaves the package.
@SuppressWarnings("serial")
final class Limit extends RuntimeException {
  Limit(String why) {
    super(why, null, false, false);
  }
}
