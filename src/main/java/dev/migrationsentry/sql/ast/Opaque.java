package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A statement that could not be read, or not in full: said aloud, never skipped.
///
/// @param kind the kind where it is recognisable, in lower case (`create table`, `alter table`),
///   else null
/// @param reason why it could not be read, as a clause: `syntax error at or near "foo"`
/// @param failure what PostgreSQL will answer when this text reaches it, or null when it may well
///   be valid
public record Opaque(
    @Nullable String kind, String reason, @Nullable SyntaxFailure failure, Span span)
    implements Statement {
  /// A word in a text that was put together, for a name that is not known: it may be any name.
  public static final String ANY_NAME = "put_together_at_run_time";

  /// PostgreSQL's own refusal of a text it cannot parse.
  ///
  /// @param sqlState `42601` for nearly all
  /// @param message PostgreSQL's words, e.g. `syntax error at or near "foo"`
  /// @param at where PostgreSQL points
  public record SyntaxFailure(String sqlState, String message, Span at) {}
}
