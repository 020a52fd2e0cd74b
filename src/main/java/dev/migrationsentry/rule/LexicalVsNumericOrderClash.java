package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Version;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/// The runner sorts names character by character, and people read the numbers in them the other way
/// round.
public final class LexicalVsNumericOrderClash implements Rule.HistoryRule {
  /// From this number of digits on, a number at the start of a name is read as a date.
  private static final int DATE_DIGITS = 8;

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    if (history.runner().order() != OrderBy.NAME) {
      return Stream.empty();
    }
    List<Migration> migrations = history.migrations();
    for (int i = 1; i < migrations.size(); i++) {
      Migration first = migrations.get(i - 1);
      Migration second = migrations.get(i);
      Version one = first.version();
      Version two = second.version();
      if (one != null && two != null && readsLater(digits(one), digits(two))) {
        return Stream.of(finding(history, first, second));
      }
    }
    return Stream.empty();
  }

  private static String digits(Version version) {
    StringBuilder digits = new StringBuilder();
    for (char character : version.text().toCharArray()) {
      if (character >= '0' && character <= '9') {
        digits.append(character);
      }
    }
    return digits.toString();
  }

  /// Whether people read the first number as the later one: dates by their common length, other
  /// numbers by their value.
  private static boolean readsLater(String one, String two) {
    if (one.length() >= DATE_DIGITS && two.length() >= DATE_DIGITS) {
      int common = Math.min(one.length(), two.length());
      return one.substring(0, common).compareTo(two.substring(0, common)) > 0;
    }
    return new BigInteger(one).compareTo(new BigInteger(two)) > 0;
  }

  private Finding finding(History history, Migration first, Migration second) {
    return new Finding(
        id(),
        severity(),
        "",
        Places.firstLine(first.file()),
        first.title(),
        null,
        first.title() + " runs before " + second.title() + ", though its number is the higher one.",
        history.runner().title()
            + " sorts by name, character by character, not by number: whoever reads the numbers expects another order, and a migration that relies on it fails or is applied too early.",
        "Write all numbers with the same number of digits and the same separators. A file that a database has already run keeps its name.",
        List.of(new Related(second.title(), Places.firstLine(second.file()), "runs after it")),
        false);
  }
}
