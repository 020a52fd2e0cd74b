package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Statements that code builds with SQLAlchemy: `sa.select`, `table.insert()`, `table.update()` and
/// `table.delete()`.
final class Queries {
  private final Types types;
  private final Tables tables;
  private final Map<String, Value> parameters;

  /// The tables of the statements around the one at hand, the nearest first.
  private final Deque<Set<TableReference>> around = new ArrayDeque<>();

  /// @param parameters the values of `:name` that the call passes
  Queries(Types types, Map<String, Value> parameters) {
    this.types = types;
    this.tables = new Tables(types);
    this.parameters = Map.copyOf(parameters);
  }

  /// Expressions of these statements, with columns qualified by their tables.
  Expressions expressions() {
    return new Expressions(types, this, true, parameters);
  }

  /// Expressions without the names of tables, as in constraints and indexes.
  Expressions unqualified() {
    return new Expressions(types, this, false, parameters);
  }

  /// Whether a value is a statement that these classes render.
  boolean isQuery(Value value) {
    return Chain.of(value) != null;
  }

  /// The SQL of a statement.
  ///
  /// @param rows the parameters that the call passes for an INSERT, or empty
  Value.Text statement(Value value, List<Value> rows) {
    Chain chain = Chain.of(value);
    if (chain == null) {
      throw new NotRendered("the statement is not known" + Call.because(value));
    }
    return switch (chain.kind()) {
      case "insert" -> new Inserts(this, tables).render(chain, rows);
      case "update", "delete" -> new Changes(this, tables).render(chain);
      default -> new Selects(this).render(chain);
    };
  }

  /// A value that is given to a column.
  Expression assigned(TableReference.KnownColumn column, Value value, Span at) {
    Value bound = types.bound(column.type(), value, at);
    return expressions().of(bound, column.kind(), at);
  }

  /// The INSERT of `op.bulk_insert`.
  Value.Text bulk(Value table, List<Value> rows, Span at) {
    return new Inserts(this, tables).bulk(table, rows, at);
  }

  /// The SQL of a text or a function that is executed.
  Value.Text executable(Value value, Span at) {
    Value.Text sql = expressions().of(value, at).sql();
    return value instanceof Value.Construct function && !Call.isText(function)
        ? new Sql(at).words("SELECT ").text(sql).text()
        : sql;
  }

  /// The parameters that are passed, as SQL.
  Map<String, Function<Span, Value.Text>> bound() {
    Map<String, Function<Span, Value.Text>> bound = new HashMap<>();
    parameters.forEach((name, value) -> bound.put(name, at -> expressions().of(value, at).sql()));
    return bound;
  }

  /// A subquery in parentheses.
  Expression scalar(Value value, Span at) {
    Value.Text sql = statement(value, List.of());
    return Expression.atom(new Sql(at).words("(").text(sql).words(")").text(), null);
  }

  /// `sa.exists(…)`.
  Expression exists(Value.Construct construct) {
    List<Value> positional = construct.arguments().positional();
    if (positional.size() != 1 || !isQuery(positional.getFirst())) {
      throw new NotRendered("the subquery of exists is not known");
    }
    Span at = construct.span();
    Value.Text sql =
        new Sql(at).words("EXISTS ").text(scalar(positional.getFirst(), at).sql()).text();
    return new Expression(
        sql, new Operator("EXISTS ", 0, false, null), List.of(), SqlType.Kind.BOOLEAN, Set.of());
  }

  /// The tables around the statement at hand.
  boolean isAround(TableReference table) {
    return around.stream().anyMatch(tables -> tables.contains(table));
  }

  /// Enters a statement, so that subqueries know its tables.
  void enter(Set<TableReference> from) {
    around.push(from);
  }

  /// Leaves the statement.
  void leave() {
    around.pop();
  }

  /// What stands after FROM: a table, an alias or a subquery with a name.
  TableReference source(Value value, Span at) {
    if (Tables.isTable(value)) {
      return tables.of(value, at);
    }
    if (value instanceof Value.MemberCall call
        && (call.name().equals("alias") || call.name().equals("subquery"))
        && isQuery(call.of())) {
      Value given = call.arguments().get(0, "name");
      Value.Text alias =
          given == null
              ? Sql.words("anon_1", call.span())
              : Call.nameOf(given, "the name of the subquery").sql();
      Value.Text sql =
          new Sql(call.span())
              .text(scalar(call.of(), call.span()).sql())
              .words(" AS ")
              .text(alias)
              .text();
      return new TableReference("alias " + alias.text(), sql, alias, new LinkedHashMap<>(), false);
    }
    throw new NotRendered("a table is not known" + Call.because(value));
  }

  /// The conditions of all `where` calls, joined by AND, or null without any.
  static @Nullable Expression condition(List<Expression> all, Span at) {
    return all.isEmpty() ? null : Expression.joined(Operator.AND, all, at);
  }
}
