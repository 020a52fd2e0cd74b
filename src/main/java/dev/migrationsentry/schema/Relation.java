package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/// The objects that share one space of names in a namespace: PostgreSQL's `pg_class` (manual,
/// section 51.11).
public sealed interface Relation extends SchemaObject {

  /// A table: ordinary, partitioned or foreign.
  ///
  /// @param columns in the order of their numbers; dropped ones are gone
  /// @param nextColumn the number that the next added column gets, from 1
  /// @param partitioning how it is partitioned, or null
  /// @param partitionOf the id of the table it is a partition of, or 0
  /// @param parents the ids of the tables it inherits from (without `partitionOf`)
  /// @param ofType the id of the composite type it is made of, or 0
  record Table(
      int id,
      String name,
      int namespace,
      Kind kind,
      Persistence persistence,
      PVector<Column> columns,
      int nextColumn,
      @Nullable Partitioning partitioning,
      int partitionOf,
      List<Integer> parents,
      int ofType,
      RowSecurity rowSecurity,
      Rows rows)
      implements Relation {
    public Table {
      parents = List.copyOf(parents);
    }
  }

  /// What a table is.
  enum Kind {
    ORDINARY,
    PARTITIONED,
    FOREIGN
  }

  /// How long a table lives, and whether it survives a crash.
  enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
  }

  /// Row level security of a table.
  ///
  /// @param forced whether it binds the owner too
  record RowSecurity(boolean enabled, boolean forced) {
    /// As tables are created.
    public static final RowSecurity OFF = new RowSecurity(false, false);
  }

  /// What is known of a table's rows: in an empty database there are none until an INSERT.
  enum Rows {
    NONE,
    SOME,
    UNKNOWN
  }

  /// A partitioned table's key.
  ///
  /// @param strategy `range`, `list` or `hash`
  /// @param columns the numbers of the key's columns; 0 for an expression
  record Partitioning(String strategy, List<Integer> columns) {
    public Partitioning {
      columns = List.copyOf(columns);
    }
  }

  /// A column of a table, view, composite type or materialized view.
  ///
  /// @param number its `attnum`, from 1, never reused in the table
  /// @param defaultValue the expression of DEFAULT or of GENERATED, or null
  /// @param inherited whether it comes from a parent (and can't be dropped here)
  record Column(
      int number,
      String name,
      DataType type,
      boolean notNull,
      @Nullable Expression defaultValue,
      Generation generation,
      @Nullable String collation,
      boolean inherited) {
    /// A plain nullable column without default.
    public static Column plain(int number, String name, DataType type) {
      return new Column(number, name, type, false, null, Generation.NONE, null, false);
    }
  }

  /// Who makes a column's value.
  enum Generation {
    NONE,
    IDENTITY_ALWAYS,
    IDENTITY_BY_DEFAULT,
    STORED,
    VIRTUAL
  }

  /// A view or materialized view.
  ///
  /// @param query its definition, or null when it is not known (a view of an extension)
  record View(
      int id,
      String name,
      int namespace,
      boolean materialized,
      boolean temporary,
      PVector<Column> columns,
      @Nullable Query query,
      Rows rows)
      implements Relation {}

  /// A sequence.
  ///
  /// @param type `int2`, `int4` or `int8`
  /// @param ownedBy the id of the table whose column owns it, or 0; `ownedByColumn` is the column's
  ///   number
  /// @param identity whether it is the hidden sequence of an identity column
  record Sequence(
      int id,
      String name,
      int namespace,
      boolean temporary,
      String type,
      int ownedBy,
      int ownedByColumn,
      boolean identity,
      long minimum,
      long maximum)
      implements Relation {}

  /// An index, also the one behind a primary key, unique or exclusion constraint.
  ///
  /// @param table the id of its table or materialized view
  /// @param keys its key columns
  /// @param include the numbers of the columns in INCLUDE
  /// @param valid false when CREATE INDEX CONCURRENTLY failed on it, or ONLY left it without its
  ///   partitions
  /// @param where the predicate of a partial index, or null
  record Index(
      int id,
      String name,
      int namespace,
      int table,
      String method,
      boolean unique,
      boolean nullsNotDistinct,
      List<IndexKey> keys,
      List<Integer> include,
      @Nullable Expression where,
      boolean valid)
      implements Relation {
    public Index {
      keys = List.copyOf(keys);
      include = List.copyOf(include);
    }
  }

  /// A key of an index.
  ///
  /// @param column the column's number, or 0 for an expression
  /// @param expression the expression, or null for a plain column
  record IndexKey(
      int column,
      @Nullable Expression expression,
      @Nullable String operatorClass,
      @Nullable String collation,
      boolean descending,
      boolean nullsFirst) {}

  /// A stand-alone composite type (`CREATE TYPE … AS (…)`): a relation without rows, as in
  /// PostgreSQL.
  record CompositeType(int id, String name, int namespace, PVector<Column> columns, int nextColumn)
      implements Relation {}
}
