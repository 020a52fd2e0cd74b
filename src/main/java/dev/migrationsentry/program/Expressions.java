package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Comprehension;
import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.DictionaryItem;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Keyword;
import dev.migrationsentry.python.ast.Operator;
import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Evaluates expressions (Python Language Reference, chapter 6).
final class Expressions {
  private final Interpreter interpreter;
  private final Attributes attributes;
  private final FormattedStrings strings;

  Expressions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.attributes = new Attributes(interpreter);
    this.strings = new FormattedStrings(interpreter);
  }

  Attributes attributes() {
    return attributes;
  }

  Value value(Expression expression, Frame frame) {
    return switch (expression) {
      case Constant constant -> constant(constant);
      case Expression.Name name -> name(name, frame);
      case Expression.Attribute attribute ->
          attributes.get(
              interpreter.evaluate(attribute.value(), frame), attribute.name(), attribute.span());
      case Expression.Subscript subscript -> subscript(subscript, frame);
      case Expression.Slice slice -> unknown("a slice outside of a subscript");
      case Expression.Starred starred -> interpreter.evaluate(starred.value(), frame);
      case Expression.Call call -> call(call, frame);
      case Expression.FormattedString string -> strings.value(string.parts(), frame, string.span());
      case Expression.TemplateString ignored -> unknown("a template string");
      case Expression.BinaryOperation operation -> binary(operation, frame);
      case Expression.UnaryOperation operation -> unary(operation, frame);
      case Expression.BooleanOperation operation -> logical(operation, frame);
      case Expression.Comparison comparison -> comparison(comparison, frame);
      case Expression.Lambda lambda -> interpreter.statements().definitions().lambda(lambda, frame);
      case Expression.Conditional conditional -> conditional(conditional, frame);
      case Expression.Named named -> {
        Value value = interpreter.evaluate(named.value(), frame);
        frame.assign(named.target().identifier(), value);
        yield value;
      }
      case Expression.ListDisplay list ->
          new Value.Sequence(Value.Sequence.Kind.LIST, items(list.elements(), frame))
              .bornAt(interpreter.depthOfDoubt());
      case Expression.TupleDisplay tuple ->
          new Value.Sequence(Value.Sequence.Kind.TUPLE, items(tuple.elements(), frame));
      case Expression.SetDisplay set -> set(items(set.elements(), frame));
      case Expression.DictionaryDisplay dictionary -> dictionary(dictionary.items(), frame);
      case Expression.ListComprehension list ->
          collected(Value.Sequence.Kind.LIST, list.element(), list.generators(), frame);
      case Expression.SetComprehension set ->
          collected(Value.Sequence.Kind.SET, set.element(), set.generators(), frame);
      case Expression.GeneratorExpression generator ->
          collected(Value.Sequence.Kind.LIST, generator.element(), generator.generators(), frame);
      case Expression.DictionaryComprehension dictionary -> dictionary(dictionary, frame);
      case Expression.Await await -> interpreter.evaluate(await.value(), frame);
      case Expression.Yield yield -> {
        Expression value = yield.value();
        frame.give(value == null ? Value.NONE : interpreter.evaluate(value, frame));
        yield Value.NONE;
      }
      case Expression.YieldFrom from -> {
        List<Value> items =
            interpreter.callables().items(interpreter.evaluate(from.value(), frame), from.span());
        if (items == null) {
          frame.give(unknown("what a generator yields"));
        } else {
          items.forEach(frame::give);
        }
        yield Value.NONE;
      }
    };
  }

  static Value unknown(String why) {
    return new Value.Unknown(why);
  }

  /// An expression as people read it in a reason.
  static String shown(Span span) {
    String text = span.text();
    int line = text.indexOf('\n');
    String first = line < 0 ? text : text.substring(0, line).strip() + " …";
    return first.length() > 70 ? first.substring(0, 70) + "…" : first;
  }

  private static Value constant(Constant constant) {
    return switch (constant) {
      case Constant.StringConstant string -> Texts.of(string.pieces(), string.span());
      case Constant.BytesConstant bytes -> new Value.Bytes(bytes.value());
      case Constant.IntegerConstant integer ->
          new Value.Numeral(new BigDecimal(integer.value()), true);
      case Constant.FloatConstant number ->
          Double.isFinite(number.value())
              ? new Value.Numeral(BigDecimal.valueOf(number.value()), false)
              : unknown("an infinite number");
      case Constant.ImaginaryConstant ignored -> unknown("an imaginary number");
      case Constant.BooleanConstant truth -> Value.of(truth.value());
      case Constant.NoneConstant ignored -> Value.NONE;
      case Constant.EllipsisConstant ignored -> new Value.Library("Ellipsis");
    };
  }

  private static Value name(Expression.Name name, Frame frame) {
    Value found = frame.find(name.identifier());
    if (found != null) {
      return found;
    }
    String identifier = name.identifier();
    if (Builtins.has(identifier)) {
      return new Value.Library("builtins." + identifier);
    }
    if (Errors.isBuiltIn(identifier)) {
      return new Value.Library(identifier);
    }
    switch (identifier) {
      case "__file__" -> {
        return Value.Text.of(frame.unit().file().path(), name.span());
      }
      case "__name__" -> {
        return Value.Text.of(frame.unit().name(), name.span());
      }
      case "__doc__" -> {
        return unknown("the documentation of the file");
      }
      default -> {}
    }
    String library = frame.starred();
    if (library != null) {
      return new Value.Library(library + "." + identifier);
    }
    throw Errors.raised("NameError", "name '" + identifier + "' is not defined", name.span());
  }

  private Value call(Expression.Call call, Frame frame) {
    if (call.function() instanceof Expression.Name name
        && name.identifier().equals("super")
        && frame.find("super") == null) {
      return interpreter.callables().above(frame);
    }
    if (call.function() instanceof Expression.Attribute method) {
      Value of = interpreter.evaluate(method.value(), frame);
      Arguments arguments = arguments(call, frame);
      return interpreter.callables().method(of, method.name(), arguments, call.span());
    }
    Value callee = interpreter.evaluate(call.function(), frame);
    return interpreter.call(callee, arguments(call, frame), call.span());
  }

  /// The values that a call passes.
  Arguments arguments(Expression.Call call, Frame frame) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> named = new LinkedHashMap<>();
    String uncertain = null;
    for (Expression argument : call.arguments()) {
      Value value = interpreter.evaluate(argument, frame);
      if (argument instanceof Expression.Starred) {
        List<Value> items = interpreter.callables().items(value, argument.span());
        if (items == null) {
          uncertain = shown(argument.span()) + " is not known";
        } else {
          positional.addAll(items);
        }
      } else {
        positional.add(value);
      }
    }
    for (Keyword keyword : call.keywords()) {
      Value value = interpreter.evaluate(keyword.value(), frame);
      String name = keyword.name();
      if (name != null) {
        named.put(name, value);
      } else if (value instanceof Value.Mapping mapping && mapping.uncertain() == null) {
        for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
          if (entry.getKey() instanceof Value.Text key) {
            named.put(key.text(), entry.getValue());
          }
        }
      } else {
        uncertain = shown(keyword.span()) + " is not known";
      }
    }
    return new Arguments(positional, named, uncertain);
  }

  private List<Value> items(List<Expression> elements, Frame frame) {
    List<Value> items = new ArrayList<>();
    for (Expression element : elements) {
      Value value = interpreter.evaluate(element, frame);
      if (element instanceof Expression.Starred) {
        List<Value> more = interpreter.callables().items(value, element.span());
        if (more == null) {
          items.add(unknown(shown(element.span()) + " is not known"));
        } else {
          items.addAll(more);
        }
      } else {
        items.add(value);
      }
    }
    return items;
  }

  static Value.Sequence set(List<Value> items) {
    List<Value> distinct = new ArrayList<>();
    for (Value item : items) {
      if (!distinct.contains(item)) {
        distinct.add(item);
      }
    }
    return new Value.Sequence(Value.Sequence.Kind.SET, distinct);
  }

  private Value dictionary(List<DictionaryItem> items, Frame frame) {
    Value.Mapping mapping = new Value.Mapping(Map.of()).bornAt(interpreter.depthOfDoubt());
    for (DictionaryItem item : items) {
      Expression key = item.key();
      if (key != null) {
        Value name = interpreter.evaluate(key, frame);
        mapping.entries().put(name, interpreter.evaluate(item.value(), frame));
      } else if (interpreter.evaluate(item.value(), frame) instanceof Value.Mapping other
          && other.uncertain() == null) {
        mapping.entries().putAll(other.entries());
      } else {
        mapping.makeUncertain(shown(item.span()) + " is not known");
      }
    }
    return mapping;
  }

  private Value collected(
      Value.Sequence.Kind kind, Expression element, List<Comprehension> generators, Frame frame) {
    List<Value> items = new ArrayList<>();
    String why =
        each(
            generators,
            0,
            Frame.function(frame),
            inner -> items.add(interpreter.evaluate(element, inner)));
    if (why != null) {
      return unknown(why);
    }
    Value.Sequence made =
        kind == Value.Sequence.Kind.SET ? set(items) : new Value.Sequence(kind, items);
    return made.bornAt(interpreter.depthOfDoubt());
  }

  private Value dictionary(Expression.DictionaryComprehension dictionary, Frame frame) {
    Value.Mapping mapping = new Value.Mapping(Map.of()).bornAt(interpreter.depthOfDoubt());
    String why =
        each(
            dictionary.generators(),
            0,
            Frame.function(frame),
            inner ->
                mapping
                    .entries()
                    .put(
                        interpreter.evaluate(dictionary.key(), inner),
                        interpreter.evaluate(dictionary.value(), inner)));
    return why == null ? mapping : unknown(why);
  }

  /// Runs the loops of a comprehension; why their course is not known, or null.
  private @Nullable String each(
      List<Comprehension> generators, int at, Frame frame, Consumer<Frame> element) {
    if (at == generators.size()) {
      element.accept(frame);
      return null;
    }
    Comprehension generator = generators.get(at);
    Value over = interpreter.evaluate(generator.iterable(), frame);
    List<Value> items = interpreter.callables().items(over, generator.span());
    if (items == null) {
      return over instanceof Value.Unknown unknown
          ? unknown.why()
          : shown(generator.iterable().span()) + " is not known";
    }
    for (Value item : items) {
      interpreter.step();
      interpreter.statements().targets().assign(generator.target(), item, frame);
      Boolean holds = true;
      for (Expression condition : generator.conditions()) {
        holds = interpreter.callables().holds(interpreter.evaluate(condition, frame));
        if (holds == null) {
          return shown(condition.span()) + " is not known";
        }
        if (!holds) {
          break;
        }
      }
      String why = holds ? each(generators, at + 1, frame, element) : null;
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  private Value subscript(Expression.Subscript subscript, Frame frame) {
    Value of = interpreter.evaluate(subscript.value(), frame);
    if (subscript.index() instanceof Expression.Slice slice) {
      return Subscripts.slice(
          of,
          optional(slice.lower(), frame),
          optional(slice.upper(), frame),
          optional(slice.step(), frame),
          shown(subscript.span()));
    }
    Value index = interpreter.evaluate(subscript.index(), frame);
    Value found = Subscripts.get(of, index, subscript.span());
    return found != null
        ? found
        : interpreter.libraries().operate("[]", List.of(of, index), subscript.span(), interpreter);
  }

  private @Nullable Value optional(@Nullable Expression expression, Frame frame) {
    return expression == null ? null : interpreter.evaluate(expression, frame);
  }

  private Value binary(Expression.BinaryOperation operation, Frame frame) {
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

  private Value unary(Expression.UnaryOperation operation, Frame frame) {
    Value operand = interpreter.evaluate(operation.operand(), frame);
    if (operation.operator() == Operator.UnaryOperator.NOT) {
      Boolean holds = interpreter.callables().holds(operand);
      return holds == null ? unknown(why(operand, operation.operand())) : Value.of(!holds);
    }
    String symbol = operation.operator().symbol();
    if (operand instanceof Value.Numeral numeral && !symbol.equals("~")) {
      return symbol.equals("-")
          ? new Value.Numeral(numeral.number().negate(), numeral.whole())
          : numeral;
    }
    return ofLibrary(operand)
        ? interpreter.libraries().operate(symbol, List.of(operand), operation.span(), interpreter)
        : unknown(why(operand, operation.operand()));
  }

  /// Why a value is not known.
  static String why(Value value, Expression expression) {
    return value instanceof Value.Unknown unknown
        ? unknown.why()
        : "`" + shown(expression.span()) + "` is known only when it runs";
  }

  private Value logical(Expression.BooleanOperation operation, Frame frame) {
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
    String why = why(value, first);
    Value rest = interpreter.inDoubt(why, () -> logical(operands, at + 1, and, frame));
    Boolean then = interpreter.callables().holds(rest);
    // Whatever the unknown operand is, a false one makes `and` false, and a true one `or` true.
    return then != null && then != and ? Value.of(then) : unknown(why);
  }

  private Value comparison(Expression.Comparison comparison, Frame frame) {
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
        : unknown("`" + shown(whole.span()) + "` is known only when it runs");
  }

  private Value conditional(Expression.Conditional conditional, Frame frame) {
    Value test = interpreter.evaluate(conditional.test(), frame);
    Boolean holds = interpreter.callables().holds(test);
    if (holds != null) {
      return interpreter.evaluate(holds ? conditional.then() : conditional.otherwise(), frame);
    }
    String why = why(test, conditional.test());
    Value then = interpreter.inDoubt(why, () -> interpreter.evaluate(conditional.then(), frame));
    Value otherwise =
        interpreter.inDoubt(why, () -> interpreter.evaluate(conditional.otherwise(), frame));
    return then.equals(otherwise) ? then : unknown(why);
  }
}
