package dev.migrationsentry.sql;

import org.jspecify.annotations.Nullable;

/// Scans numbers: `42`, `1_000`, `0xFF`, `0o17`, `0b11`, `3.5e-2`, `.5` (manual, section 4.1.2.6).
final class Numbers {
  private static final String JUNK = "trailing junk after numeric literal";

  private final String text;
  private final int limit;
  private int at;
  private boolean whole;

  Numbers(String text, int limit) {
    this.text = text;
    this.limit = limit;
  }

  /// The offset after the number that was scanned last.
  int end() {
    return at;
  }

  /// Whether it is a whole number of 32 bits.
  boolean whole() {
    return whole;
  }

  /// Scans the number at an offset.
  ///
  /// @return what PostgreSQL says against it, or null
  @Nullable String scan(int start) {
    at = start;
    whole = false;
    boolean integer = true;
    char second = Character.toLowerCase(charAt(start + 1));
    int radix =
        charAt(start) != '0' ? 10 : second == 'x' ? 16 : second == 'o' ? 8 : second == 'b' ? 2 : 10;
    if (radix != 10) {
      at = start + 2;
      if (!digits(radix, true)) {
        int word = Characters.identifierEnd(text, at, limit);
        int bare = charAt(at) == '_' ? at + 1 : at;
        at = word;
        return word > bare ? JUNK : withoutDigits(radix);
      }
      return junkOr(start, radix);
    }
    digits(10, false);
    if (charAt(at) == '.' && !(at > start && charAt(at + 1) == '.')) {
      integer = false;
      at++;
      digits(10, false);
    }
    if (charAt(at) == 'e' || charAt(at) == 'E') {
      int mark = at;
      at++;
      boolean signed = charAt(at) == '+' || charAt(at) == '-';
      if (signed) {
        at++;
      }
      if (digits(10, false)) {
        integer = false;
      } else if (signed) {
        return JUNK;
      } else {
        at = mark;
      }
    }
    return junkOr(start, integer ? 10 : 0);
  }

  private static String withoutDigits(int radix) {
    return switch (radix) {
      case 16 -> "invalid hexadecimal integer";
      case 8 -> "invalid octal integer";
      default -> "invalid binary integer";
    };
  }

  /// Whether a run of decimal digits is at most 2147483647.
  static boolean fitsInteger(String text, int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      value = value * 10 + (text.charAt(i) - '0');
      if (value > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /// The value of a whole number of 32 bits, in any of its notations.
  static long value(String number) {
    String digits = number.replace("_", "");
    if (digits.length() > 2 && digits.charAt(0) == '0') {
      int radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
          };
      return radix == 10 ? Long.parseLong(digits) : Long.parseLong(digits.substring(2), radix);
    }
    return Long.parseLong(digits);
  }

  /// @param radix 0 when the number is no integer
  private @Nullable String junkOr(int start, int radix) {
    if (at < limit && Characters.startsIdentifier(text.charAt(at))) {
      at = Characters.identifierEnd(text, at, limit);
      return JUNK;
    }
    whole = radix != 0 && fits(radix == 10 ? start : start + 2, radix);
    return null;
  }

  private boolean fits(int start, int radix) {
    long value = 0;
    for (int i = start; i < at; i++) {
      char c = text.charAt(i);
      if (c != '_') {
        value = value * radix + Character.digit(c, radix);
        if (value > Integer.MAX_VALUE) {
          return false;
        }
      }
    }
    return true;
  }

  /// Reads digits with single underscores between them.
  ///
  /// @param leading whether an underscore may come first, as behind `0x`
  private boolean digits(int radix, boolean leading) {
    int start = at;
    boolean any = false;
    while (at < limit) {
      if (isDigit(at, radix)) {
        any = true;
        at++;
      } else if (text.charAt(at) == '_'
          && (any || leading)
          && at + 1 < limit
          && isDigit(at + 1, radix)) {
        any = true;
        at += 2;
      } else {
        break;
      }
    }
    if (!any) {
      at = start;
    }
    return any;
  }

  private boolean isDigit(int offset, int radix) {
    char c = text.charAt(offset);
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  private char charAt(int offset) {
    return offset < limit ? text.charAt(offset) : '\0';
  }
}
