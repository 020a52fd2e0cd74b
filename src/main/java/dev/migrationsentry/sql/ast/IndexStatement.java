package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements about indexes (manual, CREATE INDEX, REINDEX). ALTER INDEX is [AlterTable] or an
/// [ObjectStatement].
public sealed interface IndexStatement extends Statement {

  /// `CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON table USING method (keys) …`.
  ///
  /// @param name null when PostgreSQL is to choose one
  /// @param method null means `btree`
  /// @param include usually columns; PostgreSQL's grammar lets a key of any form stand there
  record CreateIndex(
      boolean unique,
      boolean concurrently,
      boolean ifNotExists,
      @Nullable Name name,
      boolean only,
      QualifiedName table,
      @Nullable Name method,
      List<Key> keys,
      List<Key> include,
      boolean nullsNotDistinct,
      List<Option> options,
      @Nullable Name tablespace,
      @Nullable Expression where,
      Span span)
      implements IndexStatement {
    public CreateIndex {
      keys = List.copyOf(keys);
      include = List.copyOf(include);
      options = List.copyOf(options);
    }
  }

  /// `REINDEX {INDEX|TABLE|SCHEMA|DATABASE|SYSTEM} [CONCURRENTLY] name`.
  record Reindex(String kind, boolean concurrently, @Nullable QualifiedName name, Span span)
      implements IndexStatement {}

  /// A key of an index, of a partition key or of an exclusion constraint: a column is a
  /// [Expression.ColumnReference] without qualifier.
  ///
  /// @param operatorClassOptions the parameters behind the operator class: `gist_trgm_ops (siglen =
  ///   32)`
  /// @param direction `asc`, `desc`, or null
  /// @param nulls `first`, `last`, or null
  record Key(
      Expression expression,
      @Nullable QualifiedName collation,
      @Nullable QualifiedName operatorClass,
      List<Option> operatorClassOptions,
      @Nullable String direction,
      @Nullable String nulls,
      Span span)
      implements Node {
    public Key {
      operatorClassOptions = List.copyOf(operatorClassOptions);
    }
  }
}
