package dev.migrationsentry.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// How a predicted list of lines differs from the real one (see [CatalogReader] for the lines).
///
/// @param onlyPredicted lines that the database does not have, sorted
/// @param onlyActual lines that the prediction does not have, sorted
/// @param undetermined how many pairs are equal but for types that the prediction leaves open
public record SchemaDifference(
    List<String> onlyPredicted, List<String> onlyActual, int undetermined) {
  public SchemaDifference {
    onlyPredicted = List.copyOf(onlyPredicted);
    onlyActual = List.copyOf(onlyActual);
  }

  /// Compares two lists of lines. A `?` in a predicted line stands for any type in the actual one.
  ///
  /// @param predicted the prediction, in any order
  /// @param actual the real structure, in any order
  public static SchemaDifference between(List<String> predicted, List<String> actual) {
    NavigableSet<String> onlyActual = new TreeSet<>(actual);
    List<String> unmatched = new ArrayList<>();
    for (String line : predicted.stream().sorted().toList()) {
      if (!onlyActual.remove(line)) {
        unmatched.add(line);
      }
    }
    int before = unmatched.size();
    unmatched.removeIf(
        line -> line.contains("?") && onlyActual.removeIf(candidate -> matches(line, candidate)));
    return new SchemaDifference(unmatched, List.copyOf(onlyActual), before - unmatched.size());
  }

  /// Whether both are the same.
  public boolean isEmpty() {
    return onlyPredicted.isEmpty() && onlyActual.isEmpty();
  }

  /// Whether a line equals a pattern in which each `?` that stands for a whole type matches any
  /// type. Every part between two of them must follow in order, the first and the last one at the
  /// ends.
  private static boolean matches(String pattern, String line) {
    List<String> parts = List.of(pattern.split("\\?", -1));
    String last = parts.getLast();
    int at = 0;
    for (String part : parts.subList(0, parts.size() - 1)) {
      int found = at == 0 ? (line.startsWith(part) ? 0 : -1) : line.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return line.length() - at >= last.length() && line.endsWith(last);
  }
}
