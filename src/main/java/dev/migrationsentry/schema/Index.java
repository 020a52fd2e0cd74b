package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// An index, also the one behind a primary key, unique or exclusion constraint.
///
/// @param table the id of its table or materialized view
/// @param keys its key columns
/// @param include the numbers of the columns in INCLUDE
/// @param valid false when CREATE INDEX CONCURRENTLY failed on it, or ONLY left it without its
///   partitions
/// @param where the predicate of a partial index, or null
/// @param partitionOf the id of the partitioned table's index that it is a part of, or 0
public record Index(
    int id,
    String name,
    int namespace,
    int table,
    String method,
    boolean unique,
    boolean nullsNotDistinct,
    List<Key> keys,
    List<Integer> include,
    @Nullable Expression where,
    boolean valid,
    int partitionOf)
    implements Relation {
  public Index {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
  }

  /// A key of an index.
  ///
  /// @param column the column's number, or 0 for an expression
  /// @param expression the expression, or null for a plain column
  /// @param operatorClass the operator class when it is not a default one, else null
  /// @param collation the collation that was written, or null
  public record Key(
      int column,
      @Nullable Expression expression,
      @Nullable String operatorClass,
      @Nullable String collation,
      boolean descending,
      boolean nullsFirst) {}

  @Override
  public PVector<Column> columns() {
    return TreePVector.empty();
  }

  @Override
  public Index named(String newName, int newNamespace) {
    return new Index(
        id,
        newName,
        newNamespace,
        table,
        method,
        unique,
        nullsNotDistinct,
        keys,
        include,
        where,
        valid,
        partitionOf);
  }

  /// The same, valid or not, as part of another index or of none (0).
  public Index attached(boolean newValid, int newPartitionOf) {
    return new Index(
        id,
        name,
        namespace,
        table,
        method,
        unique,
        nullsNotDistinct,
        keys,
        include,
        where,
        newValid,
        newPartitionOf);
  }
}
