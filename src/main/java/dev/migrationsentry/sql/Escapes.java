package dev.migrationsentry.sql;

import org.jspecify.annotations.Nullable;

/// Checks the escapes in string constants as PostgreSQL's scanner does.
final class Escapes {
  private Escapes() {}

  /// What is wrong with the Unicode escapes of an `E'…'` constant, or null.
  static @Nullable SyntaxException check(String text, int start, int end) {
    int at = text.indexOf('\\', start, end);
    int pending = -1;
    int previousEnd = -1;
    while (at >= 0 && at + 1 < end) {
      char c = text.charAt(at + 1);
      int stop = at + 2;
      if (pending >= 0 && (at != previousEnd || (c != 'u' && c != 'U'))) {
        return error("invalid Unicode surrogate pair", text, previousEnd, previousEnd + 1);
      }
      if (c == 'u' || c == 'U') {
        int length = c == 'u' ? 4 : 8;
        if (hexDigits(text, at + 2, end) < length) {
          return new SyntaxException("22025", "invalid Unicode escape", at);
        }
        stop = at + 2 + length;
        int value = hex(text, at + 2, stop);
        if (pending >= 0) {
          if (!Character.isLowSurrogate((char) value) || value > 0xFFFF) {
            return error("invalid Unicode surrogate pair", text, at, stop);
          }
          pending = -1;
        } else if (value >= 0xD800 && value <= 0xDBFF) {
          pending = at;
        } else if (value >= 0xDC00 && value <= 0xDFFF) {
          return error("invalid Unicode surrogate pair", text, at, stop);
        } else if (value <= 0 || value > 0x10FFFF) {
          return error("invalid Unicode escape value", text, at, stop);
        }
      }
      previousEnd = stop;
      if (pending >= 0 && text.charAt(stop) != '\\') {
        break;
      }
      at = text.indexOf('\\', stop, end);
    }
    return pending < 0
        ? null
        : error("invalid Unicode surrogate pair", text, previousEnd, previousEnd + 1);
  }

  /// What is wrong with the escapes of `U&'…'` or `U&"…"`, or null.
  static @Nullable SyntaxException checkUnicode(String text, int start, int end, char escape) {
    int pending = -1;
    int at = start + 3;
    while (at < end - 1) {
      if (text.charAt(at) != escape) {
        if (pending >= 0) {
          return new SyntaxException("42601", "invalid Unicode surrogate pair", at);
        }
        at++;
        continue;
      }
      char next = text.charAt(at + 1);
      if (next == escape) {
        if (pending >= 0) {
          return new SyntaxException("42601", "invalid Unicode surrogate pair", at);
        }
        at += 2;
        continue;
      }
      int digits = next == '+' ? at + 2 : at + 1;
      int length = next == '+' ? 6 : 4;
      if (hexDigits(text, digits, end) < length) {
        return new SyntaxException("42601", "invalid Unicode escape", at);
      }
      int value = hex(text, digits, digits + length);
      if (value <= 0 || value > 0x10FFFF) {
        return new SyntaxException("42601", "invalid Unicode escape value", at);
      }
      boolean high = value >= 0xD800 && value <= 0xDBFF;
      boolean low = value >= 0xDC00 && value <= 0xDFFF;
      if (low != pending >= 0) {
        return new SyntaxException("42601", "invalid Unicode surrogate pair", at);
      }
      pending = high ? at : -1;
      at = digits + length;
    }
    return pending < 0
        ? null
        : new SyntaxException("42601", "invalid Unicode surrogate pair", end - 1);
  }

  /// Whether UESCAPE may name the character.
  static boolean mayEscape(char c) {
    return Character.digit(c, 16) < 0
        && c != '+'
        && c != '\''
        && c != '"'
        && !Characters.isSpace(c);
  }

  /// The value of hexadecimal digits; -1 when it is larger than any character.
  static int hex(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value * 16 + Character.digit(text.charAt(i), 16);
    }
    return value > Character.MAX_CODE_POINT ? -1 : (int) value;
  }

  /// The offset after `\x` with one or two digits, or a backslash with one to three octal digits,
  /// or the same offset when there is neither.
  static int byteEnd(String text, int at) {
    if (at + 1 >= text.length() || text.charAt(at) != '\\') {
      return at;
    }
    boolean hex = text.charAt(at + 1) == 'x';
    int first = hex ? at + 2 : at + 1;
    int stop = first;
    int most = first + (hex ? 2 : 3);
    while (stop < most && stop < text.length() && digit(text.charAt(stop), hex ? 16 : 8) >= 0) {
      stop++;
    }
    return stop > first ? stop : at;
  }

  /// The byte that such an escape stands for.
  static int byteValue(String text, int at, int end) {
    boolean hex = text.charAt(at + 1) == 'x';
    return Integer.parseInt(text.substring(hex ? at + 2 : at + 1, end), hex ? 16 : 8) & 0xFF;
  }

  private static int hexDigits(String text, int from, int end) {
    int at = from;
    while (at < end && digit(text.charAt(at), 16) >= 0) {
      at++;
    }
    return at - from;
  }

  private static int digit(char c, int radix) {
    return c < 128 ? Character.digit(c, radix) : -1;
  }

  private static SyntaxException error(String message, String text, int start, int end) {
    return new SyntaxException(
        "42601", message + " at or near \"" + text.substring(start, end) + "\"", start);
  }
}
