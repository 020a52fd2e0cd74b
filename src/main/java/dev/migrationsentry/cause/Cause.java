package dev.migrationsentry.cause;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a failure may come from.
///
/// @param id the class
/// @param title the class in words
/// @param certainty how the class is known: proved where a rehearsal failed in the same way and the
///   class says why, read where the message means this alone or the files show it, else inferred
/// @param weight how well it fits, from 1 to 100
/// @param summary why it fits, as a sentence
/// @param sqlState the SQLSTATE, or null where no server spoke
/// @param migration the migration that failed, or null when nobody says
/// @param file where the migration stands in the project, as `path:line:column`, or null
/// @param object the object that it is about; empty when none is named
/// @param line the line of the log that it rests on; 0 for none
/// @param isFirstErrorKnown whether the log holds the first error; when not, this says what stands
///   in the way now, and `decides` where the first error is
/// @param evidence what speaks for it, the strongest first
/// @param against what speaks against it, as sentences
/// @param decides what would prove or refute it
public record Cause(
    String id,
    String title,
    Evidence.Level certainty,
    int weight,
    String summary,
    @Nullable String sqlState,
    @Nullable String migration,
    @Nullable String file,
    String object,
    long line,
    boolean isFirstErrorKnown,
    List<Evidence> evidence,
    List<String> against,
    String decides) {
  /// Copies the lists.
  public Cause {
    evidence = List.copyOf(evidence);
    against = List.copyOf(against);
  }
}
