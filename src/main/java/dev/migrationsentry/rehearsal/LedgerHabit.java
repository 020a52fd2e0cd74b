package dev.migrationsentry.rehearsal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// When a runner writes into its ledger, so that statements can be told apart by migration.
///
/// @param table the ledger's name as stored, without its schema
/// @param column the column that names the migration
/// @param moment when it writes
record LedgerHabit(String table, String column, Moment moment) {
  /// When a runner writes.
  enum Moment {
    /// A row after each migration.
    ROW_AFTER,
    /// One row that is moved on after each migration, or one for each head.
    MOVE_AFTER,
    /// A row before each migration, which is completed after it.
    ROW_BEFORE,
    /// A row that is marked as dirty before each migration, and replaced by a clean one after it.
    DIRTY_BEFORE
  }

  private static final Map<String, LedgerHabit> KNOWN =
      Map.ofEntries(
          Map.entry(
              "alembic", new LedgerHabit("alembic_version", "version_num", Moment.MOVE_AFTER)),
          after("flyway", "flyway_schema_history", "version"),
          Map.entry(
              "prisma", new LedgerHabit("_prisma_migrations", "migration_name", Moment.ROW_BEFORE)),
          Map.entry(
              "golang-migrate",
              new LedgerHabit("schema_migrations", "version", Moment.DIRTY_BEFORE)),
          after("supabase", "schema_migrations", "version"),
          after("ecto", "schema_migrations", "version"),
          after("rails", "schema_migrations", "version"),
          after("dbmate", "schema_migrations", "version"),
          after("goose", "goose_db_version", "version_id"),
          after("sqlx", "_sqlx_migrations", "version"),
          after("diesel", "__diesel_schema_migrations", "version"),
          after("knex", "knex_migrations", "name"),
          after("node-pg-migrate", "pgmigrations", "name"),
          after("graphile-migrate", "migrations", "filename"),
          after("liquibase", "databasechangelog", "id"),
          after("django", "django_migrations", "name"),
          after("sql-migrate", "gorp_migrations", "id"),
          after("pop", "schema_migration", "version"),
          after("postgres-migrations", "migrations", "name"),
          after("drizzle", "__drizzle_migrations", "hash"),
          after("laravel", "migrations", "migration"),
          after("sequelize", "SequelizeMeta", "name"),
          after("typeorm", "migrations", "name"));

  private static Map.Entry<String, LedgerHabit> after(String runner, String table, String column) {
    return Map.entry(runner, new LedgerHabit(table, column, Moment.ROW_AFTER));
  }

  /// The habits that a run is held against: that of its runner or, where nobody knows it, all that
  /// are known.
  ///
  /// @param runner its name as in `--framework`
  static List<LedgerHabit> candidates(String runner) {
    LedgerHabit known = KNOWN.get(runner);
    return known == null ? List.copyOf(KNOWN.values()) : List.of(known);
  }

  /// Whether a text names the ledger, or the table that the runner locks beside it, as a whole
  /// word.
  boolean isNamed(String sql) {
    String text = sql.toLowerCase(Locale.ROOT);
    String name = table.toLowerCase(Locale.ROOT);
    for (int found = text.indexOf(name); found >= 0; found = text.indexOf(name, found + 1)) {
      int end = found + name.length();
      if (text.startsWith("_lock", end)) {
        end += "_lock".length();
      } else if (text.startsWith("lock", end)) {
        end += "lock".length();
      }
      boolean starts = found == 0 || !isNamePart(text.charAt(found - 1));
      if (starts && (end == text.length() || !isNamePart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(char letter) {
    return letter == '_' || Character.isLetterOrDigit(letter);
  }
}
