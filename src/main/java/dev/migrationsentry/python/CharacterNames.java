package dev.migrationsentry.python;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds characters by the names that `\N{…}` takes (Unicode Standard, section 4.8).
final class CharacterNames {
  private static final String IDEOGRAPH = "CJK UNIFIED IDEOGRAPH-";
  private static final String SYLLABLE = "HANGUL SYLLABLE ";

  private static final List<String> LEADING =
      List.of(
          "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T",
          "P", "H");
  private static final List<String> VOWELS =
      List.of(
          "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO",
          "WE", "WI", "YU", "EU", "YI", "I");
  private static final List<String> TRAILING =
      List.of(
          "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH",
          "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H");

  /// The usual ones of the file NameAliases.txt; control characters have no other name.
  private static final Map<String, Integer> ALIASES =
      Map.ofEntries(
          Map.entry("NULL", 0x00),
          Map.entry("NUL", 0x00),
          Map.entry("ALERT", 0x07),
          Map.entry("BEL", 0x07),
          Map.entry("BACKSPACE", 0x08),
          Map.entry("BS", 0x08),
          Map.entry("CHARACTER TABULATION", 0x09),
          Map.entry("HORIZONTAL TABULATION", 0x09),
          Map.entry("TAB", 0x09),
          Map.entry("HT", 0x09),
          Map.entry("LINE FEED", 0x0A),
          Map.entry("NEW LINE", 0x0A),
          Map.entry("END OF LINE", 0x0A),
          Map.entry("LF", 0x0A),
          Map.entry("NL", 0x0A),
          Map.entry("EOL", 0x0A),
          Map.entry("LINE TABULATION", 0x0B),
          Map.entry("VERTICAL TABULATION", 0x0B),
          Map.entry("VT", 0x0B),
          Map.entry("FORM FEED", 0x0C),
          Map.entry("FF", 0x0C),
          Map.entry("CARRIAGE RETURN", 0x0D),
          Map.entry("CR", 0x0D),
          Map.entry("SUBSTITUTE", 0x1A),
          Map.entry("ESCAPE", 0x1B),
          Map.entry("ESC", 0x1B),
          Map.entry("SP", 0x20),
          Map.entry("DELETE", 0x7F),
          Map.entry("DEL", 0x7F),
          Map.entry("NEXT LINE", 0x85),
          Map.entry("NEL", 0x85),
          Map.entry("NBSP", 0xA0),
          Map.entry("SHY", 0xAD),
          Map.entry("ZWSP", 0x200B),
          Map.entry("ZWNJ", 0x200C),
          Map.entry("ZWJ", 0x200D),
          Map.entry("LRM", 0x200E),
          Map.entry("RLM", 0x200F),
          Map.entry("NNBSP", 0x202F),
          Map.entry("WJ", 0x2060),
          Map.entry("BYTE ORDER MARK", 0xFEFF),
          Map.entry("BOM", 0xFEFF),
          Map.entry("ZWNBSP", 0xFEFF));

  private CharacterNames() {}

  /// The character of a name in any case, or -1.
  static int codePoint(String written) {
    String name = written.toUpperCase(Locale.ROOT);
    Integer alias = ALIASES.get(name);
    if (alias != null) {
      return alias;
    }
    if (name.startsWith(IDEOGRAPH)) {
      return ideograph(name.substring(IDEOGRAPH.length()));
    }
    if (name.startsWith(SYLLABLE)) {
      return syllable(name.substring(SYLLABLE.length()));
    }
    try {
      return Character.codePointOf(name);
    } catch (IllegalArgumentException _) {
      return -1;
    }
  }

  private static int ideograph(String digits) {
    boolean number =
        digits.length() >= 4
            && digits.length() <= 5
            && digits.chars().allMatch(c -> Characters.isHexadecimal((char) c));
    int code = number ? Integer.parseInt(digits, 16) : -1;
    return code >= 0 && Character.isIdeographic(code) ? code : -1;
  }

  private static int syllable(String name) {
    int first = longest(LEADING, name);
    String rest = name.substring(LEADING.get(first).length());
    int vowel = longest(VOWELS, rest);
    if (vowel < 0) {
      return -1;
    }
    int last = TRAILING.indexOf(rest.substring(VOWELS.get(vowel).length()));
    return last < 0 ? -1 : 0xAC00 + (first * VOWELS.size() + vowel) * TRAILING.size() + last;
  }

  private static int longest(List<String> letters, String name) {
    int best = -1;
    for (int i = 0; i < letters.size(); i++) {
      if (name.startsWith(letters.get(i))
          && (best < 0 || letters.get(i).length() > letters.get(best).length())) {
        best = i;
      }
    }
    return best;
  }
}
