package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// SQL expressions that calls of SQLAlchemy's own names make: `sa.text(…)`, `sa.cast(…)`,
/// `sa.and_(…)`.
final class Constructs {
  private final Expressions expressions;
  private final Types types;
  private final Queries queries;
  private final boolean qualified;
  private final Map<String, Value> parameters;

  Constructs(
      Expressions expressions,
      Types types,
      Queries queries,
      boolean qualified,
      Map<String, Value> parameters) {
    this.expressions = expressions;
    this.types = types;
    this.queries = queries;
    this.qualified = qualified;
    this.parameters = parameters;
  }

  /// The expression of a call.
  ///
  /// @param kind the type of what it stands beside
  Expression of(Value.Construct construct, @Nullable Kind kind) {
    Span at = construct.span();
    String name = construct.name();
    int function = name.indexOf(".func.");
    if (function >= 0) {
      return new Functions(expressions, types).of(name.substring(function + 6), construct);
    }
    if (name.startsWith("sqlalchemy.sql.functions.")) {
      return new Functions(expressions, types).of(Call.simple(name), construct);
    }
    List<Value> positional = construct.arguments().positional();
    return switch (Call.simple(name)) {
      case "text", "TextClause" -> Expression.atom(text(construct, Map.of()), null);
      case "literal_column" ->
          Expression.atom(Call.textOf(first(construct), "a literal column"), null);
      case "column", "Column" ->
          Expression.atom(
              Call.nameOf(construct, "the name of a column").sql(), typeOf(construct, 1));
      case "null", "Null" -> Expression.atom(Sql.words("NULL", at), null);
      case "true", "True_" -> Expression.atom(Sql.words("true", at), Kind.BOOLEAN);
      case "false", "False_" -> Expression.atom(Sql.words("false", at), Kind.BOOLEAN);
      case "literal", "inline_literal" -> {
        Kind own = typeOf(construct, 1);
        yield expressions.of(first(construct), own == null ? kind : own, at);
      }
      case "bindparam" -> parameter(construct, kind);
      case "and_" -> Expression.joined(Operator.AND, expressions.all(positional, at), at);
      case "or_" -> Expression.joined(Operator.OR, expressions.all(positional, at), at);
      case "not_" -> expressions.of(first(construct), at).negated(at);
      case "cast", "try_cast", "Cast" -> cast(first(construct), second(construct), at);
      case "type_coerce" -> expressions.of(first(construct), typeOf(construct, 1), at);
      case "case", "Case" -> new Functions(expressions, types).choice(construct);
      case "extract", "Extract" ->
          Expression.atom(
              new Sql(at)
                  .words("EXTRACT(")
                  .text(Call.textOf(first(construct), "the field of EXTRACT"))
                  .words(" FROM ")
                  .text(expressions.of(second(construct), at).sql())
                  .words(")")
                  .text(),
              Kind.NUMERIC);
      case "distinct", "desc", "asc", "nullsfirst", "nullslast", "nulls_first", "nulls_last" ->
          Methods.modified(
              Call.simple(name),
              first(construct) instanceof Value.Text column
                  ? Expression.atom(column, null)
                  : expressions.of(first(construct), at),
              at);
      case "between" ->
          expressions.between(
              expressions.of(first(construct), at), positional.subList(1, positional.size()), at);
      case "array" -> {
        List<Value.Text> items = new ArrayList<>();
        for (Value item : Call.items(first(construct), "the array")) {
          items.add(expressions.of(item, at).sql());
        }
        yield Expression.atom(
            new Sql(at).words("ARRAY[").joined(", ", items).words("]").text(), null);
      }
      case "tuple_" ->
          Expression.atom(
              new Sql(at)
                  .words("(")
                  .joined(", ", Expressions.sqlOf(expressions.all(positional, at)))
                  .words(")")
                  .text(),
              null);
      case "collate" ->
          Methods.collated(
              expressions.of(first(construct), at),
              Call.nameOf(second(construct), "the collation"),
              at);
      case "exists", "Exists" -> queries.exists(construct);
      case "any_", "all_" ->
          Expression.atom(
              new Sql(at)
                  .words(Call.simple(name).equals("any_") ? "ANY (" : "ALL (")
                  .text(expressions.of(first(construct), at).sql())
                  .words(")")
                  .text(),
              null);
      case "aggregate_order_by" -> {
        Sql sql = new Sql(at).text(expressions.of(first(construct), at).sql()).words(" ORDER BY ");
        sql.joined(
            ", ", Expressions.sqlOf(expressions.all(positional.subList(1, positional.size()), at)));
        yield Expression.atom(sql.text(), null);
      }
      case "Sequence" ->
          Expression.atom(
              new Sql(at)
                  .words("nextval(")
                  .text(Sql.literal(Call.nameOf(first(construct), "the sequence").sql(), at))
                  .words(")")
                  .text(),
              Kind.INTEGER);
      case "select" -> queries.scalar(construct, at);
      case "quoted_name", "f", "conv" ->
          Expression.atom(Literals.of(first(construct), kind, at), kind);
      default ->
          name.startsWith("sqlalchemy")
              ? unknown(name)
              : Expression.atom(Literals.of(construct, kind, at), kind);
    };
  }

  private static Expression unknown(String name) {
    throw new NotRendered(name + " in an SQL expression is not known");
  }

  private @Nullable Kind typeOf(Value.Construct construct, int position) {
    Value type = construct.arguments().get(position, "type_");
    if (type == null) {
      return null;
    }
    try {
      return types.of(type, null, construct.span()).kind();
    } catch (NotRendered e) {
      return null;
    }
  }

  static Value first(Value.Construct construct) {
    return argument(construct, 0);
  }

  private static Value second(Value.Construct construct) {
    return argument(construct, 1);
  }

  private static Value argument(Value.Construct construct, int position) {
    List<Value> positional = construct.arguments().positional();
    if (position < positional.size()) {
      return positional.get(position);
    }
    int named = position - positional.size();
    for (Value value : construct.arguments().named().values()) {
      if (named-- == 0) {
        return value;
      }
    }
    throw new NotRendered("an argument of " + Call.simple(construct.name()) + " is missing");
  }

  /// The SQL of `sa.text(…)`.
  Value.Text text(Value.Construct construct, Map<String, Value> bound) {
    Map<String, Function<Span, Value.Text>> values = new HashMap<>();
    parameters.forEach((name, value) -> values.put(name, at -> expressions.of(value, at).sql()));
    bound.forEach((name, value) -> values.put(name, at -> expressions.of(value, at).sql()));
    return TextClause.render(Call.textOf(first(construct), "the text"), values, construct.span());
  }

  private Expression parameter(Value.Construct construct, @Nullable Kind kind) {
    Value given = construct.arguments().get(1, "value");
    if (given == null) {
      Value key = first(construct);
      given = key instanceof Value.Text text ? parameters.get(text.text()) : null;
    }
    if (given == null) {
      throw new NotRendered("the value of a bind parameter is not known");
    }
    Kind own = typeOf(construct, 2);
    return expressions.of(given, own == null ? kind : own, construct.span());
  }

  /// `CAST(value AS type)`.
  Expression cast(Value value, Value type, Span at) {
    SqlType target = types.of(type, null, at);
    Kind inner = target.kind() == Kind.JSON && value instanceof Value.Text ? Kind.JSON : null;
    Expression expression =
        !qualified && target.kind().counts() && value instanceof Value.Text number
            ? Expression.atom(number, target.kind())
            : expressions.of(value, inner, at);
    return new Expression(
        new Sql(at)
            .words("CAST(")
            .text(expression.sql())
            .words(" AS ")
            .text(target.sql())
            .words(")")
            .text(),
        null,
        List.of(),
        target.kind(),
        expression.from());
  }
}
