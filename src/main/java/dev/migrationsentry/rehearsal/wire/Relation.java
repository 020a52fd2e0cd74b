package dev.migrationsentry.rehearsal.wire;

import org.jspecify.annotations.Nullable;

/// A table, index, view or sequence that was there before the run, by the name it had then.
///
/// @param oid its number in `pg_class`
/// @param schema its schema
/// @param name its name as stored
/// @param kind the letter in `pg_class.relkind`: `r` table, `p` partitioned table, `i` and `I`
///   index, `v` view, `m` materialized view, `S` sequence, `f` foreign table
/// @param table of an index, the table as `schema.name`; else null
public record Relation(long oid, String schema, String name, char kind, @Nullable String table) {
  /// Whether it is an index of a table or of a partitioned table.
  public boolean isIndex() {
    return kind == 'i' || kind == 'I';
  }

  /// `schema.name`, or the name alone in the schema `public`.
  @Override
  public String toString() {
    return schema.equals("public") ? name : schema + "." + name;
  }
}
