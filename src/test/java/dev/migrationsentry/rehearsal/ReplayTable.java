package dev.migrationsentry.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Prints what replays of histories came to: a table in Markdown, and below it each difference with
/// its place.
final class ReplayTable {
  /// One replayed history.
  ///
  /// @param name the history as people know it
  record Line(String name, Agreement agreement) {}

  private static final String HEAD =
      """
      | history | migrations | statements | compared | open | predicted to fail | failed | same failures \
      | outcomes differ | words differ | lines only predicted | lines only actual | predicted in ms | run in ms |
      |---|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|
      """;

  private ReplayTable() {}

  static String render(List<Line> lines) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Line line : lines) {
      Comparison comparison = line.agreement().outcomes();
      List<Object> cells = new ArrayList<>();
      cells.add(line.name());
      cells.add(comparison.migrations());
      cells.add(statements(line));
      cells.add(comparison.compared());
      cells.add(open(comparison));
      cells.add(comparison.predictedFailures().size());
      cells.add(comparison.actualFailures().size());
      cells.add(comparison.sameFailures() ? "yes" : "**no**");
      cells.add(comparison.disagreements().stream().filter(one -> !one.wordsOnly()).count());
      cells.add(comparison.disagreements().stream().filter(one -> one.wordsOnly()).count());
      cells.add(line.agreement().structure().onlyPredicted().size());
      cells.add(line.agreement().structure().onlyActual().size());
      cells.add(line.agreement().predictMillis());
      cells.add(line.agreement().serverMillis());
      text.append("| ")
          .append(String.join(" | ", cells.stream().map(Object::toString).toList()))
          .append(" |\n");
    }
    lines.forEach(line -> details(line, text));
    return text.toString();
  }

  private static int statements(Line line) {
    return line.agreement().history().migrations().stream()
        .mapToInt(migration -> migration.up().statements().size())
        .sum();
  }

  private static int open(Comparison comparison) {
    return comparison.unknown().values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void details(Line line, StringBuilder text) {
    Comparison comparison = line.agreement().outcomes();
    text.append("\n## ").append(line.name()).append("\n\n");
    for (Map.Entry<String, Answer> failed : comparison.actualFailures().entrySet()) {
      Answer predicted = comparison.predictedFailures().get(failed.getKey());
      boolean foreseen =
          predicted != null && Objects.equals(predicted.sqlState(), failed.getValue().sqlState());
      String what = foreseen ? "- fails as predicted: " : "- fails and is not predicted to: ";
      text.append(what).append(failed.getKey()).append(' ').append(failed.getValue()).append('\n');
    }
    for (Map.Entry<String, Answer> failing : comparison.predictedFailures().entrySet()) {
      if (!comparison.actualFailures().containsKey(failing.getKey())) {
        text.append("- predicted to fail and does not: ").append(failing.getKey()).append(' ');
        text.append(failing.getValue()).append('\n');
      }
    }
    comparison
        .unknown()
        .forEach((why, count) ->
            text.append("- open ").append(count).append("x: ").append(why).append('\n'));
    text.append(line.agreement().differences());
  }
}
