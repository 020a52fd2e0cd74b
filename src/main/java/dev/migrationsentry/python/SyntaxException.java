package dev.migrationsentry.python;

/// Ends the reading of a file at its first fault. Never leaves the package.
@SuppressWarnings("serial")
final class SyntaxException extends RuntimeException {
  private final String reason;
  private final int start;
  private final int end;

  /// @param reason CPython's words
  /// @param start the first index of the place it points to
  /// @param end the index after the last one
  SyntaxException(String reason, int start, int end) {
    super(reason, null, false, false);
    this.reason = reason;
    this.start = start;
    this.end = end;
  }

  String reason() {
    return reason;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }
}
