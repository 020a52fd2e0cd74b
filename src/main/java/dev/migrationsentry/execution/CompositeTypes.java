package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;

/// What uses the row type of a relation.
final class CompositeTypes {
  private CompositeTypes() {}

  /// Refuses a change of a type that a table's column has.
  static void checkUse(Draft draft, Relation type, Span at) {
    for (Dependency dependency : draft.schema().dependents(type.id())) {
      if (dependency.referencedColumn() != 0
          || dependency.dependentColumn() == 0
          || dependency.kind() != Dependency.Kind.NORMAL) {
        continue;
      }
      if (!(draft.schema().object(dependency.dependent()) instanceof Relation user)
          || !(user instanceof Table || (user instanceof View view && view.materialized()))) {
        continue;
      }
      Column column = user.column(dependency.dependentColumn());
      if (column != null) {
        throw Refusal.of(
                "0A000",
                "cannot alter "
                    + (type instanceof Table ? "table" : "type")
                    + " \""
                    + type.name()
                    + "\" because column \""
                    + user.name()
                    + "."
                    + column.name()
                    + "\" uses it",
                at)
            .restingOn(type.name(), user.name());
      }
    }
  }
}
