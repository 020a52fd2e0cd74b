package dev.migrationsentry.rehearsal;

import org.jspecify.annotations.Nullable;

/// What a server said to a statement.
///
/// @param sqlState five characters (PostgreSQL manual, appendix A), or null when it worked
/// @param message the message without its severity, or null when it worked
public record Answer(@Nullable String sqlState, @Nullable String message) {
  /// It worked.
  public static final Answer OK = new Answer(null, null);

  /// Whether it worked.
  public boolean worked() {
    return sqlState == null;
  }

  @Override
  public String toString() {
    return worked() ? "works" : sqlState + " " + message;
  }
}
