package dev.migrationsentry.runner;

/// Texts and names within SQL.
final class Sql {
  private Sql() {}

  /// A string constant that means the same under each setting of `standard_conforming_strings`
  /// (manual, section 4.1.2.2).
  static String text(String value) {
    String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
    return value.indexOf('\\') < 0 ? quoted : " E" + quoted;
  }

  /// A name, always quoted.
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
