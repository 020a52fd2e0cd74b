package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions of Python that make collections, or one value out of a collection; null where the
/// items are not known (Python Library Reference, "Built-in Functions").
final class CollectionFunctions {
  private static final int LONGEST_RANGE = 100_000;

  private final Interpreter interpreter;

  CollectionFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  static @Nullable Value range(Arguments arguments) {
    List<Long> bounds = new ArrayList<>();
    for (Value value : arguments.positional()) {
      if (!(value instanceof Value.Numeral numeral) || numeral.number().precision() > 15) {
        return null;
      }
      bounds.add(numeral.number().longValue());
    }
    if (bounds.isEmpty() || bounds.size() > 3) {
      return null;
    }
    long from = bounds.size() == 1 ? 0 : bounds.get(0);
    long to = bounds.size() == 1 ? bounds.get(0) : bounds.get(1);
    long step = bounds.size() == 3 ? bounds.get(2) : 1;
    if (step == 0 || Math.abs((to - from) / step) > LONGEST_RANGE) {
      return null;
    }
    List<Value> items = new ArrayList<>();
    for (long at = from; step > 0 ? at < to : at > to; at += step) {
      items.add(Value.of(at));
    }
    return Value.Sequence.list(items);
  }

  @Nullable Value sequence(String name, @Nullable Value from, Span span) {
    List<Value> items = from == null ? List.of() : interpreter.callables().items(from, span);
    if (items == null) {
      return null;
    }
    Value.Sequence made =
        switch (name) {
          case "tuple" -> new Value.Sequence(Value.Sequence.Kind.TUPLE, items);
          case "set", "frozenset" -> Displays.set(items);
          case "reversed" -> Value.Sequence.list(items.reversed());
          default -> Value.Sequence.list(items);
        };
    return made.bornAt(interpreter.depthOfDoubt());
  }

  @Nullable Value dictionary(Arguments arguments, Span span) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    Value first = arguments.get(0, "");
    if (first instanceof Value.Mapping mapping && mapping.uncertain() == null) {
      entries.putAll(mapping.entries());
    } else if (first != null) {
      List<Value> items = interpreter.callables().items(first, span);
      if (items == null) {
        return null;
      }
      for (Value item : items) {
        List<Value> pair = interpreter.callables().items(item, span);
        if (pair == null || pair.size() != 2) {
          return null;
        }
        entries.put(pair.get(0), pair.get(1));
      }
    }
    arguments.named().forEach((key, value) -> entries.put(Value.Text.of(key, span), value));
    return new Value.Mapping(entries).bornAt(interpreter.depthOfDoubt());
  }

  @Nullable Value sorted(@Nullable Value from, Arguments arguments, Span span) {
    List<Value> items = from == null ? null : interpreter.callables().items(from, span);
    if (items == null) {
      return null;
    }
    Value key = arguments.get("key");
    List<Map.Entry<Value, Value>> keyed = new ArrayList<>();
    for (Value item : items) {
      Value by =
          key == null || key instanceof Value.None
              ? item
              : interpreter.call(key, Arguments.of(item), span);
      keyed.add(Map.entry(by, item));
    }
    for (Map.Entry<Value, Value> entry : keyed) {
      if (Operators.order(entry.getKey(), keyed.getFirst().getKey()) == null) {
        return null;
      }
    }
    keyed.sort((a, b) -> {
      Integer order = Operators.order(a.getKey(), b.getKey());
      return order == null ? 0 : order;
    });
    List<Value> result = new ArrayList<>();
    keyed.forEach(entry -> result.add(entry.getValue()));
    boolean reverse = arguments.get("reverse") instanceof Value.Truth truth && truth.truth();
    return Value.Sequence.list(reverse ? result.reversed() : result);
  }

  @Nullable Value enumerate(@Nullable Value from, @Nullable Value start, Span span) {
    List<Value> items = from == null ? null : interpreter.callables().items(from, span);
    if (items == null) {
      return null;
    }
    long at = start instanceof Value.Numeral numeral ? numeral.number().longValue() : 0;
    List<Value> pairs = new ArrayList<>();
    for (Value item : items) {
      pairs.add(Value.Sequence.tuple(Value.of(at++), item));
    }
    return Value.Sequence.list(pairs);
  }

  @Nullable Value zip(Arguments arguments, Span span) {
    List<List<Value>> columns = new ArrayList<>();
    int rows = Integer.MAX_VALUE;
    for (Value argument : arguments.positional()) {
      List<Value> items = interpreter.callables().items(argument, span);
      if (items == null) {
        return null;
      }
      columns.add(items);
      rows = Math.min(rows, items.size());
    }
    List<Value> result = new ArrayList<>();
    for (int row = 0; !columns.isEmpty() && row < rows; row++) {
      List<Value> tuple = new ArrayList<>();
      for (List<Value> column : columns) {
        tuple.add(column.get(row));
      }
      result.add(new Value.Sequence(Value.Sequence.Kind.TUPLE, tuple));
    }
    return Value.Sequence.list(result);
  }

  @Nullable Value map(Arguments arguments, Span span) {
    if (arguments.positional().size() != 2) {
      return null;
    }
    List<Value> items = interpreter.callables().items(arguments.positional().get(1), span);
    if (items == null) {
      return null;
    }
    List<Value> result = new ArrayList<>();
    for (Value item : items) {
      result.add(interpreter.call(arguments.positional().getFirst(), Arguments.of(item), span));
    }
    return Value.Sequence.list(result);
  }

  @Nullable Value filter(@Nullable Value by, @Nullable Value from, Span span) {
    List<Value> items = from == null ? null : interpreter.callables().items(from, span);
    if (items == null || by == null) {
      return null;
    }
    List<Value> result = new ArrayList<>();
    for (Value item : items) {
      Value kept = by instanceof Value.None ? item : interpreter.call(by, Arguments.of(item), span);
      Boolean holds = interpreter.callables().holds(kept);
      if (holds == null) {
        return null;
      }
      if (holds) {
        result.add(item);
      }
    }
    return Value.Sequence.list(result);
  }

  @Nullable Value quantified(boolean any, @Nullable Value from, Span span) {
    List<Value> items = from == null ? null : interpreter.callables().items(from, span);
    if (items == null) {
      return null;
    }
    boolean sure = true;
    for (Value item : items) {
      Boolean holds = interpreter.callables().holds(item);
      if (holds == null) {
        sure = false;
      } else if (holds == any) {
        return Value.of(any);
      }
    }
    return sure ? Value.of(!any) : null;
  }

  @Nullable Value sum(@Nullable Value from, @Nullable Value start, Span span) {
    List<Value> items = from == null ? null : interpreter.callables().items(from, span);
    Value total = start == null ? Value.of(0) : start;
    if (items == null) {
      return null;
    }
    for (Value item : items) {
      total = Operators.binary("+", total, item, span);
      if (total == null) {
        return null;
      }
    }
    return total;
  }

  @Nullable Value extreme(boolean greatest, Arguments arguments, Span span) {
    List<Value> items =
        arguments.positional().size() == 1
            ? interpreter.callables().items(arguments.positional().getFirst(), span)
            : arguments.positional();
    if (items == null || items.isEmpty() || arguments.get("key") != null) {
      return items != null && items.isEmpty() ? arguments.get("default") : null;
    }
    Value best = items.getFirst();
    for (Value item : items) {
      Integer order = Operators.order(item, best);
      if (order == null) {
        return null;
      }
      best = (greatest ? order > 0 : order < 0) ? item : best;
    }
    return best;
  }
}
