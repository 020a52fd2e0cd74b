package dev.migrationsentry.sql;

/// Names and texts within SQL that is sent to a server.
public final class Quoting {
  private Quoting() {}

  /// A string constant that means the same under each setting of `standard_conforming_strings`
  /// (PostgreSQL manual, section 4.1.2.2).
  public static String text(String value) {
    String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
    return value.indexOf('\\') < 0 ? quoted : " E" + quoted;
  }

  /// A name, always in quotes.
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
