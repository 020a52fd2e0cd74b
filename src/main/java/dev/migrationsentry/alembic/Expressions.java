package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.alembic.TableReference.KnownColumn;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// SQL expressions that code builds out of tables, columns, operators and functions (`SQLCompiler`
/// and `PGCompiler` of SQLAlchemy).
final class Expressions {
  private final Types types;
  private final Queries queries;
  private final boolean qualified;
  private final Map<String, Value> parameters;

  /// @param queries renders subqueries
  /// @param qualified whether columns stand with their tables, as in queries, or without, as in
  ///   constraints and indexes
  /// @param parameters the values of `:name` that the call passes
  Expressions(Types types, Queries queries, boolean qualified, Map<String, Value> parameters) {
    this.types = types;
    this.queries = queries;
    this.qualified = qualified;
    this.parameters = parameters;
  }

  /// The expression of a value; a Python value becomes a literal.
  Expression of(Value value, Span at) {
    return of(value, null, at);
  }

  /// The expression of a value.
  ///
  /// @param kind the type of what it stands beside, which decides how a Python value is written
  Expression of(Value value, @Nullable Kind kind, Span at) {
    return switch (value) {
      case Value.Construct construct -> constructed(construct, kind);
      case Value.Library library ->
          constructed(new Value.Construct(library.name(), Arguments.NONE, at), kind);
      case Value.Member member -> member(member);
      case Value.MemberCall call -> method(call);
      case Value.Operation operation -> operation(operation);
      default -> Expression.atom(Literals.of(value, kind, at), kindOf(value, kind));
    };
  }

  private static @Nullable Kind kindOf(Value value, @Nullable Kind kind) {
    return switch (value) {
      case Value.Text text -> kind == null ? Kind.STRING : kind;
      case Value.Numeral numeral -> numeral.whole() ? Kind.INTEGER : Kind.NUMERIC;
      case Value.Truth truth -> Kind.BOOLEAN;
      default -> kind;
    };
  }

  /// A column by its name in a table.
  Expression column(TableReference table, Value.Text name) {
    KnownColumn known = table.columns().get(name.text());
    if (known == null && table.complete()) {
      throw new PythonError("AttributeError", name.text());
    }
    Name column = known == null ? Name.of(name) : new Name(name, known.name().quoted(), false);
    if (known != null && !known.name().plain().equals(name.text())) {
      column = known.name();
    }
    Span at = name.fragments().getFirst().from();
    Value.Text sql =
        qualified
            ? new Sql(at).text(table.prefix()).words(".").text(column.sql()).text()
            : column.sql();
    return new Expression(sql, null, List.of(), known == null ? null : known.kind(), Set.of(table));
  }

  private Expression member(Value.Member member) {
    if (member.of() instanceof Value.Member collection
        && (collection.name().equals("c") || collection.name().equals("columns"))) {
      return column(
          queries.source(collection.of(), member.span()), Sql.words(member.name(), member.span()));
    }
    if (member.name().equals("astext")) {
      return json(member.of(), " ->> ", member.span());
    }
    if (member.name().equals("comparator") || member.name().equals("expression")) {
      return of(member.of(), member.span());
    }
    throw new NotRendered("an SQL expression's ." + member.name() + " is not known");
  }

  private Expression json(Value of, String words, Span at) {
    if (of instanceof Value.Operation operation && operation.operator().equals("[]")) {
      Expression left = of(operation.operands().get(0), at);
      Expression right = of(operation.operands().get(1), at);
      return Expression.binary(left, new Operator(words, 15, true, null), right, Kind.STRING, at);
    }
    throw new NotRendered("what .astext is taken of is not known");
  }

  private Expression operation(Value.Operation operation) {
    Span at = operation.span();
    List<Value> operands = operation.operands();
    if (operands.size() == 1) {
      Expression operand = of(operands.getFirst(), at);
      return switch (operation.operator()) {
        case "~" -> operand.negated(at);
        case "-" ->
            operand.with(
                new Sql(at)
                    .words("-")
                    .text(operand.in(new Operator("-", 8, false, null), at))
                    .text());
        default -> throw new NotRendered("an operator of an SQL expression is not known");
      };
    }
    Value left = operands.get(0);
    Value right = operands.get(1);
    if (operation.operator().equals("[]")) {
      return subscript(left, right, at);
    }
    return compared(operation.operator(), left, right, at);
  }

  private Expression subscript(Value of, Value key, Span at) {
    if (of instanceof Value.Member collection
        && (collection.name().equals("c") || collection.name().equals("columns"))) {
      return column(queries.source(collection.of(), at), Call.textOf(key, "the name of a column"));
    }
    Expression left = of(of, at);
    if (left.kind() == Kind.JSON) {
      return json(new Value.Operation("[]", List.of(of, key), at), " -> ", at).of(Kind.JSON);
    }
    throw new NotRendered("a subscript of an SQL expression is not known");
  }

  private Expression compared(String python, Value left, Value right, Span at) {
    Operator operator = Operator.of(python);
    if (operator == null) {
      throw new NotRendered("Python's " + python + " between SQL expressions is not known");
    }
    if (operator == Operator.AND || operator == Operator.OR) {
      return Expression.joined(operator, List.of(of(left, at), of(right, at)), at);
    }
    boolean leftIsPlain = isPlain(left);
    Expression first = leftIsPlain ? null : of(left, at);
    Expression second = of(right, first == null ? null : operand(first), at);
    if (first == null) {
      first = of(left, operand(second), at);
    }
    if (leftIsPlain && operator.negation() != null) {
      return Expression.binary(second, mirrored(python, operator), first, Kind.BOOLEAN, at);
    }
    return binary(python, operator, first, right, second, at);
  }

  private Expression binary(
      String python, Operator operator, Expression left, Value value, Expression right, Span at) {
    if (isNull(value) && operator == Operator.EQUAL) {
      return Expression.binary(left, Operator.IS, right.with(nothing(at)), Kind.BOOLEAN, at);
    }
    if (isNull(value) && operator == Operator.NOT_EQUAL) {
      return Expression.binary(left, Operator.IS_NOT, right.with(nothing(at)), Kind.BOOLEAN, at);
    }
    if (python.equals("+") && left.kind() == Kind.STRING) {
      return Expression.binary(left, Operator.CONCAT, right, Kind.STRING, at);
    }
    return Expression.binary(
        left, operator, right, operator.negation() == null ? left.kind() : Kind.BOOLEAN, at);
  }

  private static Value.Text nothing(Span at) {
    return Sql.words("NULL", at);
  }

  private static @Nullable Kind operand(Expression expression) {
    return expression.kind() == Kind.BOOLEAN ? null : expression.kind();
  }

  private static Operator mirrored(String python, Operator operator) {
    Operator other =
        switch (python) {
          case "<" -> Operator.of(">");
          case "<=" -> Operator.of(">=");
          case ">" -> Operator.of("<");
          case ">=" -> Operator.of("<=");
          default -> null;
        };
    return other == null ? operator : other;
  }

  private static boolean isPlain(Value value) {
    return switch (value) {
      case Value.Text text -> true;
      case Value.Numeral numeral -> true;
      case Value.Truth truth -> true;
      case Value.None none -> true;
      default -> false;
    };
  }

  /// Whether a value is SQL's NULL.
  static boolean isNull(Value value) {
    return value instanceof Value.None
        || (value instanceof Value.Construct construct
            && Call.simple(construct.name()).equals("null"));
  }

  private Expression constructed(Value.Construct construct, @Nullable Kind kind) {
    Span at = construct.span();
    String name = construct.name();
    int function = name.indexOf(".func.");
    if (function >= 0) {
      return new Functions(this, types).of(name.substring(function + 6), construct);
    }
    if (name.startsWith("sqlalchemy.sql.functions.")) {
      return new Functions(this, types).of(Call.simple(name), construct);
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
        yield of(first(construct), own == null ? kind : own, at);
      }
      case "bindparam" -> parameter(construct, kind);
      case "and_" -> Expression.joined(Operator.AND, all(positional, at), at);
      case "or_" -> Expression.joined(Operator.OR, all(positional, at), at);
      case "not_" -> of(first(construct), at).negated(at);
      case "cast", "try_cast", "Cast" -> cast(first(construct), second(construct), at);
      case "type_coerce" -> of(first(construct), typeOf(construct, 1), at);
      case "case", "Case" -> new Functions(this, types).choice(construct);
      case "extract", "Extract" ->
          Expression.atom(
              new Sql(at)
                  .words("EXTRACT(")
                  .text(Call.textOf(first(construct), "the field of EXTRACT"))
                  .words(" FROM ")
                  .text(of(second(construct), at).sql())
                  .words(")")
                  .text(),
              Kind.NUMERIC);
      case "distinct", "desc", "asc", "nullsfirst", "nullslast", "nulls_first", "nulls_last" ->
          modified(
              Call.simple(name),
              first(construct) instanceof Value.Text column
                  ? Expression.atom(column, null)
                  : of(first(construct), at),
              at);
      case "between" ->
          between(of(first(construct), at), positional.subList(1, positional.size()), at);
      case "array" -> {
        List<Value.Text> items = new ArrayList<>();
        for (Value item : Call.items(first(construct), "the array")) {
          items.add(of(item, at).sql());
        }
        yield Expression.atom(
            new Sql(at).words("ARRAY[").joined(", ", items).words("]").text(), null);
      }
      case "tuple_" ->
          Expression.atom(
              new Sql(at).words("(").joined(", ", sqlOf(all(positional, at))).words(")").text(),
              null);
      case "collate" ->
          collated(of(first(construct), at), Call.nameOf(second(construct), "the collation"), at);
      case "exists", "Exists" -> queries.exists(construct);
      case "any_", "all_" ->
          Expression.atom(
              new Sql(at)
                  .words(Call.simple(name).equals("any_") ? "ANY (" : "ALL (")
                  .text(of(first(construct), at).sql())
                  .words(")")
                  .text(),
              null);
      case "aggregate_order_by" -> {
        Sql sql = new Sql(at).text(of(first(construct), at).sql()).words(" ORDER BY ");
        sql.joined(", ", sqlOf(all(positional.subList(1, positional.size()), at)));
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

  private static Value first(Value.Construct construct) {
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
    parameters.forEach((name, value) -> values.put(name, at -> of(value, at).sql()));
    bound.forEach((name, value) -> values.put(name, at -> of(value, at).sql()));
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
    return of(given, own == null ? kind : own, construct.span());
  }

  /// The expressions of values.
  List<Expression> all(List<Value> values, Span at) {
    List<Expression> all = new ArrayList<>();
    for (Value value : values) {
      all.add(of(value, at));
    }
    return all;
  }

  /// The words of expressions.
  static List<Value.Text> sqlOf(List<Expression> expressions) {
    return expressions.stream().map(Expression::sql).toList();
  }

  private Expression cast(Value value, Value type, Span at) {
    SqlType target = types.of(type, null, at);
    Kind inner = target.kind() == Kind.JSON && value instanceof Value.Text ? Kind.JSON : null;
    Expression expression =
        !qualified && target.kind().counts() && value instanceof Value.Text number
            ? Expression.atom(number, target.kind())
            : of(value, inner, at);
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

  private static Expression modified(String name, Expression of, Span at) {
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

  private static Expression collated(Expression of, Name collation, Span at) {
    Operator collate = new Operator(" COLLATE ", 4, false, null);
    return of.with(
            new Sql(at).text(of.in(collate, at)).words(" COLLATE ").text(collation.sql()).text())
        .of(Kind.STRING);
  }

  private Expression between(Expression of, List<Value> limits, Span at) {
    if (limits.size() < 2) {
      throw new NotRendered("the limits of between are not known");
    }
    Operator operator = new Operator(" BETWEEN ", 5, false, null);
    Expression low = of(limits.get(0), operand(of), at);
    Expression high = of(limits.get(1), operand(of), at);
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

  private Expression method(Value.MemberCall call) {
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
                  ? Expression.atom(text(text, bound(call.arguments())), null)
                  : null;
          case "columns", "self_group", "execution_options" -> of(call.of(), at);
          case "" -> customized(call);
          case "next_value" -> of(call.of(), at);
          case "op", "bool_op" ->
              throw new NotRendered("an operator without its second operand is not known");
          case "over", "filter", "within_group" -> new Functions(this, types).windowed(call);
          default -> null;
        };
    if (special != null) {
      return special;
    }
    Expression of = of(call.of(), at);
    return switch (name) {
      case "in_", "notin_", "not_in" -> membership(of, name.equals("in_"), argument(call), at);
      case "startswith", "endswith", "contains" -> pattern(name, of, argument(call), at);
      case "between" -> between(of, arguments, at);
      case "cast" -> cast(call.of(), argument(call), at);
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
            isNull(other) ? Expression.atom(nothing(at), null) : of(other, operand(of), at);
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
          && first(parameter) instanceof Value.Text key
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
          of(operator.of(), call.span()),
          Call.textOf(argument(operator), "an operator").text(),
          argument(call),
          call.span());
    }
    throw new NotRendered("the call of an SQL expression is not known");
  }

  private Expression custom(Expression left, String words, Value right, Span at) {
    Expression other = of(right, left.kind() == Kind.JSON ? null : left.kind(), at);
    return Expression.binary(left, Operator.custom(words), other, null, at);
  }

  private Expression membership(Expression of, boolean in, Value values, Span at) {
    Operator operator = in ? Operator.IN : Operator.NOT_IN;
    Expression list;
    if (values instanceof Value.Sequence sequence) {
      List<Expression> items = new ArrayList<>();
      for (Value item : Call.items(sequence, "the list of IN")) {
        items.add(of(item, operand(of), at));
      }
      Sql sql = new Sql(at).words("(");
      if (items.isEmpty()) {
        sql.words(in ? "NULL) AND (1 != 1" : "NULL) OR (1 = 1");
      } else {
        sql.joined(", ", sqlOf(items));
      }
      list = Expression.atom(sql.words(")").text(), null);
    } else if (queries.isQuery(values)) {
      list = queries.scalar(values, at);
    } else {
      Expression other = of(values, at);
      list = other.with(other.sql().text().startsWith("(") ? other.sql() : other.grouped(at));
    }
    return Expression.membership(of, operator, list, at);
  }

  private Expression pattern(String name, Expression of, Value value, Span at) {
    Value.Text text = of(value, Kind.STRING, at).sql();
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

  /// The tables that an expression's columns come from, in their order.
  static Set<TableReference> from(List<Expression> all) {
    return new LinkedHashSet<>(Expression.together(all));
  }
}
