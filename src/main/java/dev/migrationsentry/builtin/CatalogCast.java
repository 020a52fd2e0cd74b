package dev.migrationsentry.builtin;

import org.jspecify.annotations.Nullable;

/// A conversion between two types (`pg_cast`). Conversions that need no entry there (through text,
/// between arrays, of domains, …) are found by [Coercion].
///
/// @param source key of the type that is converted
/// @param target key of the type that it becomes; equal to `source` where only a length is applied
/// @param context the least explicit place where the server applies it by itself
/// @param method how it is done
/// @param volatility that of its function, null when it has none
public record CatalogCast(
    String source, String target, Context context, Method method, @Nullable Volatility volatility) {

  /// The cast that `CREATE TYPE … AS RANGE` makes from the new type to its multirange type.
  public static CatalogCast toMultirange(String range, String multirange) {
    return new CatalogCast(
        range, multirange, Context.EXPLICIT, Method.FUNCTION, Volatility.IMMUTABLE);
  }

  /// Where a conversion is asked for, from the strictest to the most permissive.
  public enum Context {
    /// In an expression.
    IMPLICIT,
    /// On assignment to a column (INSERT, UPDATE, DEFAULT).
    ASSIGNMENT,
    /// Written by the user: `CAST(x AS t)`, `x::t`.
    EXPLICIT;

    static Context of(char letter) {
      return switch (letter) {
        case 'i' -> IMPLICIT;
        case 'a' -> ASSIGNMENT;
        case 'e' -> EXPLICIT;
        default -> throw new IllegalArgumentException("cast context " + letter);
      };
    }
  }

  /// How the conversion is done.
  public enum Method {
    /// The two have the same representation (`WITHOUT FUNCTION`).
    BINARY,
    FUNCTION,
    /// Through text (`WITH INOUT`).
    INPUT_OUTPUT;

    static Method of(char letter) {
      return switch (letter) {
        case 'b' -> BINARY;
        case 'f' -> FUNCTION;
        case 'i' -> INPUT_OUTPUT;
        default -> throw new IllegalArgumentException("cast method " + letter);
      };
    }
  }
}
