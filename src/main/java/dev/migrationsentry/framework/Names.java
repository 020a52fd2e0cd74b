package dev.migrationsentry.framework;

import java.util.Locale;

/// Reads the parts of file names by hand: numbers at the start, endings.
final class Names {
  private Names() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// The index after the run of ASCII digits that starts at an index.
  static int afterDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The digits at the start of a name, after one leading letter `V` or `v` where digits follow it;
  /// empty where there are none.
  static String leadingDigits(String name) {
    int from =
        name.length() > 1
                && (name.charAt(0) == 'V' || name.charAt(0) == 'v')
                && isDigit(name.charAt(1))
            ? 1
            : 0;
    return name.substring(from, afterDigits(name, from));
  }

  /// Whether a name starts with a digit.
  static boolean startsWithDigit(String name) {
    return !name.isEmpty() && isDigit(name.charAt(0));
  }

  /// Whether a whole text is digits.
  static boolean isNumber(String text) {
    return !text.isEmpty() && afterDigits(text, 0) == text.length();
  }

  /// Whether a name is digits, then `_`, and ends in `.sql`.
  static boolean isNumberedSql(String name) {
    int after = afterDigits(name, 0);
    return after > 0 && after < name.length() && name.charAt(after) == '_' && name.endsWith(".sql");
  }

  static boolean hasEnding(String name, String lowerCaseEnding) {
    return name.length() > lowerCaseEnding.length()
        && name.regionMatches(
            true,
            name.length() - lowerCaseEnding.length(),
            lowerCaseEnding,
            0,
            lowerCaseEnding.length());
  }

  static String without(String name, String ending) {
    return hasEnding(name, ending.toLowerCase(Locale.ROOT))
        ? name.substring(0, name.length() - ending.length())
        : name;
  }

  /// Whether a name has a word, where words are separated by anything but letters and digits.
  static boolean hasWord(String name, String lowerCaseWord) {
    String lower = name.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(lowerCaseWord);
    while (at >= 0) {
      int end = at + lowerCaseWord.length();
      boolean startsWord = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
      boolean endsWord = end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
      if (startsWord && endsWord) {
        return true;
      }
      at = lower.indexOf(lowerCaseWord, at + 1);
    }
    return false;
  }
}
