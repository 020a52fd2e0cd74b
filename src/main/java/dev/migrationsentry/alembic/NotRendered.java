package dev.migrationsentry.alembic;

/// A part of an operation whose SQL is not known. It never leaves [Operations].
@SuppressWarnings("serial")
final class NotRendered extends RuntimeException {
  /// @param why a clause for people that names the argument: `the type of column "id" is not known`
  NotRendered(String why) {
    super(why, null, false, false);
  }

  /// Why, as a clause.
  String why() {
    return String.valueOf(getMessage());
  }
}
