package dev.migrationsentry.python;

/// Resolves escapes of strings and bytes (Language Reference, section 2.4.1.1).
final class Escapes {
  private Escapes() {}

  /// Reads an escape into a text.
  ///
  /// @param backslash the index of its backslash
  /// @param end the index after the literal's last character
  /// @return the index after the escape
  static int read(LiteralText into, String text, int backslash, int end, boolean bytes) {
    int at = backslash + 1;
    if (at >= end) {
      into.verbatim(backslash, at);
      return at;
    }
    char c = text.charAt(at);
    if (Characters.isLineEnd(c)) {
      return Characters.afterLineEnd(text, at);
    }
    if (c >= '0' && c <= '7') {
      return octal(into, text, backslash, end, bytes);
    }
    switch (c) {
      case '\\', '\'', '"' -> into.replaced(String.valueOf(c), backslash, at + 1);
      case 'a' -> into.replaced("\u0007", backslash, at + 1);
      case 'b' -> into.replaced("\b", backslash, at + 1);
      case 'f' -> into.replaced("\f", backslash, at + 1);
      case 'n' -> into.replaced("\n", backslash, at + 1);
      case 'r' -> into.replaced("\r", backslash, at + 1);
      case 't' -> into.replaced("\t", backslash, at + 1);
      case 'v' -> into.replaced("\u000B", backslash, at + 1);
      case 'x' -> {
        return hexadecimal(into, text, backslash, end, 2, bytes);
      }
      case 'u', 'U', 'N' -> {
        if (!bytes) {
          return unicode(into, text, backslash, end);
        }
        into.verbatim(backslash, at + 1);
      }
      // What is no escape stands for itself. It may be a character of two units, or one that is
      // refused in bytes.
      default -> {
        into.verbatim(backslash, at);
        return at;
      }
    }
    return at + 1;
  }

  private static int octal(LiteralText into, String text, int backslash, int end, boolean bytes) {
    int at = backslash + 1;
    int code = 0;
    while (at < end && at < backslash + 4 && text.charAt(at) >= '0' && text.charAt(at) <= '7') {
      code = code * 8 + text.charAt(at++) - '0';
    }
    into.replaced(String.valueOf((char) (bytes ? code & 0xFF : code)), backslash, at);
    return at;
  }

  private static int unicode(LiteralText into, String text, int backslash, int end) {
    return switch (text.charAt(backslash + 1)) {
      case 'u' -> hexadecimal(into, text, backslash, end, 4, false);
      case 'U' -> hexadecimal(into, text, backslash, end, 8, false);
      default -> named(into, text, backslash, end);
    };
  }

  private static int hexadecimal(
      LiteralText into, String text, int backslash, int end, int digits, boolean bytes) {
    int at = backslash + 2;
    int last = at + digits;
    long code = 0;
    while (at < last && at < end && Characters.isHexadecimal(text.charAt(at))) {
      code = code * 16 + Character.digit(text.charAt(at++), 16);
    }
    if (at < last) {
      if (bytes) {
        throw new SyntaxException("(value error) invalid \\x escape", backslash, at);
      }
      String form = digits == 2 ? "\\xXX" : digits == 4 ? "\\uXXXX" : "\\UXXXXXXXX";
      throw undecodable("truncated " + form + " escape", backslash, at);
    }
    if (code > Character.MAX_CODE_POINT) {
      throw undecodable("illegal Unicode character", backslash, at);
    }
    into.replaced(Character.toString((int) code), backslash, at);
    return at;
  }

  private static int named(LiteralText into, String text, int backslash, int end) {
    int open = backslash + 2;
    int close = open < end && text.charAt(open) == '{' ? text.indexOf('}', open) : -1;
    if (close < 0 || close >= end || close == open + 1) {
      throw undecodable("malformed \\N character escape", backslash, Math.min(open + 1, end));
    }
    int code = CharacterNames.codePoint(text.substring(open + 1, close));
    if (code < 0) {
      throw undecodable("unknown Unicode character name", backslash, close + 1);
    }
    into.replaced(Character.toString(code), backslash, close + 1);
    return close + 1;
  }

  private static SyntaxException undecodable(String reason, int start, int end) {
    return new SyntaxException(
        "(unicode error) 'unicodeescape' codec can't decode bytes: " + reason, start, end);
  }
}
