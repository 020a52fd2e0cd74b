package dev.migrationsentry.program;

/// How running code ends.
public sealed interface Ending {
  /// It came to its end.
  ///
  /// @param value what its function returned
  record Reached(Value value) implements Ending {}

  /// An exception that nothing in the code caught.
  record Uncaught(Raised raised) implements Ending {}

  /// The interpreter gave up.
  ///
  /// @param why a clause for people
  record Abandoned(String why) implements Ending {}
}
