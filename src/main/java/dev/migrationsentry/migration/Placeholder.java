package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A place in a script that a template engine replaces before PostgreSQL sees the text.
///
/// @param span the place, in the text that was read. Where the value is known the text there is the
///   value; otherwise it is the placeholder as written
/// @param name what stands between the marks, without blanks around it: `schema` of `${schema}`,
///   `index .Options "Namespace"` of `{{ index .Options "Namespace" }}`
/// @param kind how the place is marked
/// @param value what was put there, or null when nobody said what the runner will put there
public record Placeholder(Span span, String name, Mark kind, @Nullable String value) {
  /// How a place is marked as one to be replaced.
  public enum Mark {
    /// `${name}`: Flyway, environment substitution of goose.
    DOLLAR_BRACE,
    /// `{{ expression }}`: Go templates, Jinja, Mustache.
    DOUBLE_BRACE,
    /// `{% statement %}`: Jinja.
    BRACE_PERCENT,
    /// `:NAME` of graphile-migrate.
    COLON
  }
}
