package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Operator;
import dev.migrationsentry.source.Span;
import java.util.List;

/// Arithmetic, comparisons, `and`, `or`, `not` and `if` in expressions (Python Language Reference,
/// sections 6.5 to 6.13).
final class Operations {
  private final Interpreter interpreter;
  private final FormattedStrings strings;

  Operations(Interpreter interpreter, FormattedStrings strings) {
    this.interpreter = interpreter;
    this.strings = strings;
  }

  Value binary(Expression.BinaryOperation operation, Frame frame) {
    Value left = interpreter.evaluate(operation.left(), frame);
    Value right = interpreter.evaluate(operation.right(), frame);
    return binary(operation.operator().symbol(), left, right, operation.span());
  }

  Value binary(String operator, Value left, Value right, Span span) {
    Value result = Operators.binary(operator, left, right, span);
    if (result != null) {
      return result;
    }
    if (operator.equals("/")
        && left instanceof Value.Construct made
        && made.name().equals("pathlib.Path")) {
      return interpreter.callables().method(left, "joinpath", Arguments.of(right), span);
    }
    if (ofLibrary(left) || ofLibrary(right)) {
      return interpreter.libraries().operate(operator, List.of(left, right), span, interpreter);
    }
    return strings.withGaps(operator, left, right, span);
  }

  /// Whether a library defines what operators on a value mean.
  private static boolean ofLibrary(Value value) {
    return switch (value) {
      case Value.Construct ignored -> true;
      case Value.Member ignored -> true;
      case Value.MemberCall ignored -> true;
      case Value.Operation ignored -> true;
      case Value.Handle ignored -> true;
      case Value.Library ignored -> true;
      case Value.Instance instance -> !instance.libraryBases().isEmpty();
      default -> false;
    };
  }

  Value unary(Expression.UnaryOperation operation, Frame frame) {
    Value operand = interpreter.evaluate(operation.operand(), frame);
    if (operation.operator() == Operator.UnaryOperator.NOT) {
      Boolean holds = interpreter.callables().holds(operand);
      return holds == null
          ? Expressions.unknown(Expressions.why(operand, operation.operand()))
          : Value.of(!holds);
    }
    String symbol = operation.operator().symbol();
    if (operand instanceof Value.Numeral numeral && !symbol.equals("~")) {
      return symbol.equals("-")
          ? new Value.Numeral(numeral.number().negate(), numeral.whole())
          : numeral;
    }
    return ofLibrary(operand)
        ? interpreter.libraries().operate(symbol, List.of(operand), operation.span(), interpreter)
        : Expressions.unknown(Expressions.why(operand, operation.operand()));
  }

  Value logical(Expression.BooleanOperation operation, Frame frame) {
    boolean and = operation.operator() == Operator.BooleanOperator.AND;
    return logical(operation.operands(), 0, and, frame);
  }

  private Value logical(List<Expression> operands, int at, boolean and, Frame frame) {
    Expression first = operands.get(at);
    Value value = interpreter.evaluate(first, frame);
    if (at == operands.size() - 1) {
      return value;
    }
    Boolean holds = interpreter.callables().holds(value);
    if (holds != null) {
      return holds == and ? logical(operands, at + 1, and, frame) : value;
    }
    String why = Expressions.why(value, first);
    Value rest = interpreter.inDoubt(why, () -> logical(operands, at + 1, and, frame));
    Boolean then = interpreter.callables().holds(rest);
    // Whatever the unknown operand is, a false one makes `and` false, and a true one `or` true.
    return then != null && then != and ? Value.of(then) : Expressions.unknown(why);
  }

  Value comparison(Expression.Comparison comparison, Frame frame) {
    Value left = interpreter.evaluate(comparison.first(), frame);
    Value result = Value.of(true);
    for (int i = 0; i < comparison.operators().size(); i++) {
      Value right = interpreter.evaluate(comparison.others().get(i), frame);
      result = compare(comparison.operators().get(i).symbol(), left, right, comparison);
      if (i < comparison.operators().size() - 1) {
        Boolean holds = interpreter.callables().holds(result);
        if (holds == null || !holds) {
          return result;
        }
      }
      left = right;
    }
    return result;
  }

  private Value compare(String operator, Value left, Value right, Expression.Comparison whole) {
    Boolean result = Operators.compare(operator, left, right);
    if (result != null) {
      return Value.of(result);
    }
    boolean identity = operator.startsWith("is");
    if (!identity && (ofLibrary(left) || ofLibrary(right))) {
      return interpreter
          .libraries()
          .operate(operator, List.of(left, right), whole.span(), interpreter);
    }
    if (left instanceof Value.Unknown unknown) {
      return unknown;
    }
    return right instanceof Value.Unknown unknown
        ? unknown
        : Expressions.unknown(
            "`" + Expressions.shown(whole.span()) + "` is known only when it runs");
  }

  Value conditional(Expression.Conditional conditional, Frame frame) {
    Value test = interpreter.evaluate(conditional.test(), frame);
    Boolean holds = interpreter.callables().holds(test);
    if (holds != null) {
      return interpreter.evaluate(holds ? conditional.then() : conditional.otherwise(), frame);
    }
    String why = Expressions.why(test, conditional.test());
    Value then = interpreter.inDoubt(why, () -> interpreter.evaluate(conditional.then(), frame));
    Value otherwise =
        interpreter.inDoubt(why, () -> interpreter.evaluate(conditional.otherwise(), frame));
    return then.equals(otherwise) ? then : Expressions.unknown(why);
  }
}
