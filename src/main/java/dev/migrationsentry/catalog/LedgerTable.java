package dev.migrationsentry.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table in which a runner records what it has applied, as it is in the database.
///
/// @param schema its schema
/// @param name its name
/// @param columns its columns in order
/// @param rows its rows: the text of each value by column, without those that are NULL
/// @param unreadable why the rows are not known, or null when they are
public record LedgerTable(
    String schema,
    String name,
    List<String> columns,
    List<Map<String, String>> rows,
    @Nullable String unreadable) {
  /// How many rows are read at most; more than any history has.
  private static final int MOST_ROWS = 100_000;

  /// Tables that runners make, and any table that has a column for a file and one for a checksum.
  private static final String CANDIDATES =
      """
      select n.nspname, c.relname,
             array_to_string(array(select a.attname::text from pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                    order by a.attnum), E'\\n'),
             has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and (lower(c.relname) in ('alembic_version', 'flyway_schema_history', 'schema_version', '_prisma_migrations',
                'schema_migrations', 'schema_migration', 'goose_db_version', '_sqlx_migrations', '__diesel_schema_migrations',
                'knex_migrations', 'pgmigrations', 'databasechangelog', 'django_migrations', 'gorp_migrations',
                '__drizzle_migrations', 'sequelizemeta', 'typeorm_migrations')
              or c.relname = 'migrations'
              or (exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                             and lower(a.attname) in ('file', 'filename', 'file_name', 'name', 'migration', 'script', 'version'))
                  and exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                                 and lower(a.attname) in ('checksum', 'sha', 'sha1', 'sha256', 'md5', 'hash', 'file_hash', 'digest'))))
       order by 1, 2
      """;

  /// Copies the lists.
  public LedgerTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// The ledgers of a database, with their rows.
  static List<LedgerTable> read(Connection connection) throws SQLException {
    List<LedgerTable> candidates =
        Snapshot.rows(
            connection,
            CANDIDATES,
            row ->
                new LedgerTable(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3).lines().toList(),
                    List.of(),
                    row.getBoolean(4) ? null : "the role may not read it"));
    List<LedgerTable> read = new ArrayList<>();
    for (LedgerTable candidate : candidates) {
      read.add(candidate.unreadable() == null ? candidate.withRows(connection) : candidate);
    }
    return read;
  }

  private LedgerTable withRows(Connection connection) throws SQLException {
    StringBuilder query = new StringBuilder("select ");
    for (String column : columns) {
      query.append(query.length() > 7 ? ", " : "").append(quoted(column)).append("::text");
    }
    query.append(" from ").append(quoted(schema)).append('.').append(quoted(name));
    query.append(" limit ").append(MOST_ROWS);
    List<Map<String, String>> found =
        Snapshot.rows(
            connection,
            query.toString(),
            row -> {
              Map<String, String> values = new LinkedHashMap<>();
              for (int i = 0; i < columns.size(); i++) {
                String value = row.getString(i + 1);
                if (value != null) {
                  values.put(columns.get(i), value);
                }
              }
              return values;
            });
    return new LedgerTable(schema, name, columns, found, null);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
