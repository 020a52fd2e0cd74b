package dev.migrationsentry.builtin;

import java.util.List;

/// A table or view that the server or an extension brings along.
///
/// @param schema the schema that it lives in
/// @param name its name
/// @param kind `pg_class.relkind`: `r` table, `v` view, `m` materialized view, `S` sequence, `f`
///   foreign table
/// @param columns its columns in order, without the system columns (`ctid`, `xmin`, …)
public record CatalogRelation(String schema, String name, char kind, List<CatalogColumn> columns) {
  public CatalogRelation {
    columns = List.copyOf(columns);
  }

  /// Whether there is a column of this name.
  public boolean hasColumn(String column) {
    for (CatalogColumn candidate : columns) {
      if (candidate.name().equals(column)) {
        return true;
      }
    }
    return false;
  }
}
