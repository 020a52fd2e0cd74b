package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A type parameter (PEP 695): `T: bound = initial`, `*Ts`, `**P`.
///
/// @param bound what stands after `:`, or null
/// @param initial the default after `=`, or null
public record TypeParameter(
    TypeParameterKind kind,
    String name,
    @Nullable Expression bound,
    @Nullable Expression initial,
    Span span)
    implements Node {

  /// What a type parameter stands for.
  public enum TypeParameterKind {
    /// `T`: a type.
    TYPE_VARIABLE,
    /// `*Ts`: several types.
    TYPE_VARIABLE_TUPLE,
    /// `**P`: the parameters of a function.
    PARAMETER_SPECIFICATION
  }
}
