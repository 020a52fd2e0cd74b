package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import java.util.ArrayList;
import java.util.List;

/// Defaults that are copied from one table to another, with what they depend on.
final class InheritedDefaults {
  private InheritedDefaults() {}

  /// What the default of a column depends on, for a column of the object that is created next.
  ///
  /// @param number the number of the new column
  static List<Dependency> copied(Draft draft, Relation from, Column column, int number) {
    List<Dependency> copied = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependencies(from.id())) {
      if (dependency.dependentColumn() == column.number()
          && dependency.kind() == Dependency.Kind.DEFAULT
          && dependency.referenced() != from.id()) {
        copied.add(
            new Dependency(
                NEW,
                number,
                dependency.referenced(),
                dependency.referencedColumn(),
                Dependency.Kind.DEFAULT));
      }
    }
    return copied;
  }

  /// Stands for the id of a table that does not exist yet.
  static final int NEW = -1;

  /// The same dependencies of the table that was made meanwhile.
  static List<Dependency> of(int table, int column, List<Dependency> copied) {
    return copied.stream()
        .map(dependency ->
            new Dependency(
                table,
                column,
                dependency.referenced(),
                dependency.referencedColumn(),
                dependency.kind()))
        .toList();
  }
}
