package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /// Whether the server has an operator between two types.
  ///
  /// @param left null for a prefix operator
  static boolean hasOperator(Draft draft, String symbol, @Nullable DataType left, DataType right) {
    for (CatalogOperator operator : Builtin.of(draft.major()).operators(symbol)) {
      String key = operator.left();
      DataType own = key == null ? null : RoutineLookup.ofKey(draft, key);
      if (Objects.equals(own, left) && RoutineLookup.ofKey(draft, operator.right()).equals(right)) {
        return true;
      }
    }
    return false;
  }
}
