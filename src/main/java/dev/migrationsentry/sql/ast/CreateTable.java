package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE TABLE in all its forms, CREATE FOREIGN TABLE included; CREATE TABLE AS is
/// [CreateTableAs][ViewStatement.CreateTableAs] (manual, CREATE TABLE).
///
/// @param persistence how long the table lives and whether it is logged
/// @param elements columns, table constraints and LIKE clauses in the order written; for typed
///   tables and partitions also `column WITH OPTIONS`
/// @param inherits the parents in INHERITS
/// @param ofType the composite type of `OF type`, or null
/// @param partitionOf the parent of `PARTITION OF`, or null
/// @param bound the partition bound; present with `partitionOf` only
/// @param partitionBy how this table is itself partitioned, or null
/// @param options the storage parameters, or the `OPTIONS (…)` of a foreign table
/// @param server the server of a foreign table, else null
/// @param onCommit `preserve rows`, `delete rows`, `drop`, or null
public record CreateTable(
    QualifiedName table,
    boolean ifNotExists,
    Persistence persistence,
    List<Element> elements,
    List<QualifiedName> inherits,
    @Nullable QualifiedName ofType,
    @Nullable QualifiedName partitionOf,
    @Nullable Bound bound,
    @Nullable PartitionBy partitionBy,
    @Nullable Name accessMethod,
    List<Option> options,
    @Nullable String onCommit,
    @Nullable Name tablespace,
    @Nullable Name server,
    Span span)
    implements Statement {
  public CreateTable {
    elements = List.copyOf(elements);
    inherits = List.copyOf(inherits);
    options = List.copyOf(options);
  }

  /// How long a table lives, and whether it survives a crash.
  public enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
  }

  /// Something between the parentheses of CREATE TABLE.
  public sealed interface Element extends Node
      permits ColumnDefinition, TableConstraint, LikeTable {}

  /// A column.
  ///
  /// @param type null for `column WITH OPTIONS …` of typed tables and partitions
  /// @param constraints in the order written
  /// @param foreignOptions the `OPTIONS (…)` of a column of a foreign table
  public record ColumnDefinition(
      Name name,
      @Nullable TypeName type,
      @Nullable QualifiedName collation,
      List<ColumnConstraint> constraints,
      @Nullable String storage,
      @Nullable String compression,
      List<Option> foreignOptions,
      Span span)
      implements Element {
    public ColumnDefinition {
      foreignOptions = List.copyOf(foreignOptions);
      constraints = List.copyOf(constraints);
    }
  }

  /// `LIKE table INCLUDING …`: the options in lower case, `including all`, `excluding indexes`.
  public record LikeTable(QualifiedName table, List<String> options, Span span) implements Element {
    public LikeTable {
      options = List.copyOf(options);
    }
  }

  /// `PARTITION BY strategy (keys)`; `strategy` is `range`, `list` or `hash` (lower case as
  /// written).
  public record PartitionBy(String strategy, List<IndexStatement.Key> keys, Span span)
      implements Node {
    public PartitionBy {
      keys = List.copyOf(keys);
    }
  }

  /// `FOR VALUES …` or `DEFAULT`.
  ///
  /// @param kind `default`, `list`, `range` or `hash`
  /// @param from list values, or the lower bound; MINVALUE and MAXVALUE are column references of
  ///   that name
  /// @param to the upper bound of a range; for `hash` `from` holds modulus and remainder
  public record Bound(String kind, List<Expression> from, List<Expression> to, Span span)
      implements Node {
    public Bound {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }
}
