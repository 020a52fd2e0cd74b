package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;

/// A constraint of a table or domain. Its name is unique in its table.
///
/// NOT NULL is a property of the [Relation.Column]; the named NOT NULL constraints of PostgreSQL 18
/// are constraints as well.
public sealed interface Constraint extends SchemaObject {
  /// The id of the table or domain.
  int table();

  /// Whether it holds for all rows that were there before it.
  boolean validated();

  @Override
  default int namespace() {
    return 0;
  }

  /// PRIMARY KEY or UNIQUE.
  ///
  /// @param columns the numbers of the key's columns in order
  /// @param index the id of its index
  record Key(
      int id,
      String name,
      int table,
      boolean primary,
      List<Integer> columns,
      int index,
      boolean deferrable,
      boolean initiallyDeferred)
      implements Constraint {
    public Key {
      columns = List.copyOf(columns);
    }

    @Override
    public boolean validated() {
      return true;
    }
  }

  /// FOREIGN KEY.
  ///
  /// @param referencedIndex the id of the unique index it relies on
  record ForeignKey(
      int id,
      String name,
      int table,
      List<Integer> columns,
      int referencedTable,
      List<Integer> referencedColumns,
      int referencedIndex,
      TableConstraint.Actions actions,
      boolean deferrable,
      boolean initiallyDeferred,
      boolean validated)
      implements Constraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }
  }

  /// CHECK of a table or domain.
  ///
  /// @param inherited whether it comes from a parent table
  record Check(
      int id,
      String name,
      int table,
      Expression condition,
      boolean noInherit,
      boolean inherited,
      boolean validated)
      implements Constraint {}

  /// EXCLUDE.
  record Exclude(
      int id, String name, int table, int index, boolean deferrable, boolean initiallyDeferred)
      implements Constraint {
    @Override
    public boolean validated() {
      return true;
    }
  }

  /// NOT NULL as a named constraint (PostgreSQL 18).
  record NotNull(int id, String name, int table, int column, boolean validated)
      implements Constraint {}
}
