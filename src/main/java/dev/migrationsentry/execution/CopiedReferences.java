package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Table;
import java.util.ArrayList;
import java.util.List;

/// What the copy of an object of one table refers to, on another table that has the same columns.
final class CopiedReferences {
  private CopiedReferences() {}

  /// The references of a constraint or index, as far as expressions made them.
  static List<Resolved.Reference> of(Draft draft, int object, Table from, Table to) {
    List<Resolved.Reference> references = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependencies(object)) {
      if (dependency.kind() != Dependency.Kind.AUTO
          && dependency.kind() != Dependency.Kind.NORMAL) {
        continue;
      }
      if (dependency.referenced() != from.id()) {
        references.add(
            new Resolved.Reference(dependency.referenced(), dependency.referencedColumn()));
        continue;
      }
      Column column = from.column(dependency.referencedColumn());
      Column same = column == null ? null : to.column(column.name());
      if (same != null) {
        references.add(new Resolved.Reference(to.id(), same.number()));
      }
    }
    return references;
  }
}
