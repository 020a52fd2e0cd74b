package dev.migrationsentry.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The result of a differential run, as a page for people.
final class AgreementReport {
  private static final int EXCERPT = 220;

  private AgreementReport() {}

  /// The table of sets, in Markdown.
  static String table(List<ComparedSet> sets) {
    StringBuilder page = new StringBuilder(2048);
    page.append("| set | statements | PostgreSQL accepts | typed | typed % | of those DDL ")
        .append("| DDL typed | opaque | false refusals | split differently | PostgreSQL refuses ")
        .append("| false acceptances | undecided | same verdict % | same place % | same words % ")
        .append("| lost names | misplaced nodes | crashes |\n")
        .append("|---")
        .append("|--:".repeat(18))
        .append("|\n");
    for (ComparedSet set : sets) {
      long refused = set.count(Agreement.REFUSED);
      long sameWords = set.count(Comparison::sameWords);
      cells(
          page,
          set.name(),
          set.comparisons().size(),
          set.accepted(),
          set.count(Agreement.TYPED),
          percent(set.count(Agreement.TYPED), set.accepted()),
          set.definitions(),
          set.typedDefinitions(),
          set.count(Agreement.UNREAD),
          set.count(Agreement.FALSE_REFUSAL),
          set.count(Agreement.SPLIT_DIFFERENTLY),
          set.comparisons().size() - set.accepted(),
          set.count(Agreement.FALSE_ACCEPTANCE),
          set.count(Agreement.UNDECIDED),
          percent(set.count(c -> c.agreement().same()), set.comparisons().size()),
          percent(set.count(Comparison::samePlace), set.count(Comparison::placed)),
          percent(sameWords, refused),
          set.count(comparison -> !comparison.lost().isEmpty()),
          set.count(Comparison::misplaced),
          set.count(Agreement.CRASH));
    }
    return page.toString();
  }

  /// What was not read, by PostgreSQL's kind of statement, and what kinds became several records.
  static String kinds(List<ComparedSet> sets) {
    Map<String, Map<String, Long>> unread = new TreeMap<>();
    Map<String, Map<String, Long>> records = new TreeMap<>();
    for (ComparedSet set : sets) {
      for (Comparison comparison : set.comparisons()) {
        String kind = comparison.theirs().kind();
        if (kind == null) {
          continue;
        }
        switch (comparison.ours()) {
          case ReaderVerdict.Unread opaque -> count(unread, kind, opaque.reason());
          case ReaderVerdict.Typed typed -> count(records, kind, typed.kind());
          case ReaderVerdict.Refused _, ReaderVerdict.Crashed _ -> {}
        }
      }
    }
    return section("Opaque, by kind of statement and reason", unread)
        + section("PostgreSQL's kinds of statements and the records they became", records);
  }

  private static void count(Map<String, Map<String, Long>> counts, String kind, String what) {
    counts.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(what, 1L, Long::sum);
  }

  private static String section(String title, Map<String, Map<String, Long>> counts) {
    StringBuilder page = new StringBuilder(1024);
    page.append("\n").append(title).append("\n\n");
    counts.forEach((kind, what) ->
        page.append("* ")
            .append(kind)
            .append(": ")
            .append(
                what.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(12)
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ")))
            .append('\n'));
    return page.toString();
  }

  /// The first disagreements of each sort.
  ///
  /// @param limit how many of each sort and set
  static String disagreements(List<ComparedSet> sets, int limit) {
    StringBuilder page = new StringBuilder(4096);
    for (ComparedSet set : sets) {
      for (Agreement agreement : Agreement.values()) {
        if (agreement.same()) {
          continue;
        }
        set.comparisons().stream()
            .filter(comparison -> comparison.agreement() == agreement)
            .limit(limit)
            .forEach(comparison -> describe(page, set, comparison, agreement.words()));
      }
      set.comparisons().stream()
          .filter(Comparison::misplaced)
          .limit(limit)
          .forEach(comparison -> describe(page, set, comparison, "misplaced node"));
      set.comparisons().stream()
          .filter(comparison -> !comparison.lost().isEmpty())
          .limit(limit)
          .forEach(comparison ->
              describe(page, set, comparison, "lost " + String.join(", ", comparison.lost())));
      set.comparisons().stream()
          .filter(comparison -> comparison.placed() && !comparison.samePlace())
          .limit(limit)
          .forEach(comparison -> describe(page, set, comparison, "other place"));
    }
    return page.toString();
  }

  private static void describe(
      StringBuilder page, ComparedSet set, Comparison comparison, String sort) {
    String sql = comparison.sql().strip().replace("\n", " ").replace("\r", "");
    page.append(sort)
        .append(" [")
        .append(set.name())
        .append(comparison.origin().isEmpty() ? "" : ", " + comparison.origin())
        .append("]\n    ")
        .append(sql.length() > EXCERPT ? sql.substring(0, EXCERPT) + " …" : sql)
        .append("\n    PostgreSQL: ")
        .append(theirs(comparison.theirs()))
        .append("\n    reader:     ")
        .append(ours(comparison.ours()))
        .append('\n');
  }

  private static String theirs(OracleVerdict verdict) {
    return verdict.accepted()
        ? verdict.kind() + ", statements: " + verdict.statements()
        : verdict.error() + (verdict.cursor() < 0 ? "" : ", at " + verdict.cursor());
  }

  private static String ours(ReaderVerdict verdict) {
    return switch (verdict) {
      case ReaderVerdict.Typed typed ->
          typed.kind()
              + ", statements: "
              + typed.statements()
              + (typed.misplaced().isEmpty() ? "" : ", misplaced: " + typed.misplaced());
      case ReaderVerdict.Unread unread -> "opaque " + unread.kind() + ": " + unread.reason();
      case ReaderVerdict.Refused refused -> refused.message() + ", at " + refused.at();
      case ReaderVerdict.Crashed crashed -> crashed.failure();
    };
  }

  private static void cells(StringBuilder page, Object... cells) {
    for (Object cell : cells) {
      page.append("| ").append(cell).append(' ');
    }
    page.append("|\n");
  }

  private static String percent(long part, long whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.2f", 100.0 * part / whole);
  }
}
