package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;

/// A constraint of a table or domain. Its name is unique in its table.
///
/// Whether a column takes nulls is a property of the [Column]; the named NOT NULL constraints of
/// PostgreSQL 18 are constraints as well.
public sealed interface Constraint extends SchemaObject {
  /// The id of the table or domain.
  int table();

  /// Whether it holds for all rows that were there before it.
  boolean validated();

  @Override
  Constraint named(String newName, int newNamespace);

  /// PRIMARY KEY or UNIQUE.
  ///
  /// @param columns the numbers of the key's columns in order
  /// @param withoutOverlaps whether the last column is WITHOUT OVERLAPS
  /// @param index the id of its index
  /// @param parent the id of the partitioned table's constraint that it is a part of, or 0
  record Key(
      int id,
      String name,
      int namespace,
      int table,
      boolean primary,
      List<Integer> columns,
      boolean withoutOverlaps,
      int index,
      boolean deferrable,
      boolean initiallyDeferred,
      int parent)
      implements Constraint {
    public Key {
      columns = List.copyOf(columns);
    }

    @Override
    public Key named(String newName, int newNamespace) {
      return new Key(
          id,
          newName,
          newNamespace,
          table,
          primary,
          columns,
          withoutOverlaps,
          index,
          deferrable,
          initiallyDeferred,
          parent);
    }

    @Override
    public boolean validated() {
      return true;
    }

    /// The same as part of another constraint, or of none (0).
    public Key in(int newParent) {
      return new Key(
          id,
          name,
          namespace,
          table,
          primary,
          columns,
          withoutOverlaps,
          index,
          deferrable,
          initiallyDeferred,
          newParent);
    }
  }

  /// FOREIGN KEY.
  ///
  /// @param referencedIndex the id of the unique index it relies on
  /// @param enforced false for NOT ENFORCED
  /// @param parent the id of the partitioned table's constraint of which it is the copy, or 0
  record ForeignKey(
      int id,
      String name,
      int namespace,
      int table,
      List<Integer> columns,
      int referencedTable,
      List<Integer> referencedColumns,
      int referencedIndex,
      TableConstraint.Actions actions,
      boolean deferrable,
      boolean initiallyDeferred,
      boolean validated,
      boolean enforced,
      int parent)
      implements Constraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
    }

    @Override
    public ForeignKey named(String newName, int newNamespace) {
      return new ForeignKey(
          id,
          newName,
          newNamespace,
          table,
          columns,
          referencedTable,
          referencedColumns,
          referencedIndex,
          actions,
          deferrable,
          initiallyDeferred,
          validated,
          enforced,
          parent);
    }

    /// The same, checked against all rows or not.
    public ForeignKey validated(boolean newValidated) {
      return new ForeignKey(
          id,
          name,
          namespace,
          table,
          columns,
          referencedTable,
          referencedColumns,
          referencedIndex,
          actions,
          deferrable,
          initiallyDeferred,
          newValidated,
          enforced,
          parent);
    }

    /// The same with other attributes.
    public ForeignKey with(
        boolean newDeferrable, boolean newInitiallyDeferred, boolean newEnforced) {
      return new ForeignKey(
          id,
          name,
          namespace,
          table,
          columns,
          referencedTable,
          referencedColumns,
          referencedIndex,
          actions,
          newDeferrable,
          newInitiallyDeferred,
          newEnforced && validated,
          newEnforced,
          parent);
    }

    /// The same as copy of another constraint, or of none (0).
    public ForeignKey in(int newParent) {
      return new ForeignKey(
          id,
          name,
          namespace,
          table,
          columns,
          referencedTable,
          referencedColumns,
          referencedIndex,
          actions,
          deferrable,
          initiallyDeferred,
          validated,
          enforced,
          newParent);
    }
  }

  /// CHECK of a table or domain.
  ///
  /// @param local whether it is defined here; it can be that and inherited too
  /// @param inheritedFrom the number of parents that have it
  /// @param enforced false for NOT ENFORCED
  record Check(
      int id,
      String name,
      int namespace,
      int table,
      Expression condition,
      boolean noInherit,
      boolean local,
      int inheritedFrom,
      boolean validated,
      boolean enforced)
      implements Constraint {
    @Override
    public Check named(String newName, int newNamespace) {
      return new Check(
          id,
          newName,
          newNamespace,
          table,
          condition,
          noInherit,
          local,
          inheritedFrom,
          validated,
          enforced);
    }

    /// The same, checked against all rows or not.
    public Check validated(boolean newValidated) {
      return new Check(
          id,
          name,
          namespace,
          table,
          condition,
          noInherit,
          local,
          inheritedFrom,
          newValidated,
          enforced);
    }

    /// The same with another origin.
    public Check from(boolean newLocal, int newInheritedFrom) {
      return new Check(
          id,
          name,
          namespace,
          table,
          condition,
          noInherit,
          newLocal,
          newInheritedFrom,
          validated,
          enforced);
    }
  }

  /// EXCLUDE.
  ///
  /// @param operators the operator of each key of its index
  record Exclude(
      int id,
      String name,
      int namespace,
      int table,
      int index,
      List<String> operators,
      boolean deferrable,
      boolean initiallyDeferred,
      int parent)
      implements Constraint {
    public Exclude {
      operators = List.copyOf(operators);
    }

    @Override
    public Exclude named(String newName, int newNamespace) {
      return new Exclude(
          id,
          newName,
          newNamespace,
          table,
          index,
          operators,
          deferrable,
          initiallyDeferred,
          parent);
    }

    @Override
    public boolean validated() {
      return true;
    }

    /// The same as part of another constraint, or of none (0).
    public Exclude in(int newParent) {
      return new Exclude(
          id, name, namespace, table, index, operators, deferrable, initiallyDeferred, newParent);
    }
  }

  /// NOT NULL as a named constraint (PostgreSQL 18).
  ///
  /// @param local whether it is defined here; it can be that and inherited too
  /// @param inheritedFrom the number of parents that have it
  record NotNull(
      int id,
      String name,
      int namespace,
      int table,
      int column,
      boolean noInherit,
      boolean local,
      int inheritedFrom,
      boolean validated)
      implements Constraint {
    @Override
    public NotNull named(String newName, int newNamespace) {
      return new NotNull(
          id, newName, newNamespace, table, column, noInherit, local, inheritedFrom, validated);
    }

    /// The same, checked against all rows or not.
    public NotNull validated(boolean newValidated) {
      return new NotNull(
          id, name, namespace, table, column, noInherit, local, inheritedFrom, newValidated);
    }

    /// The same with another origin.
    public NotNull from(boolean newLocal, int newInheritedFrom) {
      return new NotNull(
          id, name, namespace, table, column, noInherit, newLocal, newInheritedFrom, validated);
    }

    /// The same, binding child tables or not.
    public NotNull inheritable(boolean newInheritable) {
      return new NotNull(
          id, name, namespace, table, column, !newInheritable, local, inheritedFrom, validated);
    }
  }
}
