package dev.migrationsentry.evaluation;

import java.util.Map;

/// Built-in types as information_schema and `format_type` spell them.
final class Spelling {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("int2", "smallint"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("bool", "boolean"),
          Map.entry("bpchar", "character"),
          Map.entry("varchar", "character varying"),
          Map.entry("varbit", "bit varying"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"));

  private Spelling() {}

  static String of(String type) {
    return WORDS.getOrDefault(type, type);
  }
}
