package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.StringPiece;
import java.util.ArrayList;
import java.util.List;

/// Collects the characters of a string, and where in the file they stand.
final class LiteralText {
  private final Cursor cursor;
  private final StringBuilder value = new StringBuilder();
  private final List<StringPiece> pieces = new ArrayList<>();

  LiteralText(Cursor cursor) {
    this.cursor = cursor;
  }

  /// How the characters of a literal are to be read.
  ///
  /// @param raw whether a backslash is an ordinary character
  /// @param bytes whether it is a bytes literal
  /// @param braces whether two braces stand for one
  record Form(boolean raw, boolean bytes, boolean braces) {}

  /// Adds characters that stand for themselves.
  void verbatim(int start, int end) {
    if (end > start) {
      String text = cursor.text().substring(start, end);
      value.append(text);
      pieces.add(new StringPiece(text, cursor.span(start, end)));
    }
  }

  /// Adds what a range of the file stands for.
  void replaced(String text, int start, int end) {
    value.append(text);
    pieces.add(new StringPiece(text, cursor.span(start, end)));
  }

  /// Adds the characters between the quotes of a literal, or a part of them.
  void literal(int start, int end, Form form) {
    String text = cursor.text();
    int from = start;
    int at = start;
    while (at < end) {
      char c = text.charAt(at);
      if ((c == '\\' && !form.raw()) || c == '\r') {
        verbatim(from, at);
        at = c == '\r' ? lineEnd(text, at) : Escapes.read(this, text, at, end, form.bytes());
        from = at;
      } else if (form.braces() && (c == '{' || c == '}')) {
        verbatim(from, at + 1);
        at = at + 1 < end && text.charAt(at + 1) == c ? at + 2 : at + 1;
        from = at;
      } else {
        if (form.bytes() && c >= 0x80) {
          throw new SyntaxException("bytes can only contain ASCII literal characters", at, at + 1);
        }
        at++;
      }
    }
    verbatim(from, end);
  }

  /// Python reads every line end as one character.
  private int lineEnd(String text, int at) {
    int after = Characters.afterLineEnd(text, at);
    replaced("\n", at, after);
    return after;
  }

  boolean isEmpty() {
    return value.isEmpty();
  }

  String value() {
    return value.toString();
  }

  List<StringPiece> pieces() {
    return pieces;
  }
}
