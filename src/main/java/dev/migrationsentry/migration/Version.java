package dev.migrationsentry.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The number or numbers by which a migration is sorted, such as `20250131120000` or `1.10`.
///
/// Versions compare number by number; a missing number counts as zero, so that `1` and `1.0` are
/// the same version (Flyway documentation, "Versions"). `equals` follows the same rule, the text is
/// only for people.
public final class Version implements Comparable<Version> {
  private final String text;
  private final List<BigInteger> numbers;

  private Version(String text, List<BigInteger> numbers) {
    this.text = text;
    this.numbers = List.copyOf(numbers);
  }

  /// Reads every run of ASCII digits in a text as one number: `1_10` and `1.10` are `[1, 10]`.
  ///
  /// @param text the version as it stands in the name, with at least one digit
  public static Version of(String text) {
    List<BigInteger> numbers = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      if (end > at) {
        numbers.add(new BigInteger(text.substring(at, end)));
        at = end;
      } else {
        at++;
      }
    }
    while (numbers.size() > 1 && numbers.getLast().signum() == 0) {
      numbers.removeLast();
    }
    return new Version(text, numbers);
  }

  /// The version as it stands in the name.
  public String text() {
    return text;
  }

  /// The numbers, most significant first, without zeros at the end.
  public List<BigInteger> numbers() {
    return numbers;
  }

  @Override
  public int compareTo(Version other) {
    int shared = Math.min(numbers.size(), other.numbers.size());
    for (int i = 0; i < shared; i++) {
      int order = numbers.get(i).compareTo(other.numbers.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(numbers.size(), other.numbers.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version version && numbers.equals(version.numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
