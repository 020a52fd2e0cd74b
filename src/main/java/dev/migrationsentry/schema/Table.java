package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.CreateTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// A table: ordinary, partitioned or foreign.
///
/// @param columns in the order of their numbers; dropped ones are gone
/// @param nextColumn the number that the next added column gets, from 1
/// @param partitioning how it is partitioned, or null
/// @param partitionOf the id of the table it is a partition of, or 0
/// @param bound the values it takes there, or null when it is no partition
/// @param parents the ids of the tables it inherits from (without `partitionOf`)
/// @param ofType the id of the composite type it is made of, or 0
/// @param server the server of a foreign table, else null
public record Table(
    int id,
    String name,
    int namespace,
    Kind kind,
    Persistence persistence,
    PVector<Column> columns,
    int nextColumn,
    @Nullable Partitioning partitioning,
    int partitionOf,
    CreateTable.@Nullable Bound bound,
    List<Integer> parents,
    int ofType,
    @Nullable String server,
    RowSecurity rowSecurity,
    Rows rows)
    implements Relation {
  public Table {
    parents = List.copyOf(parents);
  }

  @Override
  public Table named(String newName, int newNamespace) {
    return new Table(
        id,
        newName,
        newNamespace,
        kind,
        persistence,
        columns,
        nextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        ofType,
        server,
        rowSecurity,
        rows);
  }

  /// The same with other columns.
  public Table with(PVector<Column> newColumns, int newNextColumn) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        persistence,
        newColumns,
        newNextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        ofType,
        server,
        rowSecurity,
        rows);
  }

  /// The same with another version of one of its columns.
  public Table with(Column column) {
    return with(Column.replaced(columns, column), nextColumn);
  }

  /// The same with other knowledge of its rows.
  public Table with(Rows newRows) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        persistence,
        columns,
        nextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        ofType,
        server,
        rowSecurity,
        newRows);
  }

  /// The same with another setting of row level security.
  public Table with(RowSecurity newRowSecurity) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        persistence,
        columns,
        nextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        ofType,
        server,
        newRowSecurity,
        rows);
  }

  /// The same with another persistence.
  public Table with(Persistence newPersistence) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        newPersistence,
        columns,
        nextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        ofType,
        server,
        rowSecurity,
        rows);
  }

  /// The same, made of another type, or of none (0).
  public Table ofType(int type) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        persistence,
        columns,
        nextColumn,
        partitioning,
        partitionOf,
        bound,
        parents,
        type,
        server,
        rowSecurity,
        rows);
  }

  /// The same with other parents: those it inherits from, or the one it is a partition of.
  public Table inheriting(
      List<Integer> newParents, int newPartitionOf, CreateTable.@Nullable Bound newBound) {
    return new Table(
        id,
        name,
        namespace,
        kind,
        persistence,
        columns,
        nextColumn,
        partitioning,
        newPartitionOf,
        newBound,
        newParents,
        ofType,
        server,
        rowSecurity,
        rows);
  }

  /// Whether it is the DEFAULT partition of its parent.
  public boolean defaultPartition() {
    return bound != null && bound.kind().equals("default");
  }

  /// The tables it takes columns from: the parents, or the partitioned table.
  public List<Integer> ancestors() {
    return partitionOf == 0 ? parents : List.of(partitionOf);
  }

  /// What a table is.
  public enum Kind {
    ORDINARY,
    PARTITIONED,
    FOREIGN
  }

  /// How long a table lives, and whether it survives a crash.
  public enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
  }

  /// Row level security of a table.
  ///
  /// @param forced whether it binds the owner too
  public record RowSecurity(boolean enabled, boolean forced) {
    /// As tables are created.
    public static final RowSecurity OFF = new RowSecurity(false, false);
  }

  /// A partitioned table's key.
  ///
  /// @param strategy `range`, `list` or `hash`
  /// @param columns the numbers of the key's columns; 0 for an expression
  public record Partitioning(String strategy, List<Integer> columns) {
    public Partitioning {
      columns = List.copyOf(columns);
    }
  }
}
