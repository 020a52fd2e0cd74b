package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.TableReference.KnownColumn;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `table.update()` and `table.delete()` to UPDATE and DELETE.
final class Changes {
  private final Queries queries;
  private final Tables tables;

  Changes(Queries queries, Tables tables) {
    this.queries = queries;
    this.tables = tables;
  }

  /// The SQL of a chain that begins with `update` or `delete`.
  Value.Text render(Chain chain) {
    Value target = chain.table();
    if (target == null || !Tables.isTable(target)) {
      throw new NotRendered("the table of " + chain.kind() + " is not known");
    }
    TableReference table = tables.of(target, chain.span());
    queries.enter(Set.of(table));
    try {
      return render(chain, table);
    } finally {
      queries.leave();
    }
  }

  private Value.Text render(Chain chain, TableReference table) {
    Span at = chain.span();
    List<Expression> where = new ArrayList<>();
    List<Value.Text> returning = new ArrayList<>();
    Map<String, Value> values = new LinkedHashMap<>();
    Value clause = chain.first().get(0, "whereclause");
    if (clause != null) {
      where.add(queries.expressions().of(clause, at));
    }
    Value given = chain.first().get("values");
    if (given != null) {
      values.putAll(assignments(Arguments.of(given)));
    }
    for (Value.MemberCall step : chain.steps()) {
      switch (step.name()) {
        case "where", "filter" -> {
          for (Value value : step.arguments().positional()) {
            where.add(queries.expressions().of(value, at));
          }
        }
        case "values", "ordered_values" -> values.putAll(assignments(step.arguments()));
        case "returning" ->
            returning.addAll(
                Expressions.sqlOf(queries.expressions().all(step.arguments().positional(), at)));
        case "execution_options" -> {}
        default ->
            throw new NotRendered(
                "the method " + step.name() + " of " + chain.kind() + " is not known");
      }
    }
    Set<TableReference> others = new LinkedHashSet<>(Expressions.from(where));
    Sql sql = new Sql(at);
    if (chain.kind().equals("update")) {
      if (values.isEmpty()) {
        throw new NotRendered("the values of an UPDATE are not known");
      }
      List<Value.Text> sets = new ArrayList<>();
      Map<KnownColumn, Value> ordered = ordered(table, values, at);
      for (Map.Entry<KnownColumn, Value> entry : ordered.entrySet()) {
        Expression value = queries.assigned(entry.getKey(), entry.getValue(), at);
        others.addAll(value.from());
        sets.add(
            new Sql(at).text(entry.getKey().name().sql()).words("=").text(value.aside(at)).text());
      }
      sql.words("UPDATE ").text(table.sql()).words(" SET ").joined(", ", sets);
    } else {
      sql.words("DELETE FROM ").text(table.sql());
    }
    others.remove(table);
    if (!others.isEmpty()) {
      sql.words(chain.kind().equals("update") ? " FROM " : " USING ")
          .joined(", ", others.stream().map(TableReference::sql).toList());
    }
    Expression condition = Queries.condition(where, at);
    if (condition != null) {
      sql.words(" WHERE ").text(condition.sql());
    }
    if (!returning.isEmpty()) {
      sql.words(" RETURNING ").joined(", ", returning);
    }
    return sql.text();
  }

  /// Assignments by the names of columns, from a dictionary, pairs or named arguments.
  static Map<String, Value> assignments(Arguments arguments) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Value value : arguments.positional()) {
      switch (value) {
        case Value.Mapping mapping -> {
          if (mapping.uncertain() != null) {
            throw new NotRendered("a dictionary of values is not known: " + mapping.uncertain());
          }
          mapping.entries().forEach((key, one) -> values.put(keyOf(key), one));
        }
        case Value.Sequence sequence
            when sequence.items().size() == 2
                && !(sequence.items().getFirst() instanceof Value.Sequence) ->
            values.put(keyOf(sequence.items().get(0)), sequence.items().get(1));
        case Value.Sequence sequence -> {
          for (Value pair : Call.items(sequence, "the values")) {
            List<Value> both = Call.items(pair, "a value");
            values.put(keyOf(both.get(0)), both.get(1));
          }
        }
        default -> throw new NotRendered("the values are not known" + Call.because(value));
      }
    }
    if (arguments.uncertain() != null) {
      throw new NotRendered("the values are not known: " + arguments.uncertain());
    }
    values.putAll(arguments.named());
    return values;
  }

  private static String keyOf(Value key) {
    if (key instanceof Value.Operation operation
        && operation.operator().equals("[]")
        && operation.operands().getLast() instanceof Value.Text text) {
      return text.text();
    }
    return Call.nameOf(key, "the name of a column").plain();
  }

  /// Assignments in the order of the table's columns, as SQLAlchemy sends them.
  ///
  /// @throws PythonError where the table lacks a column
  static Map<KnownColumn, Value> ordered(TableReference table, Map<String, Value> values, Span at) {
    Map<KnownColumn, Value> ordered = new LinkedHashMap<>();
    Map<String, Value> left = new LinkedHashMap<>(values);
    table
        .columns()
        .forEach((key, column) -> {
          @Nullable Value value = left.remove(key);
          if (value != null) {
            ordered.put(column, value);
          }
        });
    if (!left.isEmpty() && table.complete()) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "Unconsumed column names: " + String.join(", ", left.keySet()));
    }
    left.forEach((key, value) ->
        ordered.put(new KnownColumn(Name.of(Sql.words(key, at)), null, null, null), value));
    return ordered;
  }
}
