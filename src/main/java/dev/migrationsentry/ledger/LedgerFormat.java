package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the ledger of one runner looks.
///
/// @param runner the runner's name
/// @param schema the schema that its table always is in, or null where people choose
/// @param table the table's usual name in lower case, or null where its columns tell
/// @param columns the columns that it must have
/// @param without columns that tell it from another runner's table of the same name
/// @param extent what a row stands for
/// @param id what a row calls its migration, or null for a row that stands for none
/// @param checksum the column of the checksum, or null
/// @param appliedAt the column of the time, or null
/// @param ending how a row's migration ended
record LedgerFormat(
    String runner,
    @Nullable String schema,
    String table,
    List<String> columns,
    List<String> without,
    Extent extent,
    Naming id,
    @Nullable String checksum,
    @Nullable String appliedAt,
    Function<Map<String, String>, Ending> ending) {
  /// What a row calls its migration.
  @FunctionalInterface
  interface Naming {
    /// The id, or null for a row that stands for no migration.
    @Nullable String of(Map<String, String> row);
  }

  /// The ledgers that are known, the more special ones first.
  static final List<LedgerFormat> ALL =
      List.of(
          of(Ledgers.SENTRY, Ledgers.SENTRY_TABLE, "filename", "checksum", "duration_ms")
              .with("checksum", "applied_at", row -> Ending.APPLIED),
          of("alembic", "alembic_version", "version_num").reading(Extent.HEADS),
          of("flyway", "flyway_schema_history", "version", "script", "success")
              .with("checksum", "installed_on", LedgerFormat::flyway)
              .naming(LedgerFormat::flywayName),
          of("flyway", "schema_version", "version", "script", "success")
              .with("checksum", "installed_on", LedgerFormat::flyway)
              .naming(LedgerFormat::flywayName),
          of("prisma", "_prisma_migrations", "migration_name", "checksum", "finished_at")
              .with("checksum", "finished_at", LedgerFormat::prisma),
          of("supabase", "schema_migrations", "version").in("supabase_migrations"),
          of("golang-migrate", "schema_migrations", "version", "dirty")
              .with(null, null, row -> failedIf("true".equals(row.get("dirty"))))
              .reading(Extent.UP_TO),
          of("ecto", "schema_migrations", "version", "inserted_at").at("inserted_at"),
          of("dbmate", "schema_migrations", "version").lacking("dirty"),
          of("goose", "goose_db_version", "version_id", "is_applied")
              .with(
                  null,
                  "tstamp",
                  row -> "true".equals(row.get("is_applied")) ? Ending.APPLIED : Ending.TAKEN_BACK)
              .naming(row -> unlessStart(row.get("version_id"))),
          of("sqlx", "_sqlx_migrations", "version", "checksum", "success")
              .with(
                  "checksum", "installed_on", row -> failedIf("false".equals(row.get("success")))),
          of("diesel", "__diesel_schema_migrations", "version").at("run_on"),
          of("knex", "knex_migrations", "name").at("migration_time"),
          of("node-pg-migrate", "pgmigrations", "name").at("run_on"),
          of("graphile-migrate", "migrations", "filename", "hash", "previous_hash")
              .with("hash", "date", row -> Ending.APPLIED),
          of("liquibase", "databasechangelog", "id", "author", "filename")
              .with("md5sum", "dateexecuted", row -> failedIf("FAILED".equals(row.get("exectype"))))
              .naming(row -> joined("::", row.get("filename"), row.get("id"), row.get("author"))),
          of("django", "django_migrations", "name", "app")
              .at("applied")
              .naming(row -> joined(".", row.get("app"), row.get("name"))),
          of("sql-migrate", "gorp_migrations", "id").at("applied_at"),
          of("pop", "schema_migration", "version"),
          of("postgres-migrations", "migrations", "name", "hash", "executed_at", "id")
              .with("hash", "executed_at", row -> Ending.APPLIED)
              .naming(row -> unlessStart(row.get("id"))),
          of("drizzle", "__drizzle_migrations", "hash", "created_at")
              .with("hash", null, row -> Ending.APPLIED),
          of("laravel", "migrations", "migration", "batch"),
          of("sequelize", "sequelizemeta", "name"),
          of("typeorm", "migrations", "name", "timestamp").lacking("hash"),
          of("typeorm", "typeorm_migrations", "name", "timestamp"));

  private static LedgerFormat of(String runner, String table, String... columns) {
    return new LedgerFormat(
        runner,
        null,
        table,
        List.of(columns),
        List.of(),
        Extent.EACH,
        row -> row.get(columns[0]),
        null,
        null,
        row -> Ending.APPLIED);
  }

  private LedgerFormat in(String always) {
    return new LedgerFormat(
        runner, always, table, columns, without, extent, id, checksum, appliedAt, ending);
  }

  private LedgerFormat lacking(String column) {
    return new LedgerFormat(
        runner, schema, table, columns, List.of(column), extent, id, checksum, appliedAt, ending);
  }

  private LedgerFormat reading(Extent other) {
    return new LedgerFormat(
        runner, schema, table, columns, without, other, id, checksum, appliedAt, ending);
  }

  private LedgerFormat at(String time) {
    return with(null, time, row -> Ending.APPLIED);
  }

  private LedgerFormat with(
      @Nullable String sum, @Nullable String time, Function<Map<String, String>, Ending> ended) {
    return new LedgerFormat(runner, schema, table, columns, without, extent, id, sum, time, ended);
  }

  private LedgerFormat naming(Naming name) {
    return new LedgerFormat(
        runner, schema, table, columns, without, extent, name, checksum, appliedAt, ending);
  }

  /// The row 0 is the runner's own, for its table.
  private static @Nullable String unlessStart(@Nullable String id) {
    return "0".equals(id) ? null : id;
  }

  private static @Nullable String joined(String between, @Nullable String... parts) {
    StringBuilder id = new StringBuilder();
    for (String part : parts) {
      if (part == null) {
        return null;
      }
      id.append(id.isEmpty() ? "" : between).append(part);
    }
    return id.toString();
  }

  /// Repeatable migrations have no version; their script is their name. The row that records the
  /// creation of a schema stands for no migration.
  private static @Nullable String flywayName(Map<String, String> row) {
    String version = row.get("version");
    boolean ofSchema = "SCHEMA".equals(row.get("type"));
    return version != null || ofSchema ? version : row.get("script");
  }

  private static Ending failedIf(boolean failed) {
    return failed ? Ending.FAILED : Ending.APPLIED;
  }

  /// Flyway marks what it deleted or took back by the row's type (`DELETE`, `UNDO_SQL`).
  private static Ending flyway(Map<String, String> row) {
    String type = row.getOrDefault("type", "");
    if (type.startsWith("UNDO") || type.equals("DELETE")) {
      return Ending.TAKEN_BACK;
    }
    if (type.equals("BASELINE") || type.equals("SQL_BASELINE")) {
      return Ending.BASELINE;
    }
    return failedIf("false".equals(row.get("success")));
  }

  private static Ending prisma(Map<String, String> row) {
    if (row.get("rolled_back_at") != null) {
      return Ending.TAKEN_BACK;
    }
    return failedIf(row.get("finished_at") == null);
  }

  /// Whether a table is a ledger of this form.
  boolean fits(LedgerTable candidate) {
    List<String> present = candidate.columns().stream().map(LedgerFormat::lower).toList();
    return (schema == null || schema.equals(candidate.schema()))
        && lower(candidate.name()).equals(table)
        && present.containsAll(columns)
        && without.stream().noneMatch(present::contains);
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
