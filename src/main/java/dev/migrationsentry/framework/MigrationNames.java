package dev.migrationsentry.framework;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of migrations that sort between two others.
final class MigrationNames {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private MigrationNames() {}

  /// A name in its parts: `V`, `1.2`, `__`, `add_email`.
  private record Parts(String letter, String number, String between, String words) {
    static Parts of(String stem) {
      int start = 0;
      while (start < stem.length() && start < 2 && !isDigit(stem.charAt(start))) {
        start++;
      }
      if (start == stem.length() || !isDigit(stem.charAt(start)) || start > 1) {
        return new Parts("", "", "", stem);
      }
      boolean version = start == 1;
      int end = start;
      while (end < stem.length()
          && (isDigit(stem.charAt(end)) || (version && isInside(stem, end)))) {
        end++;
      }
      int word = end;
      while (word < stem.length() && (stem.charAt(word) == '_' || stem.charAt(word) == '-')) {
        word++;
      }
      return new Parts(
          stem.substring(0, start),
          stem.substring(start, end),
          word > end ? stem.substring(end, word) : "_",
          stem.substring(word));
    }

    /// Whether a dot or a single underscore stands between two numbers of a version.
    private static boolean isInside(String stem, int at) {
      return (stem.charAt(at) == '.' || stem.charAt(at) == '_')
          && at + 1 < stem.length()
          && isDigit(stem.charAt(at + 1))
          && isDigit(stem.charAt(at - 1));
    }

    boolean isPlain() {
      return !number.isEmpty()
          && number.length() <= 18
          && number.chars().allMatch(one -> isDigit((char) one));
    }

    long value() {
      return Long.parseLong(number);
    }
  }

  /// What a name says beside its number.
  static String words(String stem) {
    String words = Parts.of(stem).words();
    return words.isEmpty() ? "migration" : words;
  }

  /// Names, without endings, that probably sort between two others; the most natural one first.
  ///
  /// @param low the name before, or null for none
  /// @param high the name behind, or null for none
  /// @param title what the migration is for, in words with underscores between
  static List<String> between(@Nullable String low, @Nullable String high, String title) {
    Parts before = low == null ? null : Parts.of(low);
    Parts behind = high == null ? null : Parts.of(high);
    Parts like = behind != null ? behind : before;
    if (like == null) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    String tail = like.between() + title;
    for (String number : numbers(before, behind)) {
      names.add(like.letter() + number + tail);
    }
    if (!like.letter().isEmpty() && like.letter().equalsIgnoreCase("v")) {
      String version = before == null ? "0" : before.number();
      for (String more : List.of(".1", "_1", ".0.1")) {
        names.add(like.letter() + version + more + tail);
      }
    } else {
      if (behind != null && before != null && behind.number().equals(before.number())) {
        char first = behind.words().isEmpty() ? ' ' : behind.words().charAt(0);
        if (first > 'a' && first <= 'z') {
          names.add(behind.number() + behind.between() + (char) (first - 1) + "z_" + title);
        }
      }
      if (behind != null && !behind.number().isEmpty()) {
        names.add(behind.letter() + behind.number() + behind.between() + "0_" + title);
      }
      if (before != null && !before.number().isEmpty()) {
        names.add(before.letter() + before.number() + "a" + before.between() + title);
      }
      if (low != null) {
        names.add(low + "_" + title);
      }
    }
    return List.copyOf(names);
  }

  /// Numbers between two others, as wide as theirs.
  private static List<String> numbers(@Nullable Parts before, @Nullable Parts behind) {
    List<String> numbers = new ArrayList<>();
    if (behind != null && behind.isPlain()) {
      String less = stepped(behind.number(), -1);
      long floor = before != null && before.isPlain() ? before.value() : -1;
      if (less != null && Long.parseLong(less) > floor) {
        numbers.add(less);
      }
    } else if (behind == null && before != null && before.isPlain()) {
      String more = stepped(before.number(), 1);
      if (more != null) {
        numbers.add(more);
      }
    }
    return numbers;
  }

  /// The number or time before or behind another one, in the same width.
  private static @Nullable String stepped(String digits, int by) {
    try {
      if (digits.length() == 14) {
        return LocalDateTime.parse(digits, SECOND).plusSeconds(by).format(SECOND);
      }
      if (digits.length() == 8) {
        return LocalDate.parse(digits, DAY).plusDays(by).format(DAY);
      }
    } catch (DateTimeParseException ignored) {
      // A number of that width that is no time is stepped as a number.
    }
    long number = Long.parseLong(digits) + by;
    return number < 0 ? null : String.format(Locale.ROOT, "%0" + digits.length() + "d", number);
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
