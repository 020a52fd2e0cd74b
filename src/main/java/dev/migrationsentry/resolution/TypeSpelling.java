package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import java.util.Map;

/// Types as PostgreSQL's messages spell them (`format_type`).
final class TypeSpelling {
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

  private TypeSpelling() {}

  static String of(DataType type, Schema schema) {
    return switch (type) {
      case DataType.Builtin builtin -> WORDS.getOrDefault(builtin.name(), builtin.name());
      case DataType.Created created -> {
        SchemaObject object = schema.object(created.id());
        yield object == null ? "unknown" : object.name();
      }
      case DataType.Array array -> of(array.element(), schema) + "[]";
      case DataType.Undecided ignored -> "unknown";
    };
  }
}
