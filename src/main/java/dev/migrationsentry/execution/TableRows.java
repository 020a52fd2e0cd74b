package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;

/// What is known of the rows that a statement meets.
final class TableRows {
  private TableRows() {}

  /// The rows of a relation with those of its children.
  static Rows of(Draft draft, Relation relation) {
    return switch (relation) {
      case Table table -> {
        Rows rows = table.kind() == Table.Kind.PARTITIONED ? Rows.NONE : table.rows();
        for (Table child : draft.schema().children(table.id())) {
          Rows more = of(draft, child);
          rows =
              more == Rows.SOME || rows == Rows.SOME ? Rows.SOME : more == Rows.NONE ? rows : more;
        }
        yield rows;
      }
      case View view -> view.rows();
      default -> Rows.NONE;
    };
  }

  /// Doubts the outcome unless the relation is known to be empty.
  static void doubtIfAny(Draft draft, Relation relation) {
    if (of(draft, relation) != Rows.NONE) {
      draft.doubt("depends on the rows of " + relation.name());
    }
  }
}
