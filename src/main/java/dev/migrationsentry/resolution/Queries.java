package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.Item;
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

  Queries(Analysis analysis) {
    this.analysis = analysis;
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
    List<OutputColumn> output = targets(select.targets(), scope);
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
      if (!namesOutput(key.expression(), output, scope, "ORDER BY")) {
        analysis.expressions.type(key.expression(), scope);
      }
    }
    List<ColumnUses.Use> sorted = analysis.uses.take(mark, scope);
    scope.clause("GROUP BY");
    for (Expression key : select.groupBy()) {
      if (!namesOutput(key, output, scope, "GROUP BY")) {
        analysis.expressions.type(key, scope);
      }
    }
    scope.clause(null);
    analysis.uses.take(mark, scope);
    for (Expression key : select.distinctOn()) {
      if (!namesOutput(key, output, scope, "DISTINCT ON")) {
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
    distinct(select, query, output, scope);
    for (Query.Locking locking : query.locking()) {
      locking.tables().forEach(table -> locked(table.name(), locking, scope));
    }
    new Grouping(analysis, scope).check(select, used);
    return output;
  }

  /// Rows without duplicates can be sorted by what is in them only.
  private void distinct(Query.Select select, Query query, List<OutputColumn> output, Scope scope) {
    boolean stars =
        select.targets().stream()
            .anyMatch(target -> target.expression() instanceof Expression.Star);
    if (!select.distinctOn().isEmpty()) {
      distinctOn(select, query, scope);
      return;
    }
    if (!select.distinct() || stars) {
      return;
    }
    for (Expression.SortKey key : query.orderBy()) {
      if (key.expression() instanceof Expression.ColumnReference reference
          && !namesOutput(reference, output, scope, "ORDER BY")
          && select.targets().stream()
              .noneMatch(target -> same(target.expression(), reference, scope))) {
        throw analysis.refused(
            "42P10",
            "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
            reference.span());
      }
    }
  }

  private void distinctOn(Query.Select select, Query query, Scope scope) {
    List<Expression> keys = select.distinctOn();
    if (!keys.stream().allMatch(Expression.ColumnReference.class::isInstance)) {
      return;
    }
    for (int i = 0; i < Math.min(keys.size(), query.orderBy().size()); i++) {
      if (query.orderBy().get(i).expression() instanceof Expression.ColumnReference sorted
          && keys.stream().noneMatch(key -> same(key, sorted, scope))) {
        throw analysis.refused(
            "42P10",
            "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
            sorted.span());
      }
    }
  }

  private boolean same(Expression expression, Expression.ColumnReference reference, Scope scope) {
    if (!(expression instanceof Expression.ColumnReference shown)) {
      return false;
    }
    ColumnUses.Use one = analysis.expressions.columns().locate(shown, scope);
    ColumnUses.Use other = analysis.expressions.columns().locate(reference, scope);
    return one == null || other == null || one.column().name().equals(other.column().name());
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

  /// Whether a key of ORDER BY, GROUP BY or DISTINCT ON is the number or name of a result column.
  /// In GROUP BY a column of FROM goes first.
  private boolean namesOutput(
      Expression key, List<OutputColumn> output, Scope scope, String clause) {
    if (key instanceof Expression.Constant constant) {
      position(constant, output, clause);
      return true;
    }
    if (!(key instanceof Expression.ColumnReference reference) || reference.parts().size() != 1) {
      return false;
    }
    String name = reference.parts().getFirst().stored();
    if (clause.equals("GROUP BY")
        && analysis.expressions.columns().find(name, scope, reference) != null) {
      return false;
    }
    return output.stream().anyMatch(column -> column.name().equals(name));
  }

  private void position(Expression.Constant constant, List<OutputColumn> output, String clause) {
    switch (constant.kind()) {
      case INTEGER -> {
        String digits = constant.value();
        boolean there =
            digits.length() < 9
                && digits.chars().allMatch(Character::isDigit)
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= output.size();
        if (!there) {
          throw analysis.refused(
              "42P10", clause + " position " + digits + " is not in select list", constant.span());
        }
      }
      case BOOLEAN -> {
        if (analysis.database().major() > 14) {
          throw notInteger(constant, clause);
        }
      }
      case STRING, DECIMAL, BIT_STRING, HEX_STRING, NULL, DEFAULT ->
          throw notInteger(constant, clause);
    }
  }

  private RuntimeException notInteger(Expression.Constant constant, String clause) {
    return analysis.refused("42601", "non-integer constant in " + clause, constant.span());
  }

  /// The columns of a select list or RETURNING list.
  List<OutputColumn> targets(List<Query.Target> targets, Scope scope) {
    List<OutputColumn> output = new ArrayList<>();
    for (Query.Target target : targets) {
      if (target.expression() instanceof Expression.Star star) {
        output.addAll(star(star, scope));
        continue;
      }
      DataType type = analysis.expressions.type(target.expression(), scope);
      Name alias = target.alias();
      String name = alias == null ? OutputNames.of(target.expression()) : alias.stored();
      output.add(new OutputColumn(name, type));
    }
    return output;
  }

  private List<OutputColumn> star(Expression.Star star, Scope scope) {
    List<OutputColumn> output = new ArrayList<>();
    List<Name> qualifier = star.qualifier();
    if (!qualifier.isEmpty()) {
      String schema = qualifier.size() < 2 ? null : qualifier.get(qualifier.size() - 2).stored();
      String table = qualifier.getLast().stored();
      Item item = analysis.expressions.columns().item(schema, table, scope);
      if (item == null) {
        String open = Columns.open(scope);
        if (open != null) {
          throw new UndecidedException(table + " may be a variable: " + open);
        }
        throw analysis.missing(
            "42P01",
            "missing FROM-clause entry for table \"" + table + "\"",
            star.span(),
            ObjectKind.TABLE,
            table,
            null,
            List.of());
      }
      expand(item, false, output, scope, star);
      return output;
    }
    if (scope.items().isEmpty()) {
      throw analysis.refused(
          "42601", "SELECT * with no tables specified is not valid", star.span());
    }
    for (Item item : scope.items()) {
      expand(item, true, output, scope, star);
    }
    return output;
  }

  /// The columns that a star stands for, where they are all known.
  List<ColumnUses.Use> columns(Expression.Star star, Scope scope) {
    ColumnUses.Mark mark = analysis.uses.mark();
    star(star, scope);
    return analysis.uses.take(mark, scope);
  }

  private void expand(
      Item item, boolean bare, List<OutputColumn> output, Scope scope, Expression.Star star) {
    if (item.open() != null) {
      throw new UndecidedException(
          "the columns of " + item.name() + " are not known: " + item.open());
    }
    for (ScopeColumn column : item.columns()) {
      if (!bare || item.visibleBare(column.name())) {
        analysis.refer(column.relation(), column.number());
        if (scope.items().contains(item)) {
          analysis.uses.add(scope, scope, item, column, star.span());
        }
        output.add(new OutputColumn(column.name(), column.type()));
      }
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
      boolean known = namesOutput(key.expression(), output, Scope.empty(), "ORDER BY");
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
