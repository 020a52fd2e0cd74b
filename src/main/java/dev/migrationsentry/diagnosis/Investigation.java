package dev.migrationsentry.diagnosis;

import dev.migrationsentry.cause.Diagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a failed deploy after everything at hand was looked at.
///
/// @param diagnosis the failures, and what they come from
/// @param subject the project, or null when there is none
/// @param origins the databases from which the failure was rehearsed, or would be: remedies are
///   rehearsed from the same ones
/// @param trials the rehearsals, in the order of the origins
/// @param commits the commits that made the failing migration what it is, full names, the newest
///   first; empty when git does not know it
/// @param notes what could not be looked at, as sentences
public record Investigation(
    Diagnosis diagnosis,
    @Nullable Subject subject,
    List<Origin> origins,
    List<Trial> trials,
    List<String> commits,
    List<String> notes) {
  /// Copies the lists.
  public Investigation {
    origins = List.copyOf(origins);
    trials = List.copyOf(trials);
    commits = List.copyOf(commits);
    notes = List.copyOf(notes);
  }
}
