package dev.migrationsentry.execution;

/// Ends the interpretation of a statement whose outcome can't be told. Thrown and caught inside of
/// this package only; [Executor] turns it into an outcome.
final class Undecided extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param why a clause for people
  Undecided(String why) {
    super(why, null, false, false);
  }

  /// A clause for people.
  String why() {
    return String.valueOf(getMessage());
  }
}
