package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.PastVersion;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Many edits of one file in a short time: somebody repairs by trial, or a program does.
final class Bursts {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final int LEAST = 3;

  private Bursts() {}

  /// How often a file was edited, as a sentence part that begins with its own comma; empty for one
  /// edit.
  ///
  /// @param edits from the oldest to the newest
  static String words(List<PastVersion> edits) {
    if (edits.size() < 2) {
      return "";
    }
    List<PastVersion> burst = densest(edits);
    String all = ", the first of " + edits.size() + " edits";
    if (burst.size() < LEAST) {
      return all;
    }
    long days = Duration.between(burst.getFirst().date(), burst.getLast().date()).toDays() + 1;
    return all
        + (burst.size() == edits.size() ? "" : ", " + burst.size() + " of them")
        + " within "
        + (days == 1 ? "a day" : days + " days")
        + " by "
        + authors(burst);
  }

  /// The most edits that lie within the window.
  private static List<PastVersion> densest(List<PastVersion> edits) {
    List<PastVersion> sorted =
        edits.stream().sorted(Comparator.comparing(PastVersion::date)).toList();
    List<PastVersion> best = List.of();
    int start = 0;
    for (int end = 0; end < sorted.size(); end++) {
      while (sorted.get(end).date().isAfter(sorted.get(start).date().plus(WINDOW))) {
        start++;
      }
      if (end - start + 1 > best.size()) {
        best = sorted.subList(start, end + 1);
      }
    }
    return best;
  }

  private static String authors(List<PastVersion> burst) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    burst.forEach(version -> counts.merge(version.author(), 1, Integer::sum));
    if (counts.size() == 1) {
      return counts.keySet().iterator().next();
    }
    return String.join(
        ", ",
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(count -> count.getKey() + " (" + count.getValue() + ")")
            .toList());
  }
}
