package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import java.util.Locale;
import java.util.Set;

/// SET STORAGE: which types can be stored in which way.
final class StorageTypes {
  /// Built-in types of fixed length, which are always stored plainly.
  private static final Set<String> PLAIN =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "float4",
          "float8",
          "uuid",
          "date",
          "time",
          "timetz",
          "timestamp",
          "timestamptz",
          "interval",
          "oid",
          "money",
          "macaddr",
          "macaddr8",
          "char",
          "name",
          "point",
          "line",
          "lseg",
          "box",
          "circle",
          "xid",
          "cid",
          "tid",
          "pg_lsn");

  private StorageTypes() {}

  static void check(Draft draft, Column column, String storage, Span at) {
    String lower = storage.toLowerCase(Locale.ROOT);
    if (column.type() instanceof DataType.Builtin builtin
        && PLAIN.contains(builtin.name())
        && !lower.equals("plain")
        && !lower.equals("default")) {
      throw Refusal.of(
          "0A000",
          "column data type "
              + new Descriptions(draft).type(column.type())
              + " can only have storage PLAIN",
          at);
    }
  }
}
