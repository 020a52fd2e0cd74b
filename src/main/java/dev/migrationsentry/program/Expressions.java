package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Keyword;
import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates expressions (Python Language Reference, chapter 6).
final class Expressions {
  private final Interpreter interpreter;
  private final Attributes attributes;
  private final FormattedStrings strings;
  private final Displays displays;
  private final Operations operations;

  Expressions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.attributes = new Attributes(interpreter);
    this.strings = new FormattedStrings(interpreter);
    this.displays = new Displays(interpreter);
    this.operations = new Operations(interpreter, strings);
  }

  Attributes attributes() {
    return attributes;
  }

  Operations operations() {
    return operations;
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
      case Expression.BinaryOperation operation -> operations.binary(operation, frame);
      case Expression.UnaryOperation operation -> operations.unary(operation, frame);
      case Expression.BooleanOperation operation -> operations.logical(operation, frame);
      case Expression.Comparison comparison -> operations.comparison(comparison, frame);
      case Expression.Lambda lambda -> interpreter.statements().definitions().lambda(lambda, frame);
      case Expression.Conditional conditional -> operations.conditional(conditional, frame);
      case Expression.Named named -> {
        Value value = interpreter.evaluate(named.value(), frame);
        frame.assign(named.target().identifier(), value);
        yield value;
      }
      case Expression.ListDisplay list ->
          new Value.Sequence(Value.Sequence.Kind.LIST, displays.items(list.elements(), frame))
              .bornAt(interpreter.depthOfDoubt());
      case Expression.TupleDisplay tuple ->
          new Value.Sequence(Value.Sequence.Kind.TUPLE, displays.items(tuple.elements(), frame));
      case Expression.SetDisplay set -> Displays.set(displays.items(set.elements(), frame));
      case Expression.DictionaryDisplay dictionary ->
          displays.dictionary(dictionary.items(), frame);
      case Expression.ListComprehension list ->
          displays.collected(Value.Sequence.Kind.LIST, list.element(), list.generators(), frame);
      case Expression.SetComprehension set ->
          displays.collected(Value.Sequence.Kind.SET, set.element(), set.generators(), frame);
      case Expression.GeneratorExpression generator ->
          displays.collected(
              Value.Sequence.Kind.LIST, generator.element(), generator.generators(), frame);
      case Expression.DictionaryComprehension dictionary -> displays.dictionary(dictionary, frame);
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

  /// Why a value is not known.
  static String why(Value value, Expression expression) {
    return value instanceof Value.Unknown unknown
        ? unknown.why()
        : "`" + shown(expression.span()) + "` is known only when it runs";
  }
}
