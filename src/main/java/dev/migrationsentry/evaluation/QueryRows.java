package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of queries over the system's catalogs, over lists of values, and over tables that are
/// known to be empty.
final class QueryRows {
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
  private final CatalogRows catalogs;
  private final Map<String, ResultRows> commonTables = new HashMap<>();

  QueryRows(Evaluator evaluator, CatalogRows catalogs) {
    this.evaluator = evaluator;
    this.catalogs = catalogs;
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

  /// Rows while FROM is put together: the variables of each, and why there may be more.
  private record Joined(List<Variables> rows, @Nullable String why) {}

  private ResultRows select(Query.Select select, Variables variables) {
    List<Expression> conditions = new ArrayList<>();
    Expression where = select.where();
    if (where != null) {
      conjuncts(where, conditions);
    }
    Joined joined = new Joined(List.of(variables.inner()), null);
    for (Query.FromItem from : select.from()) {
      joined = join(joined, from, conditions);
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
        select.targets().stream().anyMatch(target -> aggregate(target.expression()));
    if (!select.groupBy().isEmpty() || select.having() != null) {
      if (nothing && !select.groupBy().isEmpty()) {
        return ResultRows.none();
      }
      return why == null ? grouped(select, certain) : ResultRows.unknown(why);
    }
    if (aggregated) {
      return new ResultRows(
          List.of(aggregates(select, new Group(certain, Variables.none()), why)), null);
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
      Map<String, Value> output = output(select, row);
      if (!(select.distinct() && rows.contains(output))) {
        rows.add(output);
      }
    }
    return new ResultRows(rows, why);
  }

  private static void conjuncts(Expression condition, List<Expression> found) {
    if (condition instanceof Expression.Logical logical
        && logical.word() == Expression.Logical.Word.AND) {
      logical.operands().forEach(operand -> conjuncts(operand, found));
    } else {
      found.add(condition);
    }
  }

  private static boolean aggregate(Expression expression) {
    return switch (expression) {
      case Expression.FunctionCall call ->
          AGGREGATES.contains(call.name().name()) && call.over() == null;
      case Expression.Cast cast -> aggregate(cast.operand());
      case Expression.Operation operation -> {
        Expression left = operation.left();
        yield aggregate(operation.right()) || (left != null && aggregate(left));
      }
      case Expression.SpecialCall call -> call.arguments().stream().anyMatch(QueryRows::aggregate);
      default -> false;
    };
  }

  /// Rows that one row is made of.
  ///
  /// @param rows the variables of each
  /// @param shared what all of them have in common
  private record Group(List<Variables> rows, Variables shared) {}

  /// The groups of GROUP BY that pass HAVING; without GROUP BY there is one.
  private ResultRows grouped(Query.Select select, List<Variables> certain) {
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

  private Map<String, Value> aggregates(Query.Select select, Group group, @Nullable String why) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (Query.Target target : select.targets()) {
      row.put(name(target, row.size()), aggregated(target.expression(), group, why));
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

  private Map<String, Value> output(Query.Select select, Variables row) {
    Map<String, Value> output = new LinkedHashMap<>();
    for (Query.Target target : select.targets()) {
      if (target.expression() instanceof Expression.Star star) {
        for (String alias : aliases(select.from())) {
          Map<String, Value> columns = row.row(alias);
          boolean wanted =
              star.qualifier().isEmpty() || star.qualifier().getLast().stored().equals(alias);
          if (columns != null && wanted) {
            output.putAll(columns);
          }
        }
        continue;
      }
      output.put(name(target, output.size()), evaluator.value(target.expression(), row));
    }
    if (output.isEmpty()) {
      output.put("?column?", new Value.Null());
    }
    return output;
  }

  private static String name(Query.Target target, int position) {
    Name alias = target.alias();
    if (alias != null) {
      return alias.stored();
    }
    return switch (target.expression()) {
      case Expression.ColumnReference reference -> reference.parts().getLast().stored();
      case Expression.FunctionCall call -> call.name().name();
      case Expression.Cast cast
          when cast.operand() instanceof Expression.ColumnReference reference ->
          reference.parts().getLast().stored();
      default -> "?column?" + position;
    };
  }

  private static List<String> aliases(List<Query.FromItem> from) {
    List<String> aliases = new ArrayList<>();
    for (Query.FromItem item : from) {
      switch (item) {
        case Query.JoinItem join -> aliases.addAll(aliases(List.of(join.left(), join.right())));
        default -> aliases.add(alias(item));
      }
    }
    return aliases;
  }

  private static String alias(Query.FromItem item) {
    Query.Alias alias =
        switch (item) {
          case Query.TableItem table -> table.alias();
          case Query.QueryItem query -> query.alias();
          case Query.FunctionItem function -> function.alias();
          case Query.TableFunctionItem function -> function.alias();
          case Query.JoinItem join -> join.alias();
        };
    if (alias != null) {
      return alias.name().stored();
    }
    return switch (item) {
      case Query.TableItem table -> table.table().name();
      case Query.FunctionItem function
          when function.calls().getFirst() instanceof Expression.FunctionCall call ->
          call.name().name();
      default -> "";
    };
  }

  private Joined join(Joined left, Query.FromItem item, List<Expression> conditions) {
    if (item instanceof Query.JoinItem join) {
      return switch (join.kind()) {
        case "inner", "cross" -> {
          Expression on = join.on();
          if (on != null) {
            conjuncts(on, conditions);
          }
          if (join.natural() || !join.using().isEmpty()) {
            yield unknown(
                left, join(join(left, join.left(), conditions), join.right(), conditions));
          }
          yield join(join(left, join.left(), conditions), join.right(), conditions);
        }
        case "left" -> outer(join(left, join.left(), conditions), join, conditions);
        default -> new Joined(List.of(), "an outer join");
      };
    }
    List<Variables> rows = new ArrayList<>();
    String why = left.why();
    for (Variables row : left.rows()) {
      ResultRows added = source(item, row, conditions);
      why = added.why() != null ? added.why() : why;
      for (Map<String, Value> columns : added.certain()) {
        Variables joined = row.inner();
        joined.addRow(alias(item), columns);
        if (!excluded(joined, conditions)) {
          rows.add(joined);
        }
      }
    }
    return new Joined(rows, why);
  }

  private static Joined unknown(Joined left, Joined joined) {
    boolean nothing = joined.rows().isEmpty() && joined.why() == null;
    return nothing || left.rows().isEmpty()
        ? new Joined(List.of(), left.why())
        : new Joined(List.of(), "a join by column names");
  }

  private Joined outer(Joined left, Query.JoinItem join, List<Expression> conditions) {
    List<Variables> rows = new ArrayList<>();
    String why = left.why();
    Expression on = join.on();
    for (Variables row : left.rows()) {
      List<Expression> condition = new ArrayList<>();
      if (on != null) {
        conjuncts(on, condition);
      }
      Joined right = join(new Joined(List.of(row), null), join.right(), condition);
      boolean matched = false;
      for (Variables joined : right.rows()) {
        Value holds =
            Comparison.and(condition.stream().map(each -> evaluator.value(each, joined)).toList());
        if (holds.isTrue()) {
          rows.add(joined);
          matched = true;
        } else if (!holds.isNotTrue()) {
          why = holds.text();
          matched = true;
        }
      }
      if (right.why() != null) {
        why = right.why();
      } else if (!matched) {
        Variables joined = row.inner();
        joined.addRow(alias(join.right()), new NullRow());
        if (!excluded(joined, conditions)) {
          rows.add(joined);
        }
      }
    }
    return new Joined(rows, why);
  }

  private boolean excluded(Variables row, List<Expression> conditions) {
    for (Expression condition : conditions) {
      if (evaluator.value(condition, row).isNotTrue()) {
        return true;
      }
    }
    return false;
  }

  private ResultRows source(Query.FromItem item, Variables row, List<Expression> conditions) {
    return switch (item) {
      case Query.TableItem table -> table(table, row, conditions);
      case Query.QueryItem query -> renamed(rows(query.query(), row), query.alias());
      case Query.FunctionItem function -> function(function, row);
      case Query.TableFunctionItem function ->
          ResultRows.unknown("the rows of " + function.function());
      case Query.JoinItem ignored -> ResultRows.unknown("a join");
    };
  }

  private static ResultRows renamed(ResultRows rows, Query.@Nullable Alias alias) {
    if (alias == null || alias.columns().isEmpty()) {
      return rows;
    }
    List<Map<String, Value>> renamed = new ArrayList<>();
    for (Map<String, Value> row : rows.certain()) {
      Map<String, Value> other = new LinkedHashMap<>();
      int column = 0;
      for (Map.Entry<String, Value> entry : row.entrySet()) {
        String name =
            column < alias.columns().size() ? alias.columns().get(column).stored() : entry.getKey();
        other.put(name, entry.getValue());
        column++;
      }
      renamed.add(other);
    }
    return new ResultRows(renamed, rows.why());
  }

  private ResultRows function(Query.FunctionItem item, Variables row) {
    Expression first = item.calls().getFirst();
    if (item.calls().size() == 1
        && !item.ordinality()
        && first instanceof Expression.FunctionCall call
        && call.name().name().equals("unnest")
        && call.arguments().size() == 1
        && evaluator.value(call.arguments().getFirst().value(), row) instanceof Value.Array array) {
      Query.Alias alias = item.alias();
      String name = alias == null ? "unnest" : alias.name().stored();
      if (alias != null && !alias.columns().isEmpty()) {
        name = alias.columns().getFirst().stored();
      }
      List<Map<String, Value>> rows = new ArrayList<>();
      for (Value element : array.elements()) {
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put(name, element);
        rows.add(columns);
      }
      return new ResultRows(rows, null);
    }
    return ResultRows.unknown("the rows of " + alias(item) + "()");
  }

  private ResultRows table(Query.TableItem item, Variables row, List<Expression> conditions) {
    QualifiedName table = item.table();
    String qualifier = table.qualifier();
    ResultRows common = qualifier == null ? commonTables.get(table.name()) : null;
    if (common != null) {
      return renamed(common, item.alias());
    }
    boolean system =
        qualifier == null ? table.name().startsWith("pg_") : qualifier.equals("pg_catalog");
    if (system || "information_schema".equals(qualifier)) {
      Wanted wanted = Wanted.of(alias(item), conditions, one -> evaluator.value(one, row));
      for (String name : wanted.names()) {
        String doubt = catalogs.schema().uncertainty(name);
        if (doubt != null) {
          return ResultRows.unknown(doubt);
        }
      }
      List<Map<String, Value>> rows =
          catalogs.of(system ? "pg_catalog" : "information_schema", table.name(), wanted);
      return rows == null ? ResultRows.unknown("the rows of " + table) : new ResultRows(rows, null);
    }
    return ofUser(table);
  }

  private ResultRows ofUser(QualifiedName table) {
    Database database = evaluator.database();
    List<String> namespaces =
        table.qualifier() == null ? database.session().searchPath() : List.of(table.qualifier());
    for (String name : namespaces) {
      Namespace namespace = database.schema().namespace(name);
      Relation relation =
          namespace == null ? null : database.schema().relation(namespace.id(), table.name());
      if (relation != null) {
        Rows rows =
            switch (relation) {
              case Table found -> found.rows();
              case View view -> view.materialized() ? view.rows() : Rows.UNKNOWN;
              default -> Rows.UNKNOWN;
            };
        return rows == Rows.NONE ? ResultRows.none() : ResultRows.unknown("the rows of " + table);
      }
    }
    return ResultRows.unknown("the rows of " + table);
  }
}
