package dev.migrationsentry.python;

import java.text.Normalizer;
import java.util.Locale;

/// The classes of characters of Python's lexical grammar (Language Reference, section 2.3).
final class Characters {
  private Characters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isHexadecimal(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /// Whether a name may begin here; of other than ASCII characters each is taken first and checked
  /// later.
  static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean continuesName(char c) {
    return startsName(c) || isDigit(c);
  }

  /// The index after a line end of one or two characters.
  static int afterLineEnd(String text, int at) {
    boolean two = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return at + (two ? 2 : 1);
  }

  /// The name as Python looks it up: in normal form KC.
  static String normal(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
      }
    }
    return name;
  }

  /// Refuses a name that holds a character that no name may hold.
  ///
  /// @param text the text
  /// @param start the first index of the name
  /// @param end the index after its last one
  static void checkName(String text, int start, int end) {
    int at = start;
    while (at < end) {
      int c = text.codePointAt(at);
      boolean fine = at == start ? startsIdentifier(c) : continuesIdentifier(c);
      int next = at + Character.charCount(c);
      if (!fine) {
        throw new SyntaxException(refusal(c), at, next);
      }
      at = next;
    }
  }

  private static String refusal(int c) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    return isPrintable(c)
        ? "invalid character '" + Character.toString(c) + "' (" + code + ")"
        : "invalid non-printable character " + code;
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// The property XID_Start, or `_`.
  private static boolean startsIdentifier(int c) {
    if (c < 0x80) {
      return startsName((char) c);
    }
    if (!Character.isUnicodeIdentifierStart(c)) {
      return false;
    }
    String normal = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    return Character.isUnicodeIdentifierStart(normal.codePointAt(0)) && allContinue(normal, 1);
  }

  /// The property XID_Continue.
  private static boolean continuesIdentifier(int c) {
    if (c < 0x80) {
      return continuesName((char) c);
    }
    return continues(c)
        && allContinue(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC), 0);
  }

  private static boolean allContinue(String normal, int skipped) {
    return normal.codePoints().skip(skipped).allMatch(Characters::continues);
  }

  private static boolean continues(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}
