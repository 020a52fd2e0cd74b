package dev.migrationsentry.schema;

import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// The objects that share one space of names in a namespace: PostgreSQL's `pg_class` (manual,
/// section 51.11).
public sealed interface Relation extends SchemaObject
    permits Table, View, Sequence, Index, CompositeType {

  /// Its columns in the order of their numbers; none for sequences and indexes.
  PVector<Column> columns();

  @Override
  Relation named(String newName, int newNamespace);

  /// The column of a name, or null.
  default @Nullable Column column(String columnName) {
    for (Column column : columns()) {
      if (column.name().equals(columnName)) {
        return column;
      }
    }
    return null;
  }

  /// The column of a number, or null.
  default @Nullable Column column(int number) {
    for (Column column : columns()) {
      if (column.number() == number) {
        return column;
      }
    }
    return null;
  }
}
