package dev.migrationsentry.catalog;

import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table in which a runner records what it has applied, as it is in the database.
///
/// @param schema its schema
/// @param name its name
/// @param columns its columns in order
/// @param rows its rows: the text of each value by column, without those that are NULL
/// @param unreadable why the rows are not known, or null when they are
/// @param defaulted the columns that the server fills by itself: with a default, an identity, or
///   generated
public record LedgerTable(
    String schema,
    String name,
    List<String> columns,
    List<Map<String, String>> rows,
    @Nullable String unreadable,
    List<String> defaulted) {
  /// How many rows are read at most; more than any history has.
  private static final int MOST_ROWS = 100_000;

  /// Columns that name a migration in home-made ledgers, the most telling first.
  private static final List<String> FILES =
      List.of(
          "file",
          "filename",
          "file_name",
          "path",
          "script",
          "migration",
          "migration_name",
          "migration_id",
          "migrationid",
          "version",
          "name");

  /// What the files of migrations end with.
  private static final List<String> ENDINGS =
      List.of(".sql", ".py", ".js", ".ts", ".mjs", ".cjs", ".rb", ".php", ".go", ".xml", ".yaml");

  /// How many digits a time has at the end of a name.
  private static final int TIME_DIGITS = 10;

  /// How many rows of a table that no runner is known to make are looked at first.
  private static final int FIRST_ROWS = 20;

  /// The server's code for a lock that was not to be had in time.
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /// The names of tables in which runners record what they have applied.
  private static final Set<String> NAMES =
      Set.of(
          "alembic_version",
          "flyway_schema_history",
          "_prisma_migrations",
          "schema_migrations",
          "goose_db_version",
          "_sqlx_migrations",
          "__diesel_schema_migrations",
          "knex_migrations",
          "pgmigrations",
          "databasechangelog",
          "django_migrations",
          "gorp_migrations",
          "__drizzle_migrations",
          "sequelizemeta",
          "typeorm_migrations",
          "migrations",
          "schema_version",
          "schema_migration");

  /// Tables that runners make, then any table whose name or columns look like a home-made one: for
  /// these the last value is true.
  private static final String CANDIDATES =
      """
      select n.nspname, c.relname,
             array_to_string(array(select a.attname::text from pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                    order by a.attnum), E'\\n'),
             array_to_string(array(select a.attname::text from pg_attribute a
                                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                      and (a.atthasdef or a.attidentity <> '')
                                    order by a.attnum), E'\\n'),
             has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage'),
             lower(c.relname) not in ('alembic_version', 'flyway_schema_history', '_prisma_migrations', 'schema_migrations',
               'goose_db_version', '_sqlx_migrations', '__diesel_schema_migrations', 'knex_migrations', 'pgmigrations',
               'databasechangelog', 'django_migrations', 'gorp_migrations', '__drizzle_migrations', 'sequelizemeta',
               'typeorm_migrations', 'ar_internal_metadata', 'migrations', 'schema_version', 'schema_migration')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
         and (lower(c.relname) in ('alembic_version', 'flyway_schema_history', 'schema_version', '_prisma_migrations',
                'schema_migrations', 'schema_migration', 'goose_db_version', '_sqlx_migrations', '__diesel_schema_migrations',
                'knex_migrations', 'pgmigrations', 'databasechangelog', 'django_migrations', 'gorp_migrations',
                '__drizzle_migrations', 'sequelizemeta', 'typeorm_migrations', 'ar_internal_metadata')
              or lower(c.relname) ~ 'migration|schema_version|schema_history|changelog'
              or (exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                             and lower(a.attname) in ('file', 'filename', 'file_name', 'name', 'path', 'migration', 'migration_name', 'migration_id', 'script', 'version'))
                  and exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                                 and lower(a.attname) in ('checksum', 'sha', 'sha1', 'sha256', 'md5', 'hash', 'file_hash', 'digest'))))
       order by 1, 2
      """;

  /// Copies the lists.
  public LedgerTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    // Snapshots of earlier versions do not have them.
    defaulted = defaulted == null ? List.of() : List.copyOf(defaulted);
  }

  /// A table of whose columns the server fills none.
  public LedgerTable(
      String schema,
      String name,
      List<String> columns,
      List<Map<String, String>> rows,
      @Nullable String unreadable) {
    this(schema, name, columns, rows, unreadable, List.of());
  }

  /// The ledgers of a database, with their rows.
  public static List<LedgerTable> read(Connection connection) throws SQLException {
    List<Candidate> candidates =
        Snapshot.rows(
            connection,
            CANDIDATES,
            row ->
                new Candidate(
                    new LedgerTable(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3).lines().toList(),
                        List.of(),
                        row.getBoolean(5) ? null : "the role may not read it",
                        row.getString(4).lines().toList()),
                    row.getBoolean(6)));
    List<LedgerTable> read = new ArrayList<>();
    for (Candidate candidate : candidates) {
      LedgerTable table = candidate.table();
      if (table.unreadable() != null) {
        read.add(table);
      } else if (!candidate.homeMade()) {
        read.add(table.withRows(connection, MOST_ROWS));
      } else {
        readHomeMade(table, connection, read);
      }
    }
    return read;
  }

  /// Reads a table that may be one of users, which may be locked without any harm to what is known.
  private static void readHomeMade(LedgerTable table, Connection connection, List<LedgerTable> read)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      if (table.withRows(connection, FIRST_ROWS).migrationColumn() != null) {
        read.add(table.withRows(connection, MOST_ROWS));
      }
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      read.add(
          new LedgerTable(
              table.schema(),
              table.name(),
              table.columns(),
              List.of(),
              "it was locked",
              table.defaulted()));
    }
  }

  /// Whether its rows are not known although a runner makes tables of that name.
  public boolean hidesWhatHasRun() {
    return unreadable != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /// A table that may be a ledger.
  ///
  /// @param homeMade whether no runner is known to make tables of that name
  private record Candidate(LedgerTable table, boolean homeMade) {}

  /// The column that names migrations in a home-made ledger: most of its values are what runners
  /// record, and no two are alike. Null when there is none, so that the rows are data of users.
  public @Nullable String migrationColumn() {
    for (String name : FILES) {
      for (String column : columns) {
        long named = rows.stream().filter(row -> isMigration(row.get(column))).count();
        if (column.toLowerCase(Locale.ROOT).equals(name)
            && named * 5 >= rows.size() * 4L
            && rows.stream().map(row -> row.get(column)).distinct().count() == rows.size()) {
          return column;
        }
      }
    }
    return null;
  }

  /// Whether a value is what runners record: a file that ends as programs do, or a text that begins
  /// with a number and goes on with a dash, is a number alone, or ends with a time. Numbers with
  /// dots between them are versions of other things.
  private static boolean isMigration(@Nullable String value) {
    if (value == null) {
      return false;
    }
    int digits = 0;
    while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
      digits++;
    }
    int end = value.length();
    while (end > 0 && Character.isDigit(value.charAt(end - 1))) {
      end--;
    }
    boolean timed = value.length() - end >= TIME_DIGITS;
    boolean numbered =
        digits > 0 && (digits == value.length() || "_-".indexOf(value.charAt(digits)) >= 0);
    return numbered || timed || ENDINGS.stream().anyMatch(value::endsWith);
  }

  private LedgerTable withRows(Connection connection, int most) throws SQLException {
    StringBuilder query = new StringBuilder("select ");
    for (String column : columns) {
      query.append(query.length() > 7 ? ", " : "").append(Quoting.name(column)).append("::text");
    }
    query.append(" from ").append(Quoting.name(schema)).append('.').append(Quoting.name(name));
    query.append(" limit ").append(most);
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
    return new LedgerTable(schema, name, columns, found, null, defaulted);
  }
}
