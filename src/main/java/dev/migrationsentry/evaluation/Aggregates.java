package dev.migrationsentry.evaluation;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of queries with aggregates: GROUP BY, HAVING, `count(*)` and its like.
final class Aggregates {
  private static final Set<String> AGGREGATES =
      Set.of(
          "count",
          "max",
          "min",
          "sum",
          "avg",
          "string_agg",
          "array_agg",
          "bool_or",
          "bool_and",
          "json_agg",
          "jsonb_agg");

  private final Evaluator evaluator;

  Aggregates(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// Whether a query's column is made of many rows.
  static boolean aggregate(Expression expression) {
    return switch (expression) {
      case Expression.FunctionCall call ->
          AGGREGATES.contains(call.name().name()) && call.over() == null;
      case Expression.Cast cast -> aggregate(cast.operand());
      case Expression.Operation operation -> {
        Expression left = operation.left();
        yield aggregate(operation.right()) || (left != null && aggregate(left));
      }
      case Expression.SpecialCall call -> call.arguments().stream().anyMatch(Aggregates::aggregate);
      default -> false;
    };
  }

  /// Rows that one row is made of.
  ///
  /// @param rows the variables of each
  /// @param shared what all of them have in common
  private record Group(List<Variables> rows, Variables shared) {}

  /// The groups of GROUP BY that pass HAVING; without GROUP BY there is one.
  ResultRows grouped(Query.Select select, List<Variables> certain) {
    Map<List<Value>, List<Variables>> groups = new LinkedHashMap<>();
    if (select.groupBy().isEmpty()) {
      groups.put(List.of(), certain);
    }
    for (Variables row : select.groupBy().isEmpty() ? List.<Variables>of() : certain) {
      List<Value> keys = new ArrayList<>();
      for (Expression key : select.groupBy()) {
        Value value =
            key instanceof Expression.ColumnReference
                ? evaluator.value(key, row)
                : new Value.Unknown("a grouped result");
        if (!value.known()) {
          return ResultRows.unknown("a grouped result");
        }
        keys.add(value);
      }
      groups.computeIfAbsent(keys, ignored -> new ArrayList<>()).add(row);
    }
    List<Map<String, Value>> output = new ArrayList<>();
    String why = null;
    for (List<Variables> rows : groups.values()) {
      Group group = new Group(rows, rows.isEmpty() ? Variables.none() : rows.getFirst());
      Expression having = select.having();
      Value holds = having == null ? Value.of(true) : aggregated(having, group, null);
      if (holds.isTrue()) {
        output.add(aggregates(select, group, null));
      } else if (!holds.isNotTrue()) {
        why = holds.text();
      }
    }
    return new ResultRows(output, why);
  }

  /// The one row of a query without GROUP BY.
  ///
  /// @param why why there may be more rows than these, or null
  Map<String, Value> single(Query.Select select, List<Variables> rows, @Nullable String why) {
    return aggregates(select, new Group(rows, Variables.none()), why);
  }

  private Map<String, Value> aggregates(Query.Select select, Group group, @Nullable String why) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (Query.Target target : select.targets()) {
      row.put(OutputColumns.name(target, row.size()), aggregated(target.expression(), group, why));
    }
    return row;
  }

  private Value aggregated(Expression expression, Group group, @Nullable String why) {
    if (why != null) {
      return new Value.Unknown(why);
    }
    return switch (expression) {
      case Expression.FunctionCall call when call.name().name().equals("count") ->
          count(call, group.rows());
      case Expression.FunctionCall call when AGGREGATES.contains(call.name().name()) ->
          group.rows().isEmpty() ? new Value.Null() : collected(call, group.rows());
      case Expression.Operation operation -> {
        Expression left = operation.left();
        Value result =
            left == null
                ? null
                : Comparison.operate(
                    operation.operator(),
                    aggregated(left, group, null),
                    aggregated(operation.right(), group, null));
        yield result == null ? new Value.Unknown("an aggregate") : result;
      }
      case Expression.SpecialCall call when call.name().equals("coalesce") -> {
        for (Expression argument : call.arguments()) {
          Value value = aggregated(argument, group, null);
          if (!(value instanceof Value.Null)) {
            yield value;
          }
        }
        yield new Value.Null();
      }
      case Expression.Cast cast -> aggregated(cast.operand(), group, null);
      default -> evaluator.value(expression, group.shared());
    };
  }

  /// `count(*)`, or the number of rows in which a value is not null.
  private Value count(Expression.FunctionCall call, List<Variables> rows) {
    if (call.distinct() || call.filter() != null) {
      return new Value.Unknown("a count");
    }
    long count = rows.size();
    for (Expression.FunctionCall.Argument argument : call.arguments()) {
      for (Variables row : rows) {
        Value value = evaluator.value(argument.value(), row);
        if (!value.known()) {
          return new Value.Unknown("a count");
        }
        count -= value instanceof Value.Null ? 1 : 0;
      }
    }
    return Value.of(count);
  }

  private Value collected(Expression.FunctionCall call, List<Variables> certain) {
    if (call.name().name().equals("array_agg")
        && call.arguments().size() == 1
        && !call.distinct()) {
      Expression element = call.arguments().getFirst().value();
      return new Value.Array(certain.stream().map(row -> evaluator.value(element, row)).toList());
    }
    return new Value.Unknown("an aggregate");
  }
}
