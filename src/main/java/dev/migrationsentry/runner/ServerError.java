package dev.migrationsentry.runner;

import org.jspecify.annotations.Nullable;

/// What went wrong with a message, in the server's words.
///
/// @param sqlState five characters (PostgreSQL manual, appendix A)
/// @param message the message without its severity
/// @param detail what the server adds, or null
/// @param hint what the server advises, or null
/// @param where the server's context: the lines of functions that were running; or null
/// @param position where it points to in the text that was sent, in characters from 1; 0 for
///   nowhere
public record ServerError(
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable String where,
    int position) {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";
  private static final String CANCELLED = "57014";

  /// Whether the connection is gone, so that it is not known what became of the message.
  public boolean lost() {
    return sqlState.startsWith("08")
        || sqlState.equals("57P01")
        || sqlState.equals("57P02")
        || sqlState.equals("57P05")
        || sqlState.equals("25P03");
  }

  /// Whether other sessions stood in the way, so that the same may work a little later.
  boolean inTheWay() {
    return sqlState.equals(LOCK_NOT_AVAILABLE) || sqlState.equals(DEADLOCK);
  }

  /// Whether it was ended from outside, or by a time limit.
  boolean cancelled() {
    return sqlState.equals(CANCELLED);
  }

  @Override
  public String toString() {
    return sqlState + ": " + message;
  }
}
