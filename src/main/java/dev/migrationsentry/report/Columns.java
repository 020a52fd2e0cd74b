package dev.migrationsentry.report;

/// How many columns of a terminal text takes, as `wcwidth` of POSIX counts them.
final class Columns {
  /// The blocks of Unicode Standard Annex 11 whose characters take two columns, as first and last
  /// ones.
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
    0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x17000, 0x18CFF, 0x1B000, 0x1B2FF, 0x20000,
    0x3FFFD
  };

  private static final int FIRST_REGIONAL_INDICATOR = 0x1F1E6;
  private static final int LAST_REGIONAL_INDICATOR = 0x1F1FF;

  private Columns() {}

  /// The columns of a part of a text in which what is not [harmless][#isHarmless] takes one.
  static int of(String text, int start, int end) {
    int columns = 0;
    int at = start;
    while (at < end) {
      int character = text.codePointAt(at);
      columns += of(character);
      at += Character.charCount(character);
    }
    return columns;
  }

  private static int of(int character) {
    if (character < 0x300 || !isHarmless(character)) {
      return 1;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean flag = character >= FIRST_REGIONAL_INDICATOR && character <= LAST_REGIONAL_INDICATOR;
    if (Character.isEmojiPresentation(character) && !flag) {
      return 2;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (character >= WIDE[i] && character <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }

  /// Whether a character can be printed as it is: it moves no cursor, turns no direction and hides
  /// nothing, and is no half of a surrogate pair.
  static boolean isHarmless(int character) {
    return !Character.isISOControl(character)
        && switch (Character.getType(character)) {
          case Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
