package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Node;
import java.util.Locale;

/// Compares pieces of SQL by their text.
final class ExpressionText {
  private ExpressionText() {}

  /// Whether two expressions are written alike, but for white space, the case of words and
  /// parentheses around the whole.
  static boolean same(Expression left, Expression right) {
    return left.equals(right) || normal(left).equals(normal(right));
  }

  /// The text without white space outside of quotes, in lower case outside of quotes.
  static String normal(Node node) {
    String text = stripped(node.span().text().strip());
    StringBuilder normal = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        normal.append(c);
        if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        normal.append(c);
      } else if (!Character.isWhitespace(c)) {
        normal.append(c);
      } else if (!normal.isEmpty() && normal.charAt(normal.length() - 1) != ' ') {
        normal.append(' ');
      }
    }
    return quote == 0 ? lowerOutsideQuotes(normal.toString().strip()) : normal.toString();
  }

  private static String lowerOutsideQuotes(String text) {
    StringBuilder lower = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        quoted = !quoted;
      }
      lower.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
    }
    return lower.toString();
  }

  private static String stripped(String text) {
    String inner = text;
    while (inner.startsWith("(") && closes(inner)) {
      inner = inner.substring(1, inner.length() - 1).strip();
    }
    return inner;
  }

  /// Whether the parenthesis at the start is closed by the last character.
  private static boolean closes(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i == text.length() - 1;
      }
    }
    return false;
  }
}
