package dev.migrationsentry.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Connection strings of the form `host=db user=app password='a b'` (PostgreSQL manual, section
/// 34.1.1.1).
final class KeywordValues {
  private static final Set<String> KEYWORDS =
      Set.of(
          "host",
          "hostaddr",
          "port",
          "dbname",
          "user",
          "password",
          "passfile",
          "service",
          "sslmode",
          "connect_timeout",
          "application_name",
          "options");

  private KeywordValues() {}

  /// Whether a text begins as such a string.
  static boolean isWritten(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && KEYWORDS.contains(text.substring(0, equals).strip());
  }

  /// The values by their names. A value ends at white space unless it stands in single quotes; a
  /// backslash takes the character behind it as it is.
  ///
  /// @throws DatabaseProblem when a name has no value; the message holds no part of the string
  static Map<String, String> read(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        if (text.substring(at).isBlank()) {
          return values;
        }
        throw new DatabaseProblem(
            "The connection string has a name without a value; write host=HOST dbname=DATABASE user=USER, with values that hold spaces in single quotes.");
      }
      String name = text.substring(at, equals).strip();
      at = equals + 1;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      boolean quoted = at < text.length() && text.charAt(at) == '\'';
      if (quoted) {
        at++;
      }
      StringBuilder value = new StringBuilder();
      while (at < text.length() && !ends(text.charAt(at), quoted)) {
        if (text.charAt(at) == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(text.charAt(at));
        at++;
      }
      at++;
      values.put(name, value.toString());
    }
    return values;
  }

  private static boolean ends(char letter, boolean quoted) {
    return quoted ? letter == '\'' : Character.isWhitespace(letter);
  }
}
