package dev.migrationsentry.diagnosis;

import dev.migrationsentry.log.Failure;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.source.Span;
import java.util.List;
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
    /// The migration failed in the same way, but only since an earlier one had failed.
    FAILS_BEFORE,
    /// The migration was not among those that ran, or it is not known which it was.
    NOT_REACHED
  }

  /// Whether the start was the database that it stands for, so that what happened there proves
  /// something.
  public boolean isFirm() {
    return !rehearsal.degraded();
  }

  /// The migration that failed as a log tells, or null when none did.
  @Nullable RehearsedMigration failed(Failure failure) {
    for (RehearsedMigration one : rehearsal.failures()) {
      Answer said = one.refusal();
      if (said != null && Trials.isSame(said, failure)) {
        return one;
      }
    }
    return null;
  }

  /// Where the statement stands that failed as a log tells, or null when none did, or when it
  /// stands in no file.
  @Nullable Span place(Failure failure) {
    RehearsedMigration ran = failed(failure);
    int count = ran == null ? 0 : ran.answers().size();
    for (int i = 0; ran != null && i < count; i++) {
      Answer said = ran.answers().get(i);
      if (!said.worked()
          && Trials.isSame(said, failure)
          && i < ran.migration().up().statements().size()) {
        Span span = ran.migration().up().statements().get(i).span();
        return span.file() == ran.migration().up().file() ? span : null;
      }
    }
    return null;
  }

  /// The other migrations that fail in it, in their order: what the next deploys would meet.
  ///
  /// @param failing the id of the migration that is left out
  public List<RehearsedMigration> others(String failing) {
    return rehearsal.failures().stream()
        .filter(one -> !one.migration().id().equals(failing))
        .toList();
  }
}
