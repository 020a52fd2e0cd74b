package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column as `sa.Column(…)` describes it.
///
/// @param type its type, or null where SQLAlchemy knows none
/// @param nullable as given, or null
/// @param counting whether it counts up by itself, as `autoincrement` says
/// @param filledIn whether SQLAlchemy itself fills in a value, so that the server need not count
/// @param standard the words after DEFAULT, or null
/// @param generated the words of GENERATED ALWAYS AS (…) STORED, or null
/// @param identity the words of GENERATED … AS IDENTITY, or null
/// @param foreignKeys of this column alone
/// @param checks conditions that stand with the column
/// @param comment as a literal, or null
/// @param system whether the server itself has it, so that it is never created
record ColumnDefinition(
    Name name,
    @Nullable SqlType type,
    boolean primaryKey,
    @Nullable Boolean nullable,
    Counting counting,
    boolean filledIn,
    Value.@Nullable Text standard,
    Value.@Nullable Text generated,
    Value.@Nullable Text identity,
    List<TableConstraint> foreignKeys,
    List<TableConstraint> checks,
    boolean index,
    boolean unique,
    Value.@Nullable Text comment,
    boolean system,
    Span at) {

  ColumnDefinition {
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
  }

  /// What `autoincrement` says.
  enum Counting {
    AUTO,
    YES,
    NO,
    EVEN_IF_FOREIGN_KEY
  }

  /// Whether SQLAlchemy makes it count when it is the only column of the primary key
  /// (`PrimaryKeyConstraint._autoincrement_column`).
  ///
  /// @param refers whether it is part of a foreign key
  boolean countsAlone(boolean refers) {
    return switch (counting) {
      case YES -> true;
      case NO -> false;
      case AUTO, EVEN_IF_FOREIGN_KEY ->
          type != null
              && type.kind().counts()
              && !filledIn
              && standard == null
              && generated == null
              && (!refers || counting == Counting.EVEN_IF_FOREIGN_KEY);
    };
  }

  /// The column as it stands in CREATE TABLE and after ADD COLUMN.
  ///
  /// @param counts whether it is the column of the primary key that counts
  /// @param inPrimaryKey whether it belongs to the primary key
  Value.Text sql(boolean counts, boolean inPrimaryKey) {
    if (type == null) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "(in table, column '%s'): Can't generate DDL for NullType(); did you forget to specify a type on this Column?"
              .formatted(name.plain()));
    }
    Sql sql = new Sql(at).text(name.sql()).words(" ");
    if (counts && identity == null && !filledIn) {
      sql.words(
          switch (type.kind()) {
            case BIG_INTEGER -> "BIGSERIAL";
            case SMALL_INTEGER -> "SMALLSERIAL";
            case INTEGER, NUMERIC, STRING, BOOLEAN, JSON, TIME, SPATIAL, OTHER -> "SERIAL";
          });
    } else {
      sql.text(type.sql());
      if (standard != null) {
        sql.words(" DEFAULT ").text(standard);
      }
    }
    if (generated != null) {
      sql.words(" ").text(generated);
    }
    if (identity != null) {
      sql.words(" ").text(identity);
    }
    boolean mayBeNull =
        nullable == null ? !(primaryKey || inPrimaryKey) && identity == null : nullable;
    if (!mayBeNull && identity == null) {
      sql.words(" NOT NULL");
    } else if (mayBeNull && identity != null) {
      sql.words(" NULL");
    }
    for (TableConstraint check : checks) {
      sql.words(" ").text(check.sql());
    }
    return sql.text();
  }
}
