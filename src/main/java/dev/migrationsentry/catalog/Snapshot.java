package dev.migrationsentry.catalog;

import dev.migrationsentry.schema.Host;
import dev.migrationsentry.schema.InstallableExtension;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.SessionStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of a database at one moment: its definitions, what its ledgers record, how big its
/// tables are, and what the role that looked may do. No rows of users, and no secrets.
///
/// @param format the version of this description; [#FORMAT] today
/// @param takenAt when it was read: ISO 8601, UTC, to the second
/// @param database the database's name
/// @param serverVersion as the server tells it: `18.1`
/// @param major the server's major version
/// @param role the role that read it, and what it may do
/// @param definitions the statements that make its schema in an empty database; see
///   docs/reference/snapshot-json.md for what is left out
/// @param extensions what is installed
/// @param availableExtensions the names of what could be installed
/// @param installableExtensions the same with their versions and what they ask for; empty when it
///   was taken by a version that did not know it
/// @param tables sizes as the catalog estimates them
/// @param ledgers the tables in which runners record what they have applied, with their rows
/// @param rights who may do what; null when it was taken by a version that did not know it
/// @param fingerprint a hash for each part of the schema, see [Fingerprint]; empty when it was
///   taken by a version that did not know it
public record Snapshot(
    int format,
    String takenAt,
    String database,
    String serverVersion,
    int major,
    Role role,
    List<String> definitions,
    List<Extension> extensions,
    List<String> availableExtensions,
    List<InstallableExtension> installableExtensions,
    List<TableSize> tables,
    List<LedgerTable> ledgers,
    @Nullable RecordedRights rights,
    Map<String, String> fingerprint) {
  /// The version of the description that this program writes.
  public static final int FORMAT = 1;

  /// Copies the lists.
  public Snapshot {
    definitions = List.copyOf(definitions);
    extensions = List.copyOf(extensions);
    availableExtensions = List.copyOf(availableExtensions);
    installableExtensions =
        List.copyOf(Objects.requireNonNullElse(installableExtensions, List.of()));
    tables = List.copyOf(tables);
    ledgers = List.copyOf(ledgers);
    fingerprint =
        Collections.unmodifiableMap(
            new TreeMap<>(Objects.requireNonNullElse(fingerprint, Map.of())));
  }

  /// A role and its rights.
  ///
  /// @param createInDatabase whether it may create schemas and trusted extensions
  /// @param createInSchemas the schemas in which it may create objects
  /// @param searchPath the schemas of its `search_path` as a new connection has it, `$user`
  ///   included; PostgreSQL's default when it was taken by a version that did not know it
  public record Role(
      String name,
      boolean superuser,
      boolean createRole,
      boolean createInDatabase,
      List<String> createInSchemas,
      List<String> searchPath) {
    /// Copies the schemas.
    public Role {
      createInSchemas = List.copyOf(createInSchemas);
      searchPath = List.copyOf(Objects.requireNonNullElse(searchPath, Session.FRESH.searchPath()));
    }
  }

  /// An installed extension.
  public record Extension(String name, String version, String schema) {}

  /// How big a table is.
  ///
  /// @param rows the catalog's estimate; -1 where it has never been analysed
  /// @param bytes the pages of the table itself, as the catalog estimates them
  public record TableSize(String schema, String name, long rows, long bytes) {}

  /// How many rows the tables have, as the catalog estimates them, by `schema.name`.
  public Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    tables.forEach(table -> rows.put(table.schema() + "." + table.name(), table.rows()));
    return rows;
  }

  /// Reads a database.
  ///
  /// @throws DatabaseProblem when it can't be reached or refuses
  public static Snapshot of(LiveDatabase database, Clock clock) {
    return database.read(connection -> read(connection, clock, database.schemas()));
  }

  private static Snapshot read(Connection connection, Clock clock, List<String> schemas)
      throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    int major = server.getDatabaseMajorVersion();
    if (major < 14 || major > 18) {
      throw new DatabaseProblem(
          "The server is PostgreSQL " + major + "; only 14 to 18 are known here.");
    }
    return new Snapshot(
        FORMAT,
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        connection.getCatalog(),
        server.getDatabaseProductVersion(),
        major,
        role(connection, schemas),
        Definitions.read(connection),
        rows(
            connection,
            """
            select e.extname, e.extversion, n.nspname
              from pg_extension e join pg_namespace n on n.oid = e.extnamespace order by 1
            """,
            row -> new Extension(row.getString(1), row.getString(2), row.getString(3))),
        rows(
            connection,
            "select name from pg_available_extensions order by 1",
            row -> row.getString(1)),
        rows(
            connection,
            """
            select e.name, e.default_version,
                   (select array_agg(v.version order by v.version) from pg_available_extension_versions v where v.name = e.name),
                   d.superuser, d.trusted, coalesce(d.requires, '{}')::text[], d.schema
              from pg_available_extensions e
              join pg_available_extension_versions d on d.name = e.name and d.version = e.default_version
             order by 1
            """,
            row ->
                new InstallableExtension(
                    row.getString(1),
                    row.getString(2),
                    texts(row.getArray(3)),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    texts(row.getArray(6)),
                    row.getString(7))),
        rows(
            connection,
            """
            select n.nspname, c.relname, c.reltuples::bigint,
                   c.relpages::bigint * current_setting('block_size')::bigint
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
             order by 1, 2
            """,
            row ->
                new TableSize(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4))),
        LedgerTable.read(connection),
        RecordedRights.read(connection, major),
        Fingerprint.read(connection));
  }

  /// @param url the schemas that the URL names, which then are the search path
  private static Role role(Connection connection, List<String> url) throws SQLException {
    List<String> schemas =
        rows(
            connection,
            """
            select nspname from pg_namespace
             where has_schema_privilege(oid, 'create') and nspname !~ '^pg_' and nspname <> 'information_schema'
             order by 1
            """,
            row -> row.getString(1));
    return rows(
            connection,
            """
            select current_user, rolsuper, rolcreaterole,
                   has_database_privilege(current_database(), 'create'),
                   (select reset_val from pg_settings where name = 'search_path')
              from pg_roles where rolname = current_user
            """,
            row ->
                new Role(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    schemas,
                    url.isEmpty() ? searchPath(row.getString(5)) : url))
        .getFirst();
  }

  /// The schemas in a setting: `"$user", public`.
  private static List<String> searchPath(@Nullable String setting) {
    List<dev.migrationsentry.sql.ast.Statement> read =
        SqlReader.read(new SourceFile("search_path", "set search_path = " + setting));
    return read.size() == 1 && read.getFirst() instanceof SessionStatement.SetVariable set
        ? set.values().stream().filter(name -> !name.isEmpty()).toList()
        : Session.FRESH.searchPath();
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  /// What is known of the server that the database is on.
  public Host host() {
    if (availableExtensions.isEmpty()) {
      // At least PL/pgSQL is there: nobody has looked.
      return Host.UNKNOWN;
    }
    Map<String, InstallableExtension> here = new LinkedHashMap<>();
    extensions.forEach(one -> here.put(one.name(), InstallableExtension.named(one.name())));
    availableExtensions.forEach(name -> here.put(name, InstallableExtension.named(name)));
    installableExtensions.forEach(one -> here.put(one.name(), one));
    return new Host(here, null);
  }

  /// Makes something of a row.
  @FunctionalInterface
  interface RowReading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// What a query's rows say.
  static <T> List<T> rows(Connection connection, String query, RowReading<T> reading)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(reading.read(rows));
      }
    }
    return found;
  }
}
