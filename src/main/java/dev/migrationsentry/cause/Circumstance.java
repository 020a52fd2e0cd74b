package dev.migrationsentry.cause;

import java.util.Set;

/// Something that was learned beside the log, and speaks for or against causes: from git, from a
/// rehearsal, from the state of a database.
///
/// @param causes the classes that it is about; empty for all of them
/// @param shift by how much those fit better; negative where it speaks against them
/// @param evidence what was learned
public record Circumstance(Set<String> causes, int shift, Evidence evidence) {
  /// Copies the classes.
  public Circumstance {
    causes = Set.copyOf(causes);
  }

  /// Whether it says anything of a class.
  boolean isAbout(String cause) {
    return causes.isEmpty() || causes.contains(cause);
  }
}
