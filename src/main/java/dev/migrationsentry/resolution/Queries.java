package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result columns of queries.
final class Queries {
  private final Analysis analysis;
  private final OutputKeys keys;

  Queries(Analysis analysis) {
    this.analysis = analysis;
    this.keys = new OutputKeys(analysis);
  }

  /// The columns of a query.
  ///
  /// @param outer the scope around it
  List<OutputColumn> query(Query query, Scope outer) {
    List<OutputColumn> columns = new ArrayList<>();
    for (OutputColumn column : branch(query, outer)) {
      boolean literal = column.type().equals(DataType.unknownLiteral());
      columns.add(literal ? new OutputColumn(column.name(), DataType.builtin("text")) : column);
    }
    return columns;
  }

  /// The columns of a query that is a part of a set operation or the source of an INSERT: there an
  /// untyped literal in a select list still has no type.
  List<OutputColumn> branch(Query query, Scope outer) {
    Scope scope = with(query.with(), outer);
    return switch (query.body()) {
      case Query.Select select -> select(select, query, scope);
      case Query.Values values -> values(values, query, scope);
      case Query.SetOperation operation -> combined(operation, query, scope);
    };
  }

  /// The scope inside of a WITH clause: its tables are in the scope around it.
  Scope with(Query.@Nullable With with, Scope outer) {
    Scope scope = outer.inner();
    if (with == null) {
      return scope;
    }
    if (with.recursive()) {
      with.tables().forEach(table -> scope.addPending(table.name().stored()));
    }
    for (Query.CommonTable table : with.tables()) {
      String name = table.name().stored();
      if (with.recursive() && !table.addedColumns().isEmpty()) {
        throw new UndecidedException("the search order or cycle of " + name + " is not looked at");
      }
      if (with.recursive()
          && table.statement() instanceof Query recursive
          && recursive.body() instanceof Query.SetOperation operation) {
        Scope first = with(recursive.with(), scope);
        scope.addCommonTable(name, named(query(operation.left(), first), table));
      }
      List<ScopeColumn> columns = named(statement(table.statement(), scope), table);
      for (Name added : table.addedColumns()) {
        columns.add(new ScopeColumn(added.stored(), new DataType.Undecided()));
      }
      scope.addCommonTable(name, columns);
    }
    return scope.inner();
  }

  private List<OutputColumn> statement(Statement statement, Scope scope) {
    return switch (statement) {
      case Query query -> query(query, scope);
      case DataStatement data -> new DataStatements(analysis).returned(data, scope);
      default -> throw new UndecidedException("a WITH query was not understood");
    };
  }

  private List<ScopeColumn> named(List<OutputColumn> columns, Query.CommonTable table) {
    if (table.columns().size() > columns.size()) {
      throw analysis.refused(
          "42P10",
          "WITH query \""
              + table.name()
              + "\" has "
              + columns.size()
              + " columns available but "
              + table.columns().size()
              + " columns specified",
          table.span());
    }
    List<ScopeColumn> named = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String name =
          i < table.columns().size() ? table.columns().get(i).stored() : columns.get(i).name();
      named.add(new ScopeColumn(name, columns.get(i).type()));
    }
    return named;
  }

  private List<OutputColumn> select(Query.Select select, Query query, Scope scope) {
    for (Query.FromItem from : select.from()) {
      analysis.fromItems.add(from, scope);
    }
    Grouping.announce(select, scope);
    ColumnUses.Mark mark = analysis.uses.mark();
    List<OutputColumn> output = new SelectList(analysis).targets(select.targets(), scope);
    List<ColumnUses.Use> used = analysis.uses.take(mark, scope);
    Expression where = select.where();
    if (where != null) {
      analysis.expressions.condition(where, scope, "WHERE", "WHERE");
    }
    analysis.uses.take(mark, scope);
    Expression having = select.having();
    if (having != null) {
      analysis.expressions.condition(having, scope, "HAVING", "HAVING");
    }
    List<ColumnUses.Use> usedLast = analysis.uses.take(mark, scope);
    for (Expression.SortKey key : query.orderBy()) {
      if (!keys.namesOutput(key.expression(), output, scope, "ORDER BY")) {
        analysis.expressions.type(key.expression(), scope);
      }
    }
    List<ColumnUses.Use> sorted = analysis.uses.take(mark, scope);
    scope.clause("GROUP BY");
    for (Expression key : select.groupBy()) {
      if (!keys.namesOutput(key, output, scope, "GROUP BY")) {
        analysis.expressions.type(key, scope);
      }
    }
    scope.clause(null);
    analysis.uses.take(mark, scope);
    for (Expression key : select.distinctOn()) {
      if (!keys.namesOutput(key, output, scope, "DISTINCT ON")) {
        analysis.expressions.type(key, scope);
      }
    }
    limits(query, scope);
    for (Query.NamedWindow window : select.windows()) {
      analysis.expressions.window(window.definition(), scope);
    }
    used.addAll(sorted);
    used.addAll(analysis.uses.take(mark, scope));
    used.addAll(usedLast);
    keys.distinct(select, query, output, scope);
    for (Query.Locking locking : query.locking()) {
      locking.tables().forEach(table -> locked(table.name(), locking, scope));
    }
    new Grouping(analysis, scope).check(select, used);
    return output;
  }

  private void locked(String table, Query.Locking locking, Scope scope) {
    if (analysis.expressions.columns().item(null, table, scope) == null) {
      throw analysis.missing(
          "42P01",
          "relation \""
              + table
              + "\" in FOR "
              + locking.strength().toUpperCase(java.util.Locale.ROOT)
              + " clause not found in FROM clause",
          locking.span(),
          ObjectKind.TABLE,
          table,
          null,
          List.of());
    }
  }

  private void limits(Query query, Scope scope) {
    limit(query.limit(), "LIMIT", scope);
    limit(query.offset(), "OFFSET", scope);
  }

  private void limit(@Nullable Expression limit, String clause, Scope scope) {
    if (limit != null) {
      scope.clause(clause);
      analysis.expressions.type(limit, scope);
      scope.clause(null);
    }
  }

  private List<OutputColumn> values(Query.Values values, Query query, Scope scope) {
    List<List<DataType>> rows = new ArrayList<>();
    scope.clause("VALUES");
    for (List<Expression> row : values.rows()) {
      if (row.size() != values.rows().getFirst().size()) {
        throw analysis.refused(
            "42601", "VALUES lists must all be the same length", row.getFirst().span());
      }
      rows.add(analysis.expressions.types(row, scope));
    }
    scope.clause(null);
    limits(query, scope);
    List<OutputColumn> output = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      List<DataType> types = new ArrayList<>();
      List<Expression> places = new ArrayList<>();
      for (int row = 0; row < rows.size(); row++) {
        types.add(rows.get(row).get(i));
        places.add(values.rows().get(row).get(i));
      }
      DataType type = analysis.conversions.common(types, "VALUES", places);
      output.add(new OutputColumn("column" + (i + 1), type));
    }
    return output;
  }

  private List<OutputColumn> combined(Query.SetOperation operation, Query query, Scope scope) {
    List<OutputColumn> left = branch(operation.left(), scope);
    List<OutputColumn> right = branch(operation.right(), scope);
    if (left.size() != right.size()) {
      throw analysis.refused(
          "42601",
          "each "
              + operation.operator().toUpperCase(java.util.Locale.ROOT)
              + " query must have the same number of columns",
          operation.right().span());
    }
    List<OutputColumn> output = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      DataType type =
          analysis.conversions.common(
              List.of(left.get(i).type(), right.get(i).type()),
              operation.operator().toUpperCase(java.util.Locale.ROOT),
              List.of(operation.left(), operation.right()));
      output.add(new OutputColumn(left.get(i).name(), type));
    }
    for (Expression.SortKey key : query.orderBy()) {
      boolean known = keys.namesOutput(key.expression(), output, Scope.empty(), "ORDER BY");
      if (!known && key.expression() instanceof Expression.ColumnReference reference) {
        throw analysis.missing(
            "42703",
            "column \"" + reference.parts().getLast().stored() + "\" does not exist",
            reference.span(),
            ObjectKind.COLUMN,
            reference.parts().getLast().stored(),
            null,
            List.of());
      }
    }
    limits(query, scope);
    return output;
  }
}
