package dev.migrationsentry.sql;

/// The classes of characters that PostgreSQL's scanner knows, and the ends of runs of them.
final class Characters {
  private static final byte SPACE = 1;
  private static final byte IDENTIFIER_START = 2;
  private static final byte IDENTIFIER = 4;
  private static final byte DIGIT = 8;
  private static final byte OPERATOR = 16;
  private static final byte[] CLASSES = new byte[128];

  static {
    for (char c : new char[] {' ', '\t', '\n', '\r', '\f', '\u000b'}) {
      CLASSES[c] = SPACE;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      CLASSES[c] = IDENTIFIER_START | IDENTIFIER;
      CLASSES[c - 32] = IDENTIFIER_START | IDENTIFIER;
    }
    CLASSES['_'] = IDENTIFIER_START | IDENTIFIER;
    CLASSES['$'] = IDENTIFIER;
    for (char c = '0'; c <= '9'; c++) {
      CLASSES[c] = IDENTIFIER | DIGIT;
    }
    for (char c : "~!@#^&|`?+-*/%<>=".toCharArray()) {
      CLASSES[c] = OPERATOR;
    }
  }

  private Characters() {}

  static boolean isSpace(char c) {
    return c < 128 && CLASSES[c] == SPACE;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Every character outside of ASCII is a letter to PostgreSQL.
  static boolean startsIdentifier(char c) {
    return c >= 128 || (CLASSES[c] & IDENTIFIER_START) != 0;
  }

  static boolean continuesIdentifier(char c) {
    return c >= 128 || (CLASSES[c] & IDENTIFIER) != 0;
  }

  static boolean isOperator(char c) {
    return c < 128 && CLASSES[c] == OPERATOR;
  }

  /// The offset after the last character of an identifier.
  static int identifierEnd(String text, int from, int end) {
    int at = from;
    while (at < end && continuesIdentifier(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The offset of the next line end, or `end`.
  static int lineEnd(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /// The offset after a comment that starts with `/*`; such comments nest. -1 when it has no end.
  static int blockCommentEnd(String text, int from, int end) {
    int depth = 1;
    int at = from + 2;
    while (at + 1 < end) {
      char c = text.charAt(at);
      if (c == '*' && text.charAt(at + 1) == '/') {
        at += 2;
        if (--depth == 0) {
          return at;
        }
      } else if (c == '/' && text.charAt(at + 1) == '*') {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    return -1;
  }

  /// The offset after an operator: the longest run of operator characters, ended by the start of a
  /// comment. It may end in `+` or `-` only if it holds a character that no operator of standard
  /// SQL has.
  static int operatorEnd(String text, int from, int end) {
    int at = from;
    boolean special = false;
    while (at < end) {
      char c = text.charAt(at);
      if (!isOperator(c)) {
        break;
      }
      if (at > from && at + 1 < end) {
        char next = text.charAt(at + 1);
        if ((c == '-' && next == '-') || (c == '/' && next == '*')) {
          break;
        }
      }
      special |= "~!@#^&|`?%".indexOf(c) >= 0;
      at++;
    }
    if (!special) {
      while (at > from + 1 && (text.charAt(at - 1) == '+' || text.charAt(at - 1) == '-')) {
        at--;
      }
    }
    return at;
  }
}
