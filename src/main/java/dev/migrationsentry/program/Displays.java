package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Comprehension;
import dev.migrationsentry.python.ast.DictionaryItem;
import dev.migrationsentry.python.ast.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lists, sets, dictionaries and comprehensions (Python Language Reference, section 6.2).
final class Displays {
  private final Interpreter interpreter;

  Displays(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  List<Value> items(List<Expression> elements, Frame frame) {
    List<Value> items = new ArrayList<>();
    for (Expression element : elements) {
      Value value = interpreter.evaluate(element, frame);
      if (element instanceof Expression.Starred) {
        List<Value> more = interpreter.callables().items(value, element.span());
        if (more == null) {
          items.add(Expressions.unknown(Expressions.shown(element.span()) + " is not known"));
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

  Value dictionary(List<DictionaryItem> items, Frame frame) {
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
        mapping.makeUncertain(Expressions.shown(item.span()) + " is not known");
      }
    }
    return mapping;
  }

  Value collected(
      Value.Sequence.Kind kind, Expression element, List<Comprehension> generators, Frame frame) {
    List<Value> items = new ArrayList<>();
    String why =
        each(
            generators,
            0,
            Frame.function(frame),
            inner -> items.add(interpreter.evaluate(element, inner)));
    if (why != null) {
      return Expressions.unknown(why);
    }
    Value.Sequence made =
        kind == Value.Sequence.Kind.SET ? set(items) : new Value.Sequence(kind, items);
    return made.bornAt(interpreter.depthOfDoubt());
  }

  Value dictionary(Expression.DictionaryComprehension dictionary, Frame frame) {
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
    return why == null ? mapping : Expressions.unknown(why);
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
          : Expressions.shown(generator.iterable().span()) + " is not known";
    }
    for (Value item : items) {
      interpreter.step();
      interpreter.statements().targets().assign(generator.target(), item, frame);
      Boolean holds = true;
      for (Expression condition : generator.conditions()) {
        holds = interpreter.callables().holds(interpreter.evaluate(condition, frame));
        if (holds == null) {
          return Expressions.shown(condition.span()) + " is not known";
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
}
