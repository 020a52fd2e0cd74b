package dev.migrationsentry.rule;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.List;

/// Comments that allow what a rule objects to: `-- migration-sentry: allow RULE reason` on a line
/// of its own above the statement, or among other comment lines there (`#` instead of `--` in
/// Python). The reason is required.
final class Suppression {
  private static final String MARK = "migration-sentry: allow ";

  private Suppression() {}

  /// The findings that are not allowed.
  static List<Finding> apply(List<Finding> findings) {
    return findings.stream().filter(finding -> !allowed(finding.rule(), finding.where())).toList();
  }

  private static boolean allowed(String rule, Span where) {
    SourceFile file = where.file();
    for (int line = where.line() - 1; line > 0; line--) {
      String text = file.lineText(line).strip();
      boolean comment = text.startsWith("--") || text.startsWith("#");
      if (comment && allows(text, rule)) {
        return true;
      }
      if (!comment && (text.isEmpty() || text.endsWith(";"))) {
        return false;
      }
    }
    return false;
  }

  private static boolean allows(String comment, String rule) {
    int mark = comment.indexOf(MARK);
    if (mark < 0) {
      return false;
    }
    String allowed = comment.substring(mark + MARK.length()).strip();
    return allowed.startsWith(rule + " ") && !allowed.substring(rule.length()).isBlank();
  }
}
