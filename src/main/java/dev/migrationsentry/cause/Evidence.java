package dev.migrationsentry.cause;

import java.util.Locale;

/// Something that speaks for a cause.
///
/// @param level how it is known
/// @param text what is known, as a sentence
/// @param place where it stands: a line of the log, `path:line:column` of the project; empty when
///   it is a conclusion
public record Evidence(Level level, String text, String place) {
  /// How something is known.
  public enum Level {
    /// PostgreSQL itself did it again in a rehearsal.
    PROVED,
    /// It stands in a file, a log, a ledger or git.
    READ,
    /// It is a conclusion.
    INFERRED;

    /// The level in lower case, as people and programs read it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
