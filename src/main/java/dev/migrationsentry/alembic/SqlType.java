package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type as SQLAlchemy writes it for PostgreSQL.
///
/// @param sql its words, such as `VARCHAR(20)`
/// @param kind what SQLAlchemy decides by
/// @param named the type that has to be created before it is used, or null
/// @param allowed the values that a CHECK constraint allows, for an enumeration that is none in the
///   database; null without one
/// @param item the type of an array's items, or null
record SqlType(
    Value.Text sql,
    Kind kind,
    @Nullable NamedType named,
    @Nullable Allowed allowed,
    @Nullable SqlType item) {

  /// What SQLAlchemy treats alike.
  enum Kind {
    SMALL_INTEGER,
    INTEGER,
    BIG_INTEGER,
    NUMERIC,
    STRING,
    BOOLEAN,
    JSON,
    TIME,
    /// GeoAlchemy gives a new table an index on it.
    SPATIAL,
    OTHER;

    /// Whether a primary key of it counts up by itself.
    boolean counts() {
      return switch (this) {
        case SMALL_INTEGER, INTEGER, BIG_INTEGER, NUMERIC -> true;
        case STRING, BOOLEAN, JSON, TIME, SPATIAL, OTHER -> false;
      };
    }
  }

  /// A type without anything special.
  static SqlType of(Value.Text sql, Kind kind) {
    return new SqlType(sql, kind, null, null, null);
  }

  /// A type that has a name of its own in the database.
  ///
  /// @param name as SQL, with its schema
  /// @param key what tells two types apart
  /// @param created the statement that creates it
  /// @param dropped the statement that drops it
  /// @param withTable whether creating a table creates it
  record NamedType(
      Value.Text name, String key, Value.Text created, Value.Text dropped, boolean withTable) {}

  /// A CHECK constraint that comes with a type.
  ///
  /// @param name its name, or null
  /// @param literals the allowed values as SQL
  record Allowed(@Nullable Name name, List<Value.Text> literals) {
    Allowed {
      literals = List.copyOf(literals);
    }
  }
}
