package dev.migrationsentry.ledger;

import dev.migrationsentry.configuration.Requirement;

/// Whether a database has an object that the project's configuration requires.
///
/// @param sentence what is wrong, or an empty text when nothing is
public record RequiredObject(Requirement requirement, State state, String sentence) {
  /// How a required object was met.
  public enum State {
    /// It is there as required.
    PRESENT,

    /// It is not there.
    MISSING,

    /// It is there in another form.
    DIFFERENT,

    /// What was read of the database does not tell.
    UNKNOWN
  }

  /// Whether it is there as required.
  public boolean present() {
    return state == State.PRESENT;
  }
}
