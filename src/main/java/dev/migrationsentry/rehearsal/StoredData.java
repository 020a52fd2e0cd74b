package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Where a database keeps its rows, by the numbers that the server gives: a table or column that is
/// dropped and made anew has the same name and another number.
///
/// @param tables by their object ids
record StoredData(Map<Long, StoredTable> tables) {
  /// Nothing.
  static final StoredData NOTHING = new StoredData(Map.of());

  private static final String QUESTION =
      """
      select c.oid::bigint, n.nspname || '.' || c.relname, a.attnum, a.attname
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p') and c.relpersistence <> 't'
         and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       order by 2, 3
      """;

  /// @param name `schema.name`
  /// @param columns names by their numbers
  record StoredTable(String name, Map<Integer, String> columns) {}

  /// Asks a database.
  static StoredData of(DatabaseUrl database) throws SQLException {
    Map<Long, StoredTable> tables = new LinkedHashMap<>();
    try (Connection connection = database.connect(new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUESTION)) {
      while (rows.next()) {
        String name = rows.getString(2);
        StoredTable table =
            tables.computeIfAbsent(
                rows.getLong(1), ignored -> new StoredTable(name, new TreeMap<>()));
        String column = rows.getString(4);
        if (column != null) {
          table.columns().put(rows.getInt(3), column);
        }
      }
    }
    return new StoredData(tables);
  }
}
