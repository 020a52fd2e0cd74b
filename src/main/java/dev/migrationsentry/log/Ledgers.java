package dev.migrationsentry.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The tables in which runners record what they have run, as statements in a log name them.
public final class Ledgers {
  private static final String[] TABLES = {
    "alembic_version",
    "flyway_schema_history",
    "schema_version",
    "databasechangelog",
    "_prisma_migrations",
    "django_migrations",
    "schema_migrations",
    "ar_internal_metadata",
    "knex_migrations",
    "__drizzle_migrations",
    "_sqlx_migrations",
    "__diesel_schema_migrations",
    "goose_db_version",
    "pgmigrations",
    "__efmigrationshistory",
    "sequelizemeta",
    "typeorm_metadata",
    "db_migrations",
    "migrations",
    "doctrine_migration_versions",
    "supabase_migrations.schema_migrations"
  };

  private Ledgers() {}

  /// Whether a relation is a runner's own table.
  public static boolean isLedger(String relation) {
    String name = relation.toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('.') + 1);
    for (String table : TABLES) {
      if (name.equals(table)) {
        return true;
      }
    }
    return false;
  }

  /// The migration that a statement records: the runner writes its row right after it ran.
  static @Nullable String migrationIn(String statement) {
    int set = statement.indexOf("version_num=");
    if (set >= 0 && statement.contains("alembic_version")) {
      String value = quoted(statement, set + "version_num=".length());
      if (value != null) {
        return value;
      }
      int parameter = statement.indexOf("revision': '");
      return parameter < 0 ? null : quoted(statement, parameter + "revision': ".length());
    }
    int insert = statement.toLowerCase(Locale.ROOT).indexOf("insert into ");
    if (insert < 0) {
      return null;
    }
    String[] words =
        statement.substring(insert + "insert into ".length()).strip().split("[\\s(]", 2);
    String table = words[0].replace("\"", "").replace("`", "");
    int values = statement.toLowerCase(Locale.ROOT).indexOf("values", insert);
    if (!isLedger(table) || values < 0) {
      return null;
    }
    StringBuilder id = new StringBuilder();
    int open = statement.indexOf('(', values);
    int close = open < 0 ? -1 : statement.indexOf(')', open);
    if (close < 0) {
      return null;
    }
    for (String part : statement.substring(open + 1, close).split(",", -1)) {
      String value = part.strip().replace("'", "");
      if (!value.isEmpty()
          && value
              .chars()
              .allMatch(letter ->
                  Character.isLetterOrDigit(letter)
                      || letter == '_'
                      || letter == '.'
                      || letter == '-')) {
        id.append(id.isEmpty() ? "" : "_").append(value);
      }
    }
    return id.isEmpty() ? null : id.toString();
  }

  private static @Nullable String quoted(String text, int from) {
    int open = text.indexOf('\'', from);
    int close = open < 0 ? -1 : text.indexOf('\'', open + 1);
    return open != from || close < 0 ? null : text.substring(open + 1, close);
  }
}
