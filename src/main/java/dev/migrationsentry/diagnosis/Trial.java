package dev.migrationsentry.diagnosis;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Rehearsal;
import org.jspecify.annotations.Nullable;

/// A rehearsal of the history in which a failure happened, held against the failure.
///
/// @param origin where it started
/// @param history the history as the project has it
/// @param rehearsal what the server said
/// @param verdict whether the failure happened again
/// @param answer what the server said where it decided the verdict; null when all worked
/// @param said the verdict, as a sentence
public record Trial(
    Origin origin,
    History history,
    Rehearsal rehearsal,
    Verdict verdict,
    @Nullable Answer answer,
    String said) {
  /// What a rehearsal says of a failure.
  public enum Verdict {
    /// The same migration failed with the same SQLSTATE about the same object.
    REPRODUCES,
    /// The migration worked.
    PASSES,
    /// The migration failed with something else.
    FAILS_OTHERWISE,
    /// The migration worked or was not reached, and an earlier one failed.
    FAILS_BEFORE,
    /// The migration was not among those that ran, or it is not known which it was.
    NOT_REACHED
  }
}
