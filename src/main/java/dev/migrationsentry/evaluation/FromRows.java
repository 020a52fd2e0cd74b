package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows that FROM puts together. A row that a condition excludes for certain is dropped as soon
/// as that can be seen, so that joins of catalogs stay small.
final class FromRows {
  private final Evaluator evaluator;
  private final CatalogRows catalogs;
  private final QueryRows queries;

  FromRows(Evaluator evaluator, CatalogRows catalogs, QueryRows queries) {
    this.evaluator = evaluator;
    this.catalogs = catalogs;
    this.queries = queries;
  }

  /// Rows while FROM is put together: the variables of each, and why there may be more.
  record Joined(List<Variables> rows, @Nullable String why) {}

  /// Adds the conditions that AND joins.
  static void conjuncts(Expression condition, List<Expression> found) {
    if (condition instanceof Expression.Logical logical
        && logical.word() == Expression.Logical.Word.AND) {
      logical.operands().forEach(operand -> conjuncts(operand, found));
    } else {
      found.add(condition);
    }
  }

  /// Puts one more item beside what is there.
  ///
  /// @param conditions what rows must fulfil; those of inner joins are added
  Joined join(Joined left, Query.FromItem item, List<Expression> conditions) {
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
        joined.addRow(OutputColumns.alias(item), columns);
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
        joined.addRow(OutputColumns.alias(join.right()), new NullRow());
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
      case Query.QueryItem query -> renamed(queries.rows(query.query(), row), query.alias());
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
    return ResultRows.unknown("the rows of " + OutputColumns.alias(item) + "()");
  }

  private ResultRows table(Query.TableItem item, Variables row, List<Expression> conditions) {
    QualifiedName table = item.table();
    String qualifier = table.qualifier();
    ResultRows common = qualifier == null ? queries.common(table.name()) : null;
    if (common != null) {
      return renamed(common, item.alias());
    }
    boolean system =
        qualifier == null ? table.name().startsWith("pg_") : qualifier.equals("pg_catalog");
    if (system || "information_schema".equals(qualifier)) {
      Wanted wanted =
          Wanted.of(OutputColumns.alias(item), conditions, one -> evaluator.value(one, row));
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
