package dev.migrationsentry.resolution;

import dev.migrationsentry.sql.ast.Expression;
import java.util.Locale;

/// Expressions by their text: two that are written alike mean the same in one query.
final class WrittenText {
  private WrittenText() {}

  /// The text without white space, qualifiers and parentheses around the whole, in lower case
  /// outside of quotes.
  static String of(Expression expression) {
    String text = expression.span().text();
    StringBuilder normal = new StringBuilder();
    char quote = 0;
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        normal.append(c);
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
        normal.append(c);
      } else if (c == '.' && isName(normal, word)) {
        // What stands before the point only says where the name comes from.
        normal.setLength(word);
      } else if (Character.isWhitespace(c)) {
        word = normal.length();
      } else {
        boolean part = Character.isLetterOrDigit(c) || c == '_' || c == '$';
        normal.append(String.valueOf(c).toLowerCase(Locale.ROOT));
        word = part ? word : normal.length();
      }
    }
    return stripped(normal.toString());
  }

  private static boolean isName(StringBuilder text, int word) {
    return word < text.length() && !Character.isDigit(text.charAt(word));
  }

  private static String stripped(String text) {
    String inner = text;
    while (inner.startsWith("(") && closes(inner)) {
      inner = inner.substring(1, inner.length() - 1);
    }
    return inner;
  }

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

  /// Whether a name occurs in an expression.
  static boolean mentions(Expression expression, String name) {
    String text = expression.span().text();
    String wanted = name.toLowerCase(Locale.ROOT);
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
