package dev.migrationsentry.execution;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an index is to be.
///
/// @param constraint the constraint it is for, or null
record IndexRequest(
    @Nullable String name,
    Span nameAt,
    String method,
    Span methodAt,
    boolean unique,
    boolean nullsNotDistinct,
    List<IndexStatement.Key> keys,
    List<IndexStatement.Key> include,
    @Nullable Expression where,
    boolean ifNotExists,
    boolean concurrently,
    boolean only,
    @Nullable TableConstraint constraint) {
  /// What CREATE INDEX asks for.
  static IndexRequest of(IndexStatement.CreateIndex statement) {
    Name method = statement.method();
    return new IndexRequest(
        statement.name() == null ? null : statement.name().stored(),
        statement.name() == null ? statement.span() : statement.name().span(),
        method == null ? "btree" : method.stored(),
        method == null ? statement.span() : method.span(),
        statement.unique(),
        statement.nullsNotDistinct(),
        statement.keys(),
        statement.include(),
        statement.where(),
        statement.ifNotExists(),
        statement.concurrently(),
        statement.only(),
        null);
  }

  /// What the index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint is to be.
  ///
  /// @param only whether partitions are to have none
  static IndexRequest of(TableConstraint constraint, boolean only) {
    return switch (constraint) {
      case TableConstraint.Unique unique ->
          new IndexRequest(
              unique.name() == null ? null : unique.name().stored(),
              unique.name() == null ? unique.span() : unique.name().span(),
              unique.withoutOverlaps() ? "gist" : "btree",
              unique.span(),
              true,
              unique.nullsNotDistinct(),
              unique.columns().stream().map(IndexRequest::key).toList(),
              unique.include().stream().map(IndexRequest::key).toList(),
              null,
              false,
              false,
              only,
              unique);
      case TableConstraint.Exclude exclude -> {
        Name method = exclude.method();
        yield new IndexRequest(
            exclude.name() == null ? null : exclude.name().stored(),
            exclude.name() == null ? exclude.span() : exclude.name().span(),
            method == null ? "btree" : method.stored(),
            method == null ? exclude.span() : method.span(),
            false,
            false,
            exclude.keys(),
            exclude.include().stream().map(IndexRequest::key).toList(),
            exclude.where(),
            false,
            false,
            only,
            exclude);
      }
      case TableConstraint.Check ignored -> throw new IllegalStateException("CHECK has no index");
      case TableConstraint.ForeignKey ignored ->
          throw new IllegalStateException("FOREIGN KEY has no index");
      case TableConstraint.NotNull ignored ->
          throw new IllegalStateException("NOT NULL has no index");
    };
  }

  private static IndexStatement.Key key(Name column) {
    return new IndexStatement.Key(
        new Expression.ColumnReference(List.of(column), column.span()),
        null,
        null,
        List.of(),
        null,
        null,
        column.span());
  }

  /// Whether it is for a primary key.
  boolean primary() {
    return constraint instanceof TableConstraint.Unique unique && unique.primaryKey();
  }
}
