package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.Map;
import java.util.function.Function;

/// `sqlalchemy.text(…)`: SQL in which `:name` stands for a parameter.
final class TextClause {
  private TextClause() {}

  /// The text with its parameters written into it and `\:` made `:`, as `SQLCompiler` does it with
  /// the expressions `(?<![:\w\x5c]):(\w+)(?!:)` and `\x5c(:[\w\$]*)(?![:\w\$])`.
  ///
  /// @param values what stands for a name, as SQL
  /// @throws PythonError where a parameter has no value
  static Value.Text render(
      Value.Text text, Map<String, Function<Span, Value.Text>> values, Span at) {
    String plain = text.text();
    if (plain.indexOf(':') < 0) {
      return text;
    }
    Sql sql = new Sql(at);
    int done = 0;
    for (int i = plain.indexOf(':'); i >= 0 && i < plain.length(); i = plain.indexOf(':', i + 1)) {
      int end = i + 1;
      while (end < plain.length() && isWord(plain.charAt(end))) {
        end++;
      }
      char before = i == 0 ? ' ' : plain.charAt(i - 1);
      if (before == '\\') {
        sql.text(Sql.part(text, done, i - 1));
        done = i;
        continue;
      }
      if (before == ':' || isWord(before)) {
        continue;
      }
      if (end < plain.length() && plain.charAt(end) == ':') {
        end--;
      }
      if (end <= i + 1) {
        continue;
      }
      String name = plain.substring(i + 1, end);
      Function<Span, Value.Text> value = values.get(name);
      if (value == null) {
        throw new PythonError(
            "sqlalchemy.exc.StatementError",
            "A value is required for bind parameter '%s'".formatted(name));
      }
      sql.text(Sql.part(text, done, i)).text(value.apply(at));
      done = end;
    }
    return sql.text(Sql.part(text, done, plain.length())).text();
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
