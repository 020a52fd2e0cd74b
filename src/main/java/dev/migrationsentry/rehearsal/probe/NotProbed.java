package dev.migrationsentry.rehearsal.probe;

/// What is meant can't be said in SQL that runs on production as it is. It never leaves the
/// package.
final class NotProbed extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param why a clause for people
  NotProbed(String why) {
    super(why, null, false, false);
  }

  /// The clause.
  String why() {
    return String.valueOf(getMessage());
  }
}
