package dev.migrationsentry.ledger;

import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// A statement in which two versions of a migration differ.
///
/// @param added whether the newer version has it; else the older one
public record ChangedStatement(boolean added, Statement statement) {
  /// Versions of which more pairs of statements would have to be compared are taken to differ in
  /// all statements between the first and the last difference.
  private static final long MOST_PAIRS = 1_000_000;

  /// What is removed from and added to what a migration sends, in the order of its text. Comments,
  /// white space and the case of key words make no difference.
  static List<ChangedStatement> between(List<Statement> older, List<Statement> newer) {
    int start = 0;
    while (start < Math.min(older.size(), newer.size())
        && same(older.get(start), newer.get(start))) {
      start++;
    }
    int oldEnd = older.size();
    int newEnd = newer.size();
    while (oldEnd > start && newEnd > start && same(older.get(oldEnd - 1), newer.get(newEnd - 1))) {
      oldEnd--;
      newEnd--;
    }
    return inOrder(older.subList(start, oldEnd), newer.subList(start, newEnd));
  }

  private static List<ChangedStatement> inOrder(List<Statement> older, List<Statement> newer) {
    boolean few = (long) older.size() * newer.size() <= MOST_PAIRS;
    int[][] common = few ? common(older, newer) : new int[0][];
    List<ChangedStatement> changes = new ArrayList<>();
    int before = 0;
    int after = 0;
    while (before < older.size() || after < newer.size()) {
      boolean both = before < older.size() && after < newer.size();
      if (few && both && same(older.get(before), newer.get(after))) {
        before++;
        after++;
      } else if (after == newer.size()
          || (before < older.size()
              && (!few || common[before + 1][after] >= common[before][after + 1]))) {
        changes.add(new ChangedStatement(false, older.get(before++)));
      } else {
        changes.add(new ChangedStatement(true, newer.get(after++)));
      }
    }
    return changes;
  }

  /// How long the longest common part of the ends is.
  private static int[][] common(List<Statement> older, List<Statement> newer) {
    int[][] common = new int[older.size() + 1][newer.size() + 1];
    for (int i = older.size() - 1; i >= 0; i--) {
      for (int j = newer.size() - 1; j >= 0; j--) {
        common[i][j] =
            same(older.get(i), newer.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static boolean same(Statement one, Statement other) {
    return SqlReader.haveSameTokens(one.span().text(), other.span().text());
  }

  /// The statement on one line, shortened.
  ///
  /// @param most how many characters at most
  public String shown(int most) {
    String line = String.join(" ", statement.span().text().lines().map(String::strip).toList());
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }
}
