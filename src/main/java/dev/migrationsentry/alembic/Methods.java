package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// SQL expressions that methods of other expressions make: `column.in_(…)`, `column.desc()`.
final class Methods {
  private final Expressions expressions;
  private final Constructs constructs;
  private final Types types;
  private final Queries queries;

  Methods(Expressions expressions, Constructs constructs, Types types, Queries queries) {
    this.expressions = expressions;
    this.constructs = constructs;
    this.types = types;
    this.queries = queries;
  }

  /// The expression of a method's call.
  Expression of(Value.MemberCall call) {
    Span at = call.span();
    String name = call.name();
    List<Value> arguments = call.arguments().positional();
    if (queries.isQuery(call)) {
      return queries.scalar(call, at);
    }
    Expression special =
        switch (name) {
          case "bindparams" ->
              call.of() instanceof Value.Construct text && Call.isText(text)
                  ? Expression.atom(constructs.text(text, bound(call.arguments())), null)
                  : null;
          case "columns", "self_group", "execution_options" -> expressions.of(call.of(), at);
          case "" -> customized(call);
          case "next_value" -> expressions.of(call.of(), at);
          case "op", "bool_op" ->
              throw new NotRendered("an operator without its second operand is not known");
          case "over", "filter", "within_group" -> new Functions(expressions, types).windowed(call);
          default -> null;
        };
    if (special != null) {
      return special;
    }
    Expression of = expressions.of(call.of(), at);
    return switch (name) {
      case "in_", "notin_", "not_in" -> membership(of, name.equals("in_"), argument(call), at);
      case "startswith", "endswith", "contains" -> pattern(name, of, argument(call), at);
      case "between" -> between(of, arguments, at);
      case "cast" -> constructs.cast(call.of(), argument(call), at);
      case "label" -> of;
      case "desc", "asc", "distinct", "nullsfirst", "nullslast", "nulls_first", "nulls_last" ->
          modified(name, of, at);
      case "collate" -> collated(of, Call.nameOf(argument(call), "the collation"), at);
      case "has_key" -> custom(of, "?", argument(call), at);
      case "scalar_subquery", "as_scalar" -> of;
      default -> {
        Operator operator = Operator.method(name);
        if (operator == null) {
          throw new NotRendered("the method " + name + " of an SQL expression is not known");
        }
        Value other = argument(call);
        Expression right =
            Expressions.isNull(other)
                ? Expression.atom(Expressions.nothing(at), null)
                : expressions.of(other, Expressions.operand(of), at);
        Expression made =
            Expression.binary(
                of, operator, right, operator == Operator.CONCAT ? Kind.STRING : Kind.BOOLEAN, at);
        Value escape = call.arguments().get("escape");
        yield escape == null
            ? made
            : made.with(
                new Sql(at)
                    .text(made.sql())
                    .words(" ESCAPE ")
                    .text(Literals.of(escape, null, at))
                    .text());
      }
    };
  }

  private static Value argument(Value.MemberCall call) {
    List<Value> positional = call.arguments().positional();
    if (!positional.isEmpty()) {
      return positional.getFirst();
    }
    for (Value value : call.arguments().named().values()) {
      return value;
    }
    throw new NotRendered("the method " + call.name() + " of an SQL expression lacks an argument");
  }

  private static Map<String, Value> bound(Arguments arguments) {
    Map<String, Value> bound = new HashMap<>(arguments.named());
    for (Value value : arguments.positional()) {
      if (value instanceof Value.Construct parameter
          && Constructs.first(parameter) instanceof Value.Text key
          && parameter.arguments().get(1, "value") != null) {
        bound.put(key.text(), parameter);
      }
    }
    return bound;
  }

  private Expression customized(Value.MemberCall call) {
    if (call.of() instanceof Value.MemberCall operator
        && (operator.name().equals("op") || operator.name().equals("bool_op"))) {
      return custom(
          expressions.of(operator.of(), call.span()),
          Call.textOf(argument(operator), "an operator").text(),
          argument(call),
          call.span());
    }
    throw new NotRendered("the call of an SQL expression is not known");
  }

  private Expression custom(Expression left, String words, Value right, Span at) {
    Expression other = expressions.of(right, left.kind() == Kind.JSON ? null : left.kind(), at);
    return Expression.binary(left, Operator.custom(words), other, null, at);
  }

  private Expression membership(Expression of, boolean in, Value values, Span at) {
    Operator operator = in ? Operator.IN : Operator.NOT_IN;
    Expression list;
    if (values instanceof Value.Sequence sequence) {
      List<Expression> items = new ArrayList<>();
      for (Value item : Call.items(sequence, "the list of IN")) {
        items.add(expressions.of(item, Expressions.operand(of), at));
      }
      Sql sql = new Sql(at).words("(");
      if (items.isEmpty()) {
        sql.words(in ? "NULL) AND (1 != 1" : "NULL) OR (1 = 1");
      } else {
        sql.joined(", ", Expressions.sqlOf(items));
      }
      list = Expression.atom(sql.words(")").text(), null);
    } else if (queries.isQuery(values)) {
      list = queries.scalar(values, at);
    } else {
      Expression other = expressions.of(values, at);
      list = other.with(other.sql().text().startsWith("(") ? other.sql() : other.grouped(at));
    }
    return Expression.membership(of, operator, list, at);
  }

  private Expression pattern(String name, Expression of, Value value, Span at) {
    Value.Text text = expressions.of(value, Kind.STRING, at).sql();
    Sql sql = new Sql(at).text(of.in(Operator.EQUAL, at)).words(" LIKE ");
    if (!name.equals("startswith")) {
      sql.words("'%' || ");
    }
    sql.text(text);
    if (!name.equals("endswith")) {
      sql.words(" || '%'");
    }
    Expression like = new Expression(sql.text(), null, List.of(), Kind.BOOLEAN, of.from());
    return like.with(like.grouped(at));
  }

  /// `DISTINCT` before, `DESC` and its like after an expression.
  static Expression modified(String name, Expression of, Span at) {
    Sql sql = new Sql(at);
    switch (name) {
      case "distinct" -> sql.words("DISTINCT ").text(of.sql());
      case "desc" -> sql.text(of.sql()).words(" DESC");
      case "asc" -> sql.text(of.sql()).words(" ASC");
      case "nullsfirst", "nulls_first" -> sql.text(of.sql()).words(" NULLS FIRST");
      default -> sql.text(of.sql()).words(" NULLS LAST");
    }
    return of.with(sql.text());
  }

  /// An expression with another collation.
  static Expression collated(Expression of, Name collation, Span at) {
    Operator collate = new Operator(" COLLATE ", 4, false, null);
    return of.with(
            new Sql(at).text(of.in(collate, at)).words(" COLLATE ").text(collation.sql()).text())
        .of(Kind.STRING);
  }

  /// `BETWEEN` two limits.
  Expression between(Expression of, List<Value> limits, Span at) {
    if (limits.size() < 2) {
      throw new NotRendered("the limits of between are not known");
    }
    Operator operator = new Operator(" BETWEEN ", 5, false, null);
    Expression low = expressions.of(limits.get(0), Expressions.operand(of), at);
    Expression high = expressions.of(limits.get(1), Expressions.operand(of), at);
    Value.Text sql =
        new Sql(at)
            .text(of.in(operator, at))
            .words(" BETWEEN ")
            .text(low.in(operator, at))
            .words(" AND ")
            .text(high.in(operator, at))
            .text();
    return new Expression(
        sql, operator, List.of(), Kind.BOOLEAN, Expression.together(List.of(of, low, high)));
  }
}
