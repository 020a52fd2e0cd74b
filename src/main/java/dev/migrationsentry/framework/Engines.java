package dev.migrationsentry.framework;

import java.util.LinkedHashMap;
import java.util.Map;

/// Names of database engines other than PostgreSQL, as folders and files are named after them.
final class Engines {
  private static final Map<String, String> FOREIGN = new LinkedHashMap<>();

  static {
    FOREIGN.put("mysql", "MySQL");
    FOREIGN.put("mysql8", "MySQL");
    FOREIGN.put("mariadb", "MariaDB");
    FOREIGN.put("tidb", "TiDB");
    FOREIGN.put("sqlite", "SQLite");
    FOREIGN.put("sqlite3", "SQLite");
    FOREIGN.put("mssql", "SQL Server");
    FOREIGN.put("sqlserver", "SQL Server");
    FOREIGN.put("sql_server", "SQL Server");
    FOREIGN.put("oracle", "Oracle");
    FOREIGN.put("h2", "H2");
    FOREIGN.put("hsqldb", "HSQLDB");
    FOREIGN.put("derby", "Derby");
    FOREIGN.put("db2", "Db2");
    FOREIGN.put("clickhouse", "ClickHouse");
    FOREIGN.put("cockroach", "CockroachDB");
    FOREIGN.put("cockroachdb", "CockroachDB");
    FOREIGN.put("snowflake", "Snowflake");
    FOREIGN.put("bigquery", "BigQuery");
    FOREIGN.put("spanner", "Spanner");
    FOREIGN.put("duckdb", "DuckDB");
    FOREIGN.put("cassandra", "Cassandra");
    FOREIGN.put("scylla", "ScyllaDB");
    FOREIGN.put("redshift", "Redshift");
    FOREIGN.put("d1", "Cloudflare D1");
    FOREIGN.put("cloudflare", "Cloudflare D1");
    FOREIGN.put("turso", "Turso");
    FOREIGN.put("mongodb", "MongoDB");
  }

  private Engines() {}

  /// The engine that one name speaks of, or an empty text.
  static String foreign(String name) {
    if (namesPostgres(name)) {
      return "";
    }
    for (Map.Entry<String, String> engine : FOREIGN.entrySet()) {
      if (Names.hasWord(name, engine.getKey())) {
        return engine.getValue();
      }
    }
    return "";
  }

  /// The engine that the innermost telling part of a path speaks of, or an empty text.
  static String foreignInPath(String path) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (namesPostgres(names[i])) {
        return "";
      }
      String engine = foreign(names[i]);
      if (!engine.isEmpty()) {
        return engine;
      }
    }
    return "";
  }

  static boolean namesPostgres(String name) {
    return Names.hasWord(name, "postgres")
        || Names.hasWord(name, "postgresql")
        || Names.hasWord(name, "pg")
        || Names.hasWord(name, "psql");
  }

  /// The engine that a script's own words give away, or an empty text: words that PostgreSQL does
  /// not have, looked for in the first 64 KiB.
  static String foreignInText(String text) {
    String head = text.length() > 65_536 ? text.substring(0, 65_536) : text;
    String upper = head.toUpperCase(java.util.Locale.ROOT);
    if (has(upper, "AUTO_INCREMENT")
        || has(upper, "ENGINE=INNODB")
        || has(upper, "ENGINE = INNODB")) {
      return "MySQL";
    }
    if (has(upper, "AUTOINCREMENT") || has(upper, "PRAGMA FOREIGN_KEYS")) {
      return "SQLite";
    }
    if (has(upper, "MERGETREE(") || has(upper, "ENGINE = MERGETREE")) {
      return "ClickHouse";
    }
    if (has(upper, "IDENTITY(1,1)") || has(upper, "NVARCHAR(MAX)")) {
      return "SQL Server";
    }
    return "";
  }

  private static boolean has(String text, String word) {
    return text.contains(word);
  }
}
