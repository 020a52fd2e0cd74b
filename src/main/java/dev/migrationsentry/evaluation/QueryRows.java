package dev.migrationsentry.evaluation;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of queries over the system's catalogs, over lists of values, and over tables that are
/// known to be empty.
final class QueryRows {
  private final Evaluator evaluator;
  private final FromRows sources;
  private final Aggregates aggregates;
  private final Map<String, ResultRows> commonTables = new HashMap<>();

  QueryRows(Evaluator evaluator, CatalogRows catalogs) {
    this.evaluator = evaluator;
    sources = new FromRows(evaluator, catalogs, this);
    aggregates = new Aggregates(evaluator);
  }

  ResultRows rows(Query query, Variables variables) {
    Query.With with = query.with();
    if (with != null) {
      for (Query.CommonTable table : with.tables()) {
        ResultRows rows =
            table.statement() instanceof Query inner && !with.recursive()
                ? rows(inner, variables)
                : ResultRows.unknown("the rows of " + table.name());
        commonTables.put(table.name().stored(), rows);
      }
    }
    ResultRows rows =
        switch (query.body()) {
          case Query.Select select -> select(select, variables);
          case Query.Values values -> values(values, variables);
          case Query.SetOperation operation -> combined(operation, variables);
        };
    return limited(query, rows, variables);
  }

  /// The rows of a table that WITH has named, or null.
  @Nullable ResultRows common(String name) {
    return commonTables.get(name);
  }

  private ResultRows limited(Query query, ResultRows rows, Variables variables) {
    Expression limit = query.limit();
    if (query.offset() != null) {
      return ResultRows.unknown("a part of a result");
    }
    if (limit != null && evaluator.value(limit, variables) instanceof Value.Numeral number) {
      int most = number.number().intValue();
      if (rows.certain().size() > most) {
        return new ResultRows(rows.certain().subList(0, most), rows.why());
      }
    }
    return rows;
  }

  private ResultRows values(Query.Values values, Variables variables) {
    List<Map<String, Value>> rows = new ArrayList<>();
    for (List<Expression> expressions : values.rows()) {
      Map<String, Value> row = new LinkedHashMap<>();
      for (Expression expression : expressions) {
        row.put("column" + (row.size() + 1), evaluator.value(expression, variables));
      }
      rows.add(row);
    }
    return new ResultRows(rows, null);
  }

  private ResultRows combined(Query.SetOperation operation, Variables variables) {
    ResultRows left = rows(operation.left(), variables);
    ResultRows right = rows(operation.right(), variables);
    if (!operation.operator().equals("union")) {
      boolean nothing = left.certain().isEmpty() && left.why() == null;
      return nothing ? left : ResultRows.unknown("a combination of results");
    }
    List<Map<String, Value>> rows = new ArrayList<>(left.certain());
    for (Map<String, Value> row : right.certain()) {
      Map<String, Value> named = new LinkedHashMap<>();
      List<String> names =
          left.certain().isEmpty()
              ? List.copyOf(row.keySet())
              : List.copyOf(left.certain().getFirst().keySet());
      int column = 0;
      for (Value value : row.values()) {
        named.put(column < names.size() ? names.get(column) : "column" + column, value);
        column++;
      }
      if (operation.all() || !rows.contains(named)) {
        rows.add(named);
      }
    }
    return new ResultRows(rows, left.why() != null ? left.why() : right.why());
  }

  private ResultRows select(Query.Select select, Variables variables) {
    List<Expression> conditions = new ArrayList<>();
    Expression where = select.where();
    if (where != null) {
      FromRows.conjuncts(where, conditions);
    }
    FromRows.Joined joined = new FromRows.Joined(List.of(variables.inner()), null);
    for (Query.FromItem from : select.from()) {
      joined = sources.join(joined, from, conditions);
    }
    List<Variables> certain = new ArrayList<>();
    String why = joined.why();
    for (Variables row : joined.rows()) {
      Value holds =
          Comparison.and(conditions.stream().map(each -> evaluator.value(each, row)).toList());
      if (holds.isTrue()) {
        certain.add(row);
      } else if (!holds.isNotTrue()) {
        why = holds.text();
      }
    }
    boolean nothing = certain.isEmpty() && why == null;
    boolean aggregated =
        select.targets().stream().anyMatch(target -> Aggregates.aggregate(target.expression()));
    if (!select.groupBy().isEmpty() || select.having() != null) {
      if (nothing && !select.groupBy().isEmpty()) {
        return ResultRows.none();
      }
      return why == null ? aggregates.grouped(select, certain) : ResultRows.unknown(why);
    }
    if (aggregated) {
      return new ResultRows(List.of(aggregates.single(select, certain, why)), null);
    }
    for (Query.Target target : select.targets()) {
      // A function that can't be computed here may return any number of rows.
      boolean any =
          target.expression() instanceof Expression.FunctionCall call
              && !certain.isEmpty()
              && !evaluator.value(call, certain.getFirst()).known();
      if (any) {
        return ResultRows.unknown(target.expression().span().text());
      }
    }
    List<Map<String, Value>> rows = new ArrayList<>();
    for (Variables row : certain) {
      Map<String, Value> output = OutputColumns.of(select, row, evaluator);
      if (!(select.distinct() && rows.contains(output))) {
        rows.add(output);
      }
    }
    return new ResultRows(rows, why);
  }
}
