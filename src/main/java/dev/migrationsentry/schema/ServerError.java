package dev.migrationsentry.schema;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// An error as PostgreSQL reports it.
///
/// @param sqlState five characters (manual, appendix A)
/// @param message PostgreSQL's own words in English, without the `ERROR:` before them
/// @param detail the text of DETAIL, or null
/// @param hint the text of HINT, or null
/// @param at what PostgreSQL points to, or what is at fault where it points to nothing
public record ServerError(
    String sqlState, String message, @Nullable String detail, @Nullable String hint, Span at) {
  /// An error with neither detail nor hint.
  public ServerError(String sqlState, String message, Span at) {
    this(sqlState, message, null, null, at);
  }
}
