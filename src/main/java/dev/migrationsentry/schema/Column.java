package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// A column of a table, view, composite type or materialized view.
///
/// @param number its `attnum`, from 1, never reused in the table
/// @param defaultValue the expression of DEFAULT or of GENERATED, or null
/// @param collation the collation when it is not the type's own, with its schema unless that is
///   `pg_catalog`; else null
/// @param local whether it is defined here; a column can be that and inherited too
/// @param inheritedFrom the number of parents that have it
public record Column(
    int number,
    String name,
    DataType type,
    boolean notNull,
    @Nullable Expression defaultValue,
    Generation generation,
    @Nullable String collation,
    boolean local,
    int inheritedFrom) {
  /// A plain nullable column without default.
  public static Column plain(int number, String name, DataType type) {
    return new Column(number, name, type, false, null, Generation.NONE, null, true, 0);
  }

  /// Whether it comes from a parent, so that it can't be dropped here.
  public boolean inherited() {
    return inheritedFrom > 0;
  }

  /// Whether its value is computed from other columns.
  public boolean generated() {
    return generation == Generation.STORED || generation == Generation.VIRTUAL;
  }

  /// Whether it is an identity column.
  public boolean identity() {
    return generation == Generation.IDENTITY_ALWAYS || generation == Generation.IDENTITY_BY_DEFAULT;
  }

  /// The same with another name.
  public Column named(String newName) {
    return new Column(
        number, newName, type, notNull, defaultValue, generation, collation, local, inheritedFrom);
  }

  /// The same with another number.
  public Column numbered(int newNumber) {
    return new Column(
        newNumber, name, type, notNull, defaultValue, generation, collation, local, inheritedFrom);
  }

  /// The same with another type and collation.
  public Column typed(DataType newType, @Nullable String newCollation) {
    return new Column(
        number,
        name,
        newType,
        notNull,
        defaultValue,
        generation,
        newCollation,
        local,
        inheritedFrom);
  }

  /// The same, refusing nulls or not.
  public Column notNull(boolean newNotNull) {
    return new Column(
        number, name, type, newNotNull, defaultValue, generation, collation, local, inheritedFrom);
  }

  /// The same with another source of its value.
  public Column valued(@Nullable Expression newDefault, Generation newGeneration) {
    return new Column(
        number, name, type, notNull, newDefault, newGeneration, collation, local, inheritedFrom);
  }

  /// The same with another origin.
  public Column from(boolean newLocal, int newInheritedFrom) {
    return new Column(
        number,
        name,
        type,
        notNull,
        defaultValue,
        generation,
        collation,
        newLocal,
        newInheritedFrom);
  }

  /// The columns with another version of one of them.
  static PVector<Column> replaced(PVector<Column> columns, Column column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).number() == column.number()) {
        return columns.with(i, column);
      }
    }
    throw new IllegalStateException("no column " + column.number());
  }

  /// Who makes a column's value.
  public enum Generation {
    NONE,
    IDENTITY_ALWAYS,
    IDENTITY_BY_DEFAULT,
    STORED,
    VIRTUAL
  }
}
