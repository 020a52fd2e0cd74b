package dev.migrationsentry.python;

/// The indentation of the blocks that are open at a place of the text, counted as CPython does: a
/// tab goes to the next multiple of eight, and once more as if it were one column wide. Where both
/// counts disagree, tabs and spaces are mixed.
final class Indentation {
  private static final int TAB = 8;

  /// CPython's limit (MAXINDENT).
  private static final int DEEPEST = 100;

  private final String text;
  private final Tokens tokens;
  private final int[] columns = new int[DEEPEST];
  private final int[] narrowColumns = new int[DEEPEST];
  private int depth;

  Indentation(String text, Tokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /// Measures the white space at the begin of a line.
  ///
  /// @param start where the line begins
  /// @param counts whether it says where blocks begin and end; not so inside of parentheses
  /// @return where the line's first word stands, or its comment or its end
  int measure(int start, boolean counts) {
    int column = 0;
    int narrow = 0;
    int continued = 0;
    int at = start;
    loop:
    for (; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case ' ' -> {
          column++;
          narrow++;
        }
        case '\t' -> {
          column = (column / TAB + 1) * TAB;
          narrow++;
        }
        case '\f' -> {
          column = 0;
          narrow = 0;
        }
        case '\\' -> {
          // The first line of several joined ones says how deep it is.
          continued = continued == 0 ? column : continued;
          at = Lexer.afterContinuation(text, at) - 1;
        }
        default -> {
          break loop;
        }
      }
    }
    boolean blank =
        at == text.length() || text.charAt(at) == '#' || Characters.isLineEnd(text.charAt(at));
    if (counts && !blank) {
      boolean joined = continued > 0;
      compare(joined ? continued : column, joined ? continued : narrow, start, at);
    }
    return at;
  }

  private void compare(int column, int narrow, int start, int at) {
    if (column > columns[depth]) {
      if (depth + 1 >= DEEPEST) {
        throw new SyntaxException("too many levels of indentation", start, at);
      }
      if (narrow <= narrowColumns[depth]) {
        throw inconsistent(start, at);
      }
      depth++;
      columns[depth] = column;
      narrowColumns[depth] = narrow;
      tokens.add(TokenKind.INDENT, start, at);
      return;
    }
    int outer = depth;
    while (outer > 0 && column < columns[outer]) {
      outer--;
    }
    if (column != columns[outer]) {
      throw new SyntaxException("unindent does not match any outer indentation level", start, at);
    }
    if (narrow != narrowColumns[outer]) {
      throw inconsistent(start, at);
    }
    for (; depth > outer; depth--) {
      tokens.add(TokenKind.DEDENT, at, at);
    }
  }

  private static SyntaxException inconsistent(int start, int at) {
    return new SyntaxException("inconsistent use of tabs and spaces in indentation", start, at);
  }

  /// Closes all blocks at the end of the text.
  void close(int at) {
    for (; depth > 0; depth--) {
      tokens.add(TokenKind.DEDENT, at, at);
    }
  }
}
