package dev.migrationsentry.remedy;

import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.QualifiedName;

/// Names and literals as they are written into statements.
final class SqlTexts {
  private SqlTexts() {}

  /// A string literal.
  static String literal(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return value.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
  }

  /// A name with its qualifiers, in quotes where it needs them.
  static String name(QualifiedName name) {
    StringBuilder text = new StringBuilder();
    name.parts()
        .forEach(part ->
            text.append(text.isEmpty() ? "" : ".").append(Identifiers.quoted(part.stored())));
    return text.toString();
  }

  /// A condition that is true where a relation is there.
  static String relationIsThere(String written) {
    return "pg_catalog.to_regclass(" + literal(written) + ") is not null";
  }

  /// A condition that is true where a relation has a column.
  static String columnIsThere(String table, String column) {
    return "exists (select from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass("
        + literal(table)
        + ") and attname = "
        + literal(column)
        + " and not attisdropped)";
  }

  /// Where a statement stands, for people.
  static String place(Told.Said said) {
    return said.statement().span().file().path() + ":" + said.statement().span().line();
  }
}
