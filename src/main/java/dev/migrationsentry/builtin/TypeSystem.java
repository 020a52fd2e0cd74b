package dev.migrationsentry.builtin;

import org.jspecify.annotations.Nullable;

/// The types and casts that exist at some moment, as conversions and overload resolution ask for
/// them. [Builtin] is the one of a fresh server; a schema model puts its own types, those of the
/// created extensions and `Builtin` behind one.
public interface TypeSystem {
  /// The type with a key ([CatalogType#name()]), or null when there is none.
  @Nullable CatalogType type(String key);

  /// The entry of `pg_cast` from one type to another, by their keys, or null when there is none.
  @Nullable CatalogCast cast(String source, String target);

  /// Whether the table of a row type inherits, directly or not, from the table of another
  /// (`INHERITS`, partitions).
  ///
  /// @param rowType key of the row type of the possible child
  /// @param ancestor key of the row type of the possible parent
  default boolean inheritsFrom(String rowType, String ancestor) {
    return false;
  }
}
