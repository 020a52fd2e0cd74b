package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.alembic.TableReference.KnownColumn;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQL expressions that code builds out of tables, columns, operators and functions (`SQLCompiler`
/// and `PGCompiler` of SQLAlchemy).
final class Expressions {
  private final Queries queries;
  private final boolean qualified;
  private final Constructs constructs;
  private final Methods methods;

  /// @param queries renders subqueries
  /// @param qualified whether columns stand with their tables, as in queries, or without, as in
  ///   constraints and indexes
  /// @param parameters the values of `:name` that the call passes
  Expressions(Types types, Queries queries, boolean qualified, Map<String, Value> parameters) {
    this.queries = queries;
    this.qualified = qualified;
    constructs = new Constructs(this, types, queries, qualified, parameters);
    methods = new Methods(this, constructs, types, queries);
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
      case Value.Construct construct -> constructs.of(construct, kind);
      case Value.Library library ->
          constructs.of(new Value.Construct(library.name(), Arguments.NONE, at), kind);
      case Value.Member member -> member(member);
      case Value.MemberCall call -> methods.of(call);
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

  /// The SQL of `sa.text(…)`.
  Value.Text text(Value.Construct construct, Map<String, Value> bound) {
    return constructs.text(construct, bound);
  }

  /// `BETWEEN` two limits.
  Expression between(Expression of, List<Value> limits, Span at) {
    return methods.between(of, limits, at);
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

  static Value.Text nothing(Span at) {
    return Sql.words("NULL", at);
  }

  static @Nullable Kind operand(Expression expression) {
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

  /// The tables that an expression's columns come from, in their order.
  static Set<TableReference> from(List<Expression> all) {
    return new LinkedHashSet<>(Expression.together(all));
  }
}
