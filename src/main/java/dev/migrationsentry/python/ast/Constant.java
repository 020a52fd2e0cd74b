package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.math.BigInteger;
import java.util.List;

/// A literal.
public sealed interface Constant extends Expression {

  /// A string. Strings written one after another are one constant.
  ///
  /// @param value the pieces' texts, joined; a lone surrogate (`"\ud800"`) stays one
  /// @param pieces where each run of characters stands in the file
  record StringConstant(String value, List<StringPiece> pieces, Span span) implements Constant {
    public StringConstant {
      pieces = List.copyOf(pieces);
    }
  }

  /// `b"…"`.
  ///
  /// @param value one character from 0 to 255 for each byte
  record BytesConstant(String value, Span span) implements Constant {}

  /// `42`, `0x2a`, `1_000`.
  record IntegerConstant(BigInteger value, Span span) implements Constant {}

  /// `1.5`, `1e3`; infinite where the literal is too large.
  record FloatConstant(double value, Span span) implements Constant {}

  /// `2j`.
  ///
  /// @param value the imaginary part
  record ImaginaryConstant(double value, Span span) implements Constant {}

  /// `True` or `False`.
  record BooleanConstant(boolean value, Span span) implements Constant {}

  /// `None`.
  record NoneConstant(Span span) implements Constant {}

  /// `...`.
  record EllipsisConstant(Span span) implements Constant {}
}
