package dev.migrationsentry.cause;

import java.util.List;

/// What widely used extensions bring, and what PostgreSQL itself has lost over the years.
final class Extensions {
  /// Functions, types and operator classes of extensions, as messages name them.
  private static final List<String> BROUGHT =
      List.of(
          "gen_random_uuid",
          "gen_random_bytes",
          "uuid_generate_",
          "uuid_nil",
          "crypt(",
          "gen_salt",
          "digest(",
          "hmac(",
          "pgp_",
          "similarity(",
          "word_similarity",
          "gin_trgm_ops",
          "gist_trgm_ops",
          "unaccent",
          "st_",
          "geometry",
          "geography",
          "postgis",
          "citext",
          "hstore",
          "ltree",
          "lquery",
          "cube",
          "earth",
          "ll_to_earth",
          "vector",
          "halfvec",
          "vector_cosine_ops",
          "vector_l2_ops",
          "hnsw",
          "ivfflat",
          "create_hypertable",
          "time_bucket",
          "tablefunc",
          "crosstab",
          "dblink",
          "levenshtein",
          "soundex",
          "metaphone",
          "jsonb_path_value_ops",
          "http_",
          "cron.",
          "intarray",
          "gin__int_ops",
          "isn",
          "seg",
          "xml_",
          "pgmq");

  /// Columns of catalogues that later versions do not have.
  private static final List<String> OLD_COLUMNS =
      List.of(
          "procpid",
          "current_query",
          "consrc",
          "adsrc",
          "relhasoids",
          "proisagg",
          "proiswindow",
          "spclocation",
          "datconfig",
          "rolconfig",
          "relhaspkey",
          "cache_value",
          "total_time");

  private Extensions() {}

  /// Whether a message names something that an extension brings.
  ///
  /// @param words the message in lower case
  static boolean brings(String words) {
    return BROUGHT.stream().anyMatch(words::contains);
  }

  /// Whether a column was one of a catalogue of PostgreSQL once.
  static boolean isOldCatalogColumn(String column) {
    return OLD_COLUMNS.contains(column.substring(column.lastIndexOf('.') + 1));
  }
}
