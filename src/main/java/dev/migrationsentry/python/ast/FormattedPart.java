package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of an f-string or t-string.
public sealed interface FormattedPart extends Node {

  /// Text between the fields, with escapes and doubled braces resolved.
  ///
  /// @param value the pieces' texts, joined
  record LiteralPart(String value, List<StringPiece> pieces, Span span) implements FormattedPart {
    public LiteralPart {
      pieces = List.copyOf(pieces);
    }
  }

  /// `{value!r:format}`. The text of a self-documenting `{value=}` is a [LiteralPart] before it;
  /// its conversion is then `r` unless there is another one or a format.
  ///
  /// @param value the expression between the braces
  /// @param conversion what stands after `!`
  /// @param format what stands after `:`, which may hold fields itself; null without a `:`
  record FieldPart(
      Expression value, Conversion conversion, @Nullable List<FormattedPart> format, Span span)
      implements FormattedPart {
    public FieldPart {
      format = format == null ? null : List.copyOf(format);
    }
  }

  /// What is done to a field's value before it is formatted.
  enum Conversion {
    /// Nothing.
    NONE,
    /// `!s`: `str()`.
    STR,
    /// `!r`: `repr()`.
    REPR,
    /// `!a`: `ascii()`.
    ASCII
  }
}
