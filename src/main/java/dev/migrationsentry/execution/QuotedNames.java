package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names inside of strings, as `regclass` and `nextval` take them: `app."Users_id_seq"`.
final class QuotedNames {
  private QuotedNames() {}

  /// The parts of a qualified name, folded and unquoted, or null when the text is none.
  static @Nullable List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    String rest = text.strip();
    int at = 0;
    while (true) {
      StringBuilder part = new StringBuilder();
      if (at < rest.length() && rest.charAt(at) == '"') {
        int end = closingQuote(rest, at);
        if (end < 0) {
          return null;
        }
        part.append(rest.substring(at + 1, end).replace("\"\"", "\""));
        at = end + 1;
      } else {
        while (at < rest.length() && rest.charAt(at) != '.' && rest.charAt(at) != '"') {
          part.append(rest.charAt(at++));
        }
        String folded = part.toString().strip().toLowerCase(Locale.ROOT);
        part.setLength(0);
        part.append(folded);
      }
      if (part.isEmpty()) {
        return null;
      }
      parts.add(Name.truncate(part.toString()));
      if (at == rest.length()) {
        return parts;
      }
      if (rest.charAt(at) != '.') {
        return null;
      }
      at++;
    }
  }

  private static int closingQuote(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }
}
