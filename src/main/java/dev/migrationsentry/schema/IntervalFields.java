package dev.migrationsentry.schema;

import java.util.Map;

/// The fields of an interval type (`interval day to second`) as the mask that the server keeps.
public final class IntervalFields {
  private static final int YEAR = 1 << 2;
  private static final int MONTH = 1 << 1;
  private static final int DAY = 1 << 3;
  private static final int HOUR = 1 << 10;
  private static final int MINUTE = 1 << 11;
  private static final int SECOND = 1 << 12;

  /// The mask of an interval of which no fields are named.
  public static final int ALL = 0x7FFF;

  private static final Map<String, Integer> MASKS =
      Map.ofEntries(
          Map.entry("year", YEAR),
          Map.entry("month", MONTH),
          Map.entry("day", DAY),
          Map.entry("hour", HOUR),
          Map.entry("minute", MINUTE),
          Map.entry("second", SECOND),
          Map.entry("year to month", YEAR | MONTH),
          Map.entry("day to hour", DAY | HOUR),
          Map.entry("day to minute", DAY | HOUR | MINUTE),
          Map.entry("day to second", DAY | HOUR | MINUTE | SECOND),
          Map.entry("hour to minute", HOUR | MINUTE),
          Map.entry("hour to second", HOUR | MINUTE | SECOND),
          Map.entry("minute to second", MINUTE | SECOND));

  private IntervalFields() {}

  /// The mask of fields in words: `day to second`; all fields for words it does not know.
  public static int mask(String words) {
    return MASKS.getOrDefault(words, ALL);
  }

  /// The fields of a mask in words with a space before them; empty for all fields.
  static String words(int mask) {
    for (Map.Entry<String, Integer> entry : MASKS.entrySet()) {
      if (entry.getValue() == mask) {
        return " " + entry.getKey();
      }
    }
    return "";
  }
}
