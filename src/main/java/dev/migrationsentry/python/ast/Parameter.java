package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A parameter of a function or lambda. A bare `*` and the `/` are no parameters: they show in the
/// kinds.
///
/// @param annotation what stands after `:`, or null
/// @param initial the default after `=`, or null
public record Parameter(
    ParameterKind kind,
    String name,
    @Nullable Expression annotation,
    @Nullable Expression initial,
    Span span)
    implements Node {

  /// How an argument reaches a parameter.
  public enum ParameterKind {
    /// Before `/`.
    POSITIONAL_ONLY,
    /// The ordinary kind.
    POSITIONAL_OR_KEYWORD,
    /// `*args`.
    VARIADIC_POSITIONAL,
    /// After `*` or `*args`.
    KEYWORD_ONLY,
    /// `**kwargs`.
    VARIADIC_KEYWORD
  }
}
