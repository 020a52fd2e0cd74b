package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.sql.ast.QualifiedName;

/// What a fresh server has, as far as statements about objects ask for it.
final class SystemCatalog {
  private SystemCatalog() {}

  /// Whether a name leads to a table or view of the system: in `pg_catalog`, or with a qualifier
  /// also in `information_schema`.
  static boolean isRelation(Draft draft, QualifiedName name) {
    String qualifier = name.qualifier();
    return Builtin.of(draft.major())
        .relation(qualifier == null ? Names.CATALOG : qualifier, name.name())
        .isPresent();
  }
}
