package dev.migrationsentry.alembic;

/// A part of an operation whose SQL is not known. It never leaves [Operations].
@SuppressWarnings("serial")
final class NotRendered extends RuntimeException {
  private final boolean anything;

  /// @param why a clause for people that names the argument: `the type of column "id" is not known`
  NotRendered(String why) {
    this(why, false);
  }

  /// @param anything whether it is not even known what the operation is about
  NotRendered(String why, boolean anything) {
    super(why, null, false, false);
    this.anything = anything;
  }

  /// Whether it is not even known what the operation is about.
  boolean anything() {
    return anything;
  }

  /// Why, as a clause.
  String why() {
    return String.valueOf(getMessage());
  }
}
