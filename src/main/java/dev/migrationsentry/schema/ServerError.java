package dev.migrationsentry.schema;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error as PostgreSQL reports it.
///
/// @param sqlState five characters (manual, appendix A)
/// @param message PostgreSQL's own words in English, without the `ERROR:` before them
/// @param detail the text of DETAIL, or null
/// @param hint the text of HINT, or null
/// @param at what PostgreSQL points to, or what is at fault where it points to nothing
/// @param subject the object that the error is about, or null when it is about none
public record ServerError(
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    Span at,
    @Nullable Subject subject) {

  /// The object an error is about: the one that is missing, or in the way.
  ///
  /// @param kind COLUMN for columns
  /// @param name its name without qualifiers; a function's without its arguments
  /// @param schema the schema that was written before it, or null
  /// @param relations for a column the tables and views that could have had it, with their schemas
  ///   where these are known (`public.users`); for what belongs to a table that table, and for a
  ///   foreign key whose types differ the referenced table behind it; else empty
  public record Subject(
      ObjectKind kind, String name, @Nullable String schema, List<String> relations) {
    public Subject {
      relations = List.copyOf(relations);
    }
  }

  /// An error with neither detail nor hint, about no object.
  public ServerError(String sqlState, String message, Span at) {
    this(sqlState, message, null, null, at, null);
  }

  /// The same error, about an object.
  public ServerError about(Subject newSubject) {
    return new ServerError(sqlState, message, detail, hint, at, newSubject);
  }
}
