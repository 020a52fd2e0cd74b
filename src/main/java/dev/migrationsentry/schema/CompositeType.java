package dev.migrationsentry.schema;

import org.pcollections.PVector;

/// A stand-alone composite type (`CREATE TYPE … AS (…)`): a relation without rows, as in
/// PostgreSQL.
public record CompositeType(
    int id, String name, int namespace, PVector<Column> columns, int nextColumn)
    implements Relation {
  @Override
  public CompositeType named(String newName, int newNamespace) {
    return new CompositeType(id, newName, newNamespace, columns, nextColumn);
  }

  /// The same with other columns.
  public CompositeType with(PVector<Column> newColumns, int newNextColumn) {
    return new CompositeType(id, name, namespace, newColumns, newNextColumn);
  }

  /// The same with another version of one of its columns.
  public CompositeType with(Column column) {
    return with(Column.replaced(columns, column), nextColumn);
  }
}
