package dev.migrationsentry.rehearsal;

import org.jspecify.annotations.Nullable;

/// What a server said to a statement.
///
/// @param sqlState five characters (PostgreSQL manual, appendix A), or null when it worked
/// @param message the message without its severity, or null when it worked
/// @param detail what the server adds, or null
/// @param hint what the server advises, or null
/// @param position where it points to in the text that was sent, in characters from 1; 0 for
///   nowhere
public record Answer(
    @Nullable String sqlState,
    @Nullable String message,
    @Nullable String detail,
    @Nullable String hint,
    int position) {
  /// It worked.
  public static final Answer OK = new Answer(null, null);

  /// An answer without anything beside its message.
  public Answer(@Nullable String sqlState, @Nullable String message) {
    this(sqlState, message, null, null, 0);
  }

  /// Whether it worked.
  public boolean worked() {
    return sqlState == null;
  }

  @Override
  public String toString() {
    return worked() ? "works" : sqlState + " " + message;
  }
}
