package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The definition of an index as `pg_get_indexdef` writes it.
final class IndexText {
  private IndexText() {}

  /// The text, or null for an index with expressions, operator classes or collations of its own:
  /// the server writes these in its own way.
  static @Nullable String of(Index index, Schema schema) {
    SchemaObject namespace = schema.object(index.namespace());
    if (!(schema.object(index.table()) instanceof Relation table)
        || namespace == null
        || index.where() != null) {
      return null;
    }
    List<String> keys = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      Column column = key.column() == 0 ? null : table.column(key.column());
      if (column == null || key.operatorClass() != null || key.collation() != null) {
        return null;
      }
      keys.add(Functions.identifier(column.name()) + order(key));
    }
    List<String> included = new ArrayList<>();
    for (int number : index.include()) {
      Column column = table.column(number);
      if (column == null) {
        return null;
      }
      included.add(Functions.identifier(column.name()));
    }
    return (index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + Functions.identifier(index.name())
        + " ON "
        + Functions.identifier(namespace.name())
        + "."
        + Functions.identifier(table.name())
        + " USING "
        + index.method()
        + " ("
        + String.join(", ", keys)
        + ")"
        + (included.isEmpty() ? "" : " INCLUDE (" + String.join(", ", included) + ")")
        + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "");
  }

  private static String order(Index.Key key) {
    if (key.descending()) {
      return key.nullsFirst() ? " DESC" : " DESC NULLS LAST";
    }
    return key.nullsFirst() ? " NULLS FIRST" : "";
  }
}
