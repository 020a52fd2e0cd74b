package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Query;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// A view or materialized view.
///
/// @param query its definition, or null when it is not known (a view of an extension)
/// @param populated false for a materialized view made WITH NO DATA
public record View(
    int id,
    String name,
    int namespace,
    boolean materialized,
    boolean temporary,
    PVector<Column> columns,
    @Nullable Query query,
    boolean populated,
    Rows rows)
    implements Relation {
  @Override
  public View named(String newName, int newNamespace) {
    return new View(
        id, newName, newNamespace, materialized, temporary, columns, query, populated, rows);
  }

  /// The same with other columns.
  public View with(PVector<Column> newColumns) {
    return new View(
        id, name, namespace, materialized, temporary, newColumns, query, populated, rows);
  }

  /// The same with another version of one of its columns.
  public View with(Column column) {
    return with(Column.replaced(columns, column));
  }

  /// The same with another state of its rows.
  public View with(boolean newPopulated, Rows newRows) {
    return new View(
        id, name, namespace, materialized, temporary, columns, query, newPopulated, newRows);
  }
}
