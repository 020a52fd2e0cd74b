package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes expressions and queries from the schema model and the variables at hand. What can't be
/// computed is [Value.Unknown]: never a guess.
public final class Evaluator {
  private final Database database;
  private final QueryRows queries;
  private final Functions functions;

  /// An evaluator over a database at one moment.
  public Evaluator(Database database) {
    this.database = database;
    this.queries = new QueryRows(this, new CatalogRows(database));
    this.functions = new Functions(database);
  }

  Database database() {
    return database;
  }

  /// The rows of a query.
  public ResultRows rows(Query query, Variables variables) {
    return queries.rows(query, variables);
  }

  /// The value of an expression.
  public Value value(Expression expression, Variables variables) {
    return switch (expression) {
      case Expression.Constant constant -> constant(constant);
      case Expression.ColumnReference reference -> reference(reference, variables);
      case Expression.Logical logical -> logical(logical, variables);
      case Expression.Not not -> negated(value(not.operand(), variables));
      case Expression.Is is -> is(is, variables);
      case Expression.Operation operation -> operation(operation, variables);
      case Expression.InList in -> {
        List<Value> values = in.values().stream().map(each -> value(each, variables)).toList();
        yield negatedIf(in.negated(), Comparison.any("=", value(in.operand(), variables), values));
      }
      case Expression.InQuery in -> {
        ResultRows rows = rows(in.query(), variables);
        yield negatedIf(in.negated(), Comparison.any("=", value(in.operand(), variables), rows));
      }
      case Expression.Quantified quantified -> quantified(quantified, variables);
      case Expression.Like like -> like(like, variables);
      case Expression.Between between -> {
        Value operand = value(between.operand(), variables);
        Value low = Comparison.compare(">=", operand, value(between.low(), variables));
        Value high = Comparison.compare("<=", operand, value(between.high(), variables));
        yield negatedIf(between.negated(), Comparison.and(List.of(low, high)));
      }
      case Expression.Subquery subquery -> subquery(subquery, variables);
      case Expression.Case choice -> choice(choice, variables);
      case Expression.Cast cast -> functions.cast(value(cast.operand(), variables), cast.type());
      case Expression.Collate collate -> value(collate.operand(), variables);
      case Expression.ArrayConstructor array ->
          new Value.Array(array.elements().stream().map(each -> value(each, variables)).toList());
      case Expression.FunctionCall call -> call(call, variables);
      case Expression.SpecialCall call ->
          functions.special(
              call, call.arguments().stream().map(each -> value(each, variables)).toList());
      case Expression.FieldSelection selection -> field(selection, variables);
      case Expression.Subscript subscript -> subscript(subscript, variables);
      case Expression.Star ignored -> unknown(expression);
      case Expression.Parameter ignored -> unknown(expression);
      case Expression.AtTimeZone ignored -> unknown(expression);
      case Expression.RowConstructor ignored -> unknown(expression);
      case Expression.CurrentOf ignored -> unknown(expression);
    };
  }

  private static Value unknown(Expression expression) {
    String text = expression.span().text();
    return new Value.Unknown(text.length() > 60 ? text.substring(0, 60) + "…" : text);
  }

  private static Value constant(Expression.Constant constant) {
    return switch (constant.kind()) {
      case STRING -> Value.of(constant.value());
      case INTEGER, DECIMAL -> number(constant);
      case BOOLEAN -> Value.of(constant.value().toLowerCase(Locale.ROOT).startsWith("t"));
      case NULL -> new Value.Null();
      case BIT_STRING, HEX_STRING, DEFAULT -> unknown(constant);
    };
  }

  private static Value number(Expression.Constant constant) {
    try {
      return new Value.Numeral(new BigDecimal(constant.value()));
    } catch (NumberFormatException otherNotation) {
      return unknown(constant);
    }
  }

  private static Value reference(Expression.ColumnReference reference, Variables variables) {
    List<Name> parts = reference.parts();
    String name = parts.getLast().stored();
    Value found =
        parts.size() == 1
            ? variables.find(name)
            : variables.find(parts.get(parts.size() - 2).stored(), name);
    return found == null ? unknown(reference) : found;
  }

  private Value logical(Expression.Logical logical, Variables variables) {
    List<Value> values = new ArrayList<>();
    for (Expression operand : logical.operands()) {
      values.add(value(operand, variables));
    }
    return switch (logical.word()) {
      case AND -> Comparison.and(values);
      case OR -> Comparison.or(values);
    };
  }

  private static Value negated(Value value) {
    return value instanceof Value.Truth truth ? Value.of(!truth.truth()) : value;
  }

  private static Value negatedIf(boolean negated, Value value) {
    return negated ? negated(value) : value;
  }

  private Value is(Expression.Is is, Variables variables) {
    Value operand = value(is.operand(), variables);
    if (operand instanceof Value.Unknown) {
      return operand;
    }
    Expression other = is.other();
    Value result =
        switch (is.test()) {
          case "null", "unknown" -> Value.of(operand instanceof Value.Null);
          case "true" -> Value.of(operand.isTrue());
          case "false" -> Value.of(operand instanceof Value.Truth truth && !truth.truth());
          case "distinct from" ->
              other == null ? unknown(is) : Comparison.distinct(operand, value(other, variables));
          default -> unknown(is);
        };
    return negatedIf(is.negated(), result);
  }

  private Value operation(Expression.Operation operation, Variables variables) {
    Expression left = operation.left();
    Value right = value(operation.right(), variables);
    if (left == null) {
      boolean minus = operation.operator().equals("-") && right instanceof Value.Numeral;
      return minus
          ? new Value.Numeral(((Value.Numeral) right).number().negate())
          : unknown(operation);
    }
    Value result = Comparison.operate(operation.operator(), value(left, variables), right);
    return result == null ? unknown(operation) : result;
  }

  private Value quantified(Expression.Quantified quantified, Variables variables) {
    Value operand = value(quantified.operand(), variables);
    Expression array = quantified.array();
    Query query = quantified.query();
    if (quantified.all()) {
      return unknown(quantified);
    }
    if (query != null) {
      return Comparison.any(quantified.operator(), operand, rows(query, variables));
    }
    Value values = array == null ? unknown(quantified) : value(array, variables);
    return switch (values) {
      case Value.Array elements ->
          Comparison.any(quantified.operator(), operand, elements.elements());
      case Value.Text text ->
          Comparison.any(quantified.operator(), operand, Functions.elements(text.text()));
      default -> unknown(quantified);
    };
  }

  private Value like(Expression.Like like, Variables variables) {
    Value operand = value(like.operand(), variables);
    Value pattern = value(like.pattern(), variables);
    boolean simple = !like.kind().equals("similar to") && like.escape() == null;
    if (operand instanceof Value.Text text && pattern instanceof Value.Text wanted && simple) {
      boolean ignoreCase = like.kind().equals("ilike");
      return Value.of(Comparison.like(text.text(), wanted.text(), ignoreCase) != like.negated());
    }
    return operand instanceof Value.Null || pattern instanceof Value.Null
        ? new Value.Null()
        : unknown(like);
  }

  private Value subquery(Expression.Subquery subquery, Variables variables) {
    ResultRows rows = rows(subquery.query(), variables);
    return switch (subquery.use()) {
      case EXISTS -> rows.exists();
      case SCALAR -> rows.single();
      case ARRAY -> {
        String why = rows.why();
        yield why != null
            ? new Value.Unknown(why)
            : new Value.Array(
                rows.certain().stream().map(row -> row.values().iterator().next()).toList());
      }
    };
  }

  private Value choice(Expression.Case choice, Variables variables) {
    Expression operand = choice.operand();
    Value compared = operand == null ? null : value(operand, variables);
    for (Expression.Case.When when : choice.whens()) {
      Value condition = value(when.condition(), variables);
      Value holds = compared == null ? condition : Comparison.compare("=", compared, condition);
      if (holds.isTrue()) {
        return value(when.result(), variables);
      }
      if (!holds.isNotTrue()) {
        return holds;
      }
    }
    Expression otherwise = choice.otherwise();
    return otherwise == null ? new Value.Null() : value(otherwise, variables);
  }

  private Value call(Expression.FunctionCall call, Variables variables) {
    List<Value> arguments = new ArrayList<>();
    for (Expression.FunctionCall.Argument argument : call.arguments()) {
      arguments.add(value(argument.value(), variables));
    }
    Value result = functions.call(call.name().name(), arguments);
    return result == null ? unknown(call) : result;
  }

  private Value field(Expression.FieldSelection selection, Variables variables) {
    Name field = selection.field();
    Value operand = value(selection.operand(), variables);
    if (operand instanceof Value.Row row && field != null) {
      Map<String, Value> fields = row.fields();
      return fields.getOrDefault(field.stored(), unknown(selection));
    }
    return unknown(selection);
  }

  private Value subscript(Expression.Subscript subscript, Variables variables) {
    Expression index = subscript.lower();
    Value operand = value(subscript.operand(), variables);
    if (operand instanceof Value.Array array && index != null && !subscript.slice()) {
      @Nullable Value at = value(index, variables);
      if (at instanceof Value.Numeral number) {
        int position = number.number().intValue();
        return position >= 1 && position <= array.elements().size()
            ? array.elements().get(position - 1)
            : new Value.Null();
      }
    }
    return unknown(subscript);
  }
}
