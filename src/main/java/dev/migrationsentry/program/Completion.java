package dev.migrationsentry.program;

/// How a statement ends, other than by an exception.
sealed interface Completion {
  /// With the next statement.
  record Normal() implements Completion {}

  /// `break`.
  record Broken() implements Completion {}

  /// `continue`.
  record Continued() implements Completion {}

  /// `return`.
  record Returned(Value value) implements Completion {}

  /// The ordinary ending.
  Completion NORMAL = new Normal();
}
