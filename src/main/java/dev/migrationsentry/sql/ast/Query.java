package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query: SELECT, VALUES, TABLE, their combinations, and the WITH, ORDER BY, LIMIT and locking
/// around them (manual, chapter 7).
///
/// @param with the common table expressions, or null
/// @param limit the row count of LIMIT or FETCH; null when absent or `ALL`
/// @param withTies whether it was `FETCH … WITH TIES`
/// @param into the target of `SELECT INTO`, or null; written in the first SELECT of a set operation
///   it belongs to the whole
public record Query(
    @Nullable With with,
    Body body,
    List<Expression.SortKey> orderBy,
    @Nullable Expression limit,
    @Nullable Expression offset,
    boolean withTies,
    List<Locking> locking,
    @Nullable Into into,
    Span span)
    implements Statement {
  public Query {
    orderBy = List.copyOf(orderBy);
    locking = List.copyOf(locking);
  }

  /// What produces the rows.
  public sealed interface Body extends Node {}

  /// `SELECT …`.
  ///
  /// @param distinctOn the expressions of DISTINCT ON; empty for plain DISTINCT
  /// @param groupBy all grouping expressions, also those inside ROLLUP, CUBE and GROUPING SETS
  public record Select(
      boolean distinct,
      List<Expression> distinctOn,
      List<Target> targets,
      List<FromItem> from,
      @Nullable Expression where,
      List<Expression> groupBy,
      @Nullable Expression having,
      List<NamedWindow> windows,
      Span span)
      implements Body {
    public Select {
      distinctOn = List.copyOf(distinctOn);
      targets = List.copyOf(targets);
      from = List.copyOf(from);
      groupBy = List.copyOf(groupBy);
      windows = List.copyOf(windows);
    }
  }

  /// `VALUES (…), (…)`.
  public record Values(List<List<Expression>> rows, Span span) implements Body {
    public Values {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// `left UNION [ALL] right` and its like.
  ///
  /// @param operator `union`, `intersect` or `except`
  public record SetOperation(String operator, boolean all, Query left, Query right, Span span)
      implements Body {}

  /// An entry of a select list or a RETURNING list; a star is an [Expression.Star].
  public record Target(Expression expression, @Nullable Name alias, Span span) implements Node {}

  /// `WINDOW name AS (…)`.
  public record NamedWindow(Name name, Expression.Window definition) {}

  /// `WITH [RECURSIVE] …`.
  public record With(boolean recursive, List<CommonTable> tables, Span span) implements Node {
    public With {
      tables = List.copyOf(tables);
    }
  }

  /// `name (columns) AS (statement) [SEARCH …] [CYCLE …]`.
  ///
  /// @param addedColumns columns that SEARCH and CYCLE add to the result
  public record CommonTable(
      Name name, List<Name> columns, Statement statement, List<Name> addedColumns, Span span)
      implements Node {
    public CommonTable {
      columns = List.copyOf(columns);
      addedColumns = List.copyOf(addedColumns);
    }
  }

  /// `FOR UPDATE OF t NOWAIT`.
  ///
  /// @param strength `update`, `no key update`, `share` or `key share`
  /// @param waiting `nowait`, `skip locked`, or null
  public record Locking(
      String strength, List<QualifiedName> tables, @Nullable String waiting, Span span)
      implements Node {
    public Locking {
      tables = List.copyOf(tables);
    }
  }

  /// `INTO [TEMP|UNLOGGED] TABLE name` of SELECT INTO.
  public record Into(QualifiedName table, CreateTable.Persistence persistence) {}

  /// An entry of FROM, of UPDATE … FROM, of DELETE … USING.
  public sealed interface FromItem extends Node {}

  /// An alias with optional column aliases.
  public record Alias(Name name, List<Name> columns, Span span) implements Node {
    public Alias {
      columns = List.copyOf(columns);
    }
  }

  /// A table, view or common table expression.
  public record TableItem(
      QualifiedName table, boolean only, @Nullable Alias alias, @Nullable Sample sample, Span span)
      implements FromItem {}

  /// `TABLESAMPLE method (arguments) REPEATABLE (seed)`.
  public record Sample(
      QualifiedName method, List<Expression> arguments, @Nullable Expression seed, Span span)
      implements Node {
    public Sample {
      arguments = List.copyOf(arguments);
    }
  }

  /// `(SELECT …) AS t`.
  public record QueryItem(Query query, boolean lateral, @Nullable Alias alias, Span span)
      implements FromItem {}

  /// `f(x) WITH ORDINALITY AS t (a int, b text)`, or several in `ROWS FROM (…)`.
  ///
  /// @param columnDefinitions the columns of a function returning record, else empty
  public record FunctionItem(
      List<Expression> calls,
      boolean lateral,
      boolean ordinality,
      @Nullable Alias alias,
      List<DefinedColumn> columnDefinitions,
      Span span)
      implements FromItem {
    public FunctionItem {
      calls = List.copyOf(calls);
      columnDefinitions = List.copyOf(columnDefinitions);
    }
  }

  /// `JSON_TABLE(…)` or `XMLTABLE(…)` with the columns it yields, nested ones included.
  public record TableFunctionItem(
      String function,
      List<Expression> arguments,
      List<DefinedColumn> columns,
      boolean lateral,
      @Nullable Alias alias,
      Span span)
      implements FromItem {
    public TableFunctionItem {
      arguments = List.copyOf(arguments);
      columns = List.copyOf(columns);
    }
  }

  /// A column with its type; the type is null for `FOR ORDINALITY`.
  public record DefinedColumn(Name name, @Nullable TypeName type) {}

  /// A join: `kind` is `inner`, `left`, `right`, `full` or `cross`. At most one of `using` (not
  /// empty), `on` and `natural` is there.
  public record JoinItem(
      FromItem left,
      FromItem right,
      String kind,
      boolean natural,
      List<Name> using,
      @Nullable Name usingAlias,
      @Nullable Expression on,
      @Nullable Alias alias,
      Span span)
      implements FromItem {
    public JoinItem {
      using = List.copyOf(using);
    }
  }
}
