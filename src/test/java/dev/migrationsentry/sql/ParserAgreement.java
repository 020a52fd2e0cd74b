package dev.migrationsentry.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares the reader with verdicts that PostgreSQL's parser gave before, without starting it:
/// `ParserAgreement [--show N] [--kinds] FILE.jsonl…`.
///
/// Exit code 1 when a statement that PostgreSQL accepts was refused, or when the reader broke down.
final class ParserAgreement {
  private ParserAgreement() {}

  /// Compares the files and prints the result.
  ///
  /// @param arguments options and files of JSON lines
  public static void main(String[] arguments) {
    int show = 5;
    boolean kinds = false;
    List<ComparedSet> sets = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--show" -> show = Integer.parseInt(arguments[++i]);
        case "--kinds" -> kinds = true;
        default -> sets.add(compare(Path.of(arguments[i])));
      }
    }
    System.out.print(AgreementReport.disagreements(sets, show));
    if (kinds) {
      System.out.print(AgreementReport.kinds(sets));
    }
    System.out.print("\n" + AgreementReport.table(sets));
    boolean wrong =
        sets.stream()
            .anyMatch(set -> set.count(Agreement.FALSE_REFUSAL) + set.count(Agreement.CRASH) > 0);
    System.exit(wrong ? 1 : 0);
  }

  private static ComparedSet compare(Path file) {
    List<Comparison> comparisons = new ArrayList<>();
    for (JudgedStatements.Judged judged : JudgedStatements.read(file)) {
      OracleVerdict theirs = judged.verdict();
      if (theirs != null) {
        ReaderVerdict ours =
            judged.body() ? ReaderVerdicts.ofBody(judged.sql()) : ReaderVerdicts.of(judged.sql());
        comparisons.add(new Comparison(judged.sql(), judged.origin(), theirs, ours));
      }
    }
    Path name = file.getFileName();
    return new ComparedSet(name == null ? file.toString() : name.toString(), comparisons);
  }
}
