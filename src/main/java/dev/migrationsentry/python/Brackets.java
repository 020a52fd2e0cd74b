package dev.migrationsentry.python;

import java.util.Arrays;

/// The parentheses, brackets and braces that are open at a place of the text.
final class Brackets {
  /// CPython's limit (MAXLEVEL).
  private static final int DEEPEST = 200;

  private final char[] opened = new char[DEEPEST];
  private int[] offsets = new int[16];
  private int depth;

  int depth() {
    return depth;
  }

  /// The innermost open bracket.
  char innermost() {
    return opened[depth - 1];
  }

  /// Where the innermost open bracket stands.
  int innermostOffset() {
    return offsets[depth - 1];
  }

  void open(char bracket, int offset) {
    if (depth == DEEPEST) {
      throw new SyntaxException("too many nested parentheses", offset, offset + 1);
    }
    if (depth == offsets.length) {
      offsets = Arrays.copyOf(offsets, DEEPEST);
    }
    opened[depth] = bracket;
    offsets[depth++] = offset;
  }

  /// @param prefix `f-string: ` or `t-string: ` inside of a field of one, else empty
  /// @param lines counts the line of an offset
  void close(char bracket, int offset, String prefix, LineOfOffset lines) {
    if (depth == 0) {
      throw new SyntaxException(prefix + "unmatched '" + bracket + "'", offset, offset + 1);
    }
    char opening = opened[--depth];
    boolean matches =
        switch (bracket) {
          case ')' -> opening == '(';
          case ']' -> opening == '[';
          default -> opening == '{';
        };
    if (!matches) {
      int line = lines.line(offsets[depth]);
      String where = line == lines.line(offset) ? "" : " on line " + line;
      throw new SyntaxException(
          prefix
              + "closing parenthesis '"
              + bracket
              + "' does not match opening parenthesis '"
              + opening
              + "'"
              + where,
          offset,
          offset + 1);
    }
  }

  /// Counts the line of an offset, from 1.
  interface LineOfOffset {
    int line(int offset);
  }
}
