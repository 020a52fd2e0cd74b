package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions of Python itself (Python Library Reference, "Built-in Functions").
final class Builtins {
  private static final Set<String> NAMES =
      Set.of(
          "abs",
          "all",
          "any",
          "bool",
          "bytes",
          "callable",
          "chr",
          "classmethod",
          "dict",
          "dir",
          "enumerate",
          "filter",
          "float",
          "format",
          "frozenset",
          "getattr",
          "globals",
          "hasattr",
          "hash",
          "id",
          "input",
          "int",
          "isinstance",
          "issubclass",
          "iter",
          "len",
          "list",
          "locals",
          "map",
          "max",
          "min",
          "next",
          "object",
          "open",
          "ord",
          "print",
          "property",
          "range",
          "repr",
          "reversed",
          "round",
          "set",
          "setattr",
          "sorted",
          "staticmethod",
          "str",
          "sum",
          "super",
          "tuple",
          "type",
          "vars",
          "zip",
          "__import__");
  private static final int LONGEST_RANGE = 100_000;
  private final Interpreter interpreter;

  Builtins(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  Value call(String name, Arguments arguments, Span span) {
    Value result = known(name, arguments, span);
    if (result != null) {
      return result;
    }
    for (Value argument : arguments.positional()) {
      if (argument instanceof Value.Unknown unknown) {
        return unknown;
      }
    }
    return new Value.Unknown("`" + Expressions.shown(span) + "` is not known");
  }

  private @Nullable Value known(String name, Arguments arguments, Span span) {
    Value first = arguments.get(0, "");
    Value second = arguments.get(1, "");
    return switch (name) {
      case "print" -> Value.NONE;
      case "object.__init__", "object.__init_subclass__", "object.__new__" -> Value.NONE;
      case "len" -> length(first);
      case "str" ->
          first == null ? Value.Text.of("", span) : interpreter.callables().asText(first, span);
      case "repr" -> {
        String spelled = first == null ? null : Spelling.repr(first);
        yield spelled == null ? null : Value.Text.of(spelled, span);
      }
      case "format" ->
          first == null
              ? null
              : Spelling.format(first, second instanceof Value.Text spec ? spec.text() : "", span);
      case "bool" -> {
        Boolean holds = first == null ? Boolean.FALSE : interpreter.callables().holds(first);
        yield holds == null ? null : Value.of(holds);
      }
      case "int", "float" -> number(name.equals("int"), first, second);
      case "abs" ->
          first instanceof Value.Numeral numeral
              ? new Value.Numeral(numeral.number().abs(), numeral.whole())
              : null;
      case "range" -> range(arguments);
      case "list", "tuple", "set", "frozenset", "iter", "reversed" -> sequence(name, first, span);
      case "dict" -> dictionary(arguments, span);
      case "sorted" -> sorted(first, arguments, span);
      case "enumerate" -> enumerate(first, arguments.get(1, "start"), span);
      case "zip" -> zip(arguments, span);
      case "map" -> map(arguments, span);
      case "filter" -> filter(first, second, span);
      case "any", "all" -> quantified(name.equals("any"), first, span);
      case "sum" -> sum(first, second, span);
      case "min", "max" -> extreme(name.equals("max"), arguments, span);
      case "next" -> {
        List<Value> items = first == null ? null : interpreter.callables().items(first, span);
        yield items == null ? null : items.isEmpty() ? second : items.getFirst();
      }
      case "isinstance" -> instance(first, second);
      case "callable" ->
          first instanceof Closure || first instanceof ClassOfCode ? Value.of(true) : null;
      case "getattr" -> attribute(first, second, arguments.get(2, ""), span);
      case "hasattr" -> hasAttribute(first, second);
      case "setattr" -> {
        if (first != null
            && second instanceof Value.Text attribute
            && arguments.get(2, "") != null) {
          String doubt = interpreter.doubt();
          interpreter
              .expressions()
              .attributes()
              .set(
                  first,
                  attribute.text(),
                  arguments.positional().get(2),
                  doubt == null ? "" : doubt);
        }
        yield Value.NONE;
      }
      case "staticmethod" ->
          first instanceof Closure function ? function.with(Closure.Binding.NOTHING) : first;
      case "classmethod" ->
          first instanceof Closure function ? function.with(Closure.Binding.CLASS) : first;
      case "property" ->
          first instanceof Closure function ? function.with(Closure.Binding.PROPERTY) : first;
      case "type" -> first instanceof Value.Instance made ? made.type() : null;
      case "chr" ->
          first instanceof Value.Numeral code
                  && code.number().compareTo(BigDecimal.valueOf(0x10FFFF)) <= 0
                  && code.number().signum() >= 0
              ? Value.Text.of(Character.toString(code.number().intValue()), span)
              : null;
      case "ord" ->
          first instanceof Value.Text text && text.text().length() == 1
              ? Value.of(text.text().charAt(0))
              : null;
      case "open" -> {
        Value opened = first == null ? null : interpreter.imports().open(first, span);
        yield opened;
      }
      case "round" -> first instanceof Value.Numeral numeral && numeral.whole() ? numeral : null;
      case "object" ->
          new Value.Instance(new ClassOfCode("object", List.of(), List.of()), List.of());
      default -> null;
    };
  }

  private static @Nullable Value length(@Nullable Value value) {
    return switch (value) {
      case Value.Text text -> Value.of(text.text().codePointCount(0, text.text().length()));
      case Value.Sequence sequence ->
          sequence.uncertain() == null ? Value.of(sequence.items().size()) : null;
      case Value.Mapping mapping ->
          mapping.uncertain() == null ? Value.of(mapping.entries().size()) : null;
      case ClassOfCode type -> type.isEnum() ? Value.of(type.members().size()) : null;
      case null -> null;
      default -> null;
    };
  }

  private static @Nullable Value number(
      boolean whole, @Nullable Value value, @Nullable Value base) {
    if (value == null) {
      return Value.of(0);
    }
    if (value instanceof Value.Truth truth) {
      return Value.of(truth.truth() ? 1 : 0);
    }
    if (value instanceof Value.Numeral numeral) {
      return new Value.Numeral(
          whole ? new BigDecimal(numeral.number().toBigInteger()) : numeral.number(), whole);
    }
    if (value instanceof Value.Text text && base == null && text.text().length() < 100) {
      try {
        BigDecimal number = new BigDecimal(text.text().strip());
        return whole && number.scale() > 0 ? null : new Value.Numeral(number, whole);
      } catch (NumberFormatException otherNotation) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Value range(Arguments arguments) {
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

  private @Nullable Value sequence(String name, @Nullable Value from, Span span) {
    List<Value> items = from == null ? List.of() : interpreter.callables().items(from, span);
    if (items == null) {
      return null;
    }
    Value.Sequence made =
        switch (name) {
          case "tuple" -> new Value.Sequence(Value.Sequence.Kind.TUPLE, items);
          case "set", "frozenset" -> Expressions.set(items);
          case "reversed" -> Value.Sequence.list(items.reversed());
          default -> Value.Sequence.list(items);
        };
    return made.bornAt(interpreter.depthOfDoubt());
  }

  private @Nullable Value dictionary(Arguments arguments, Span span) {
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

  private @Nullable Value sorted(@Nullable Value from, Arguments arguments, Span span) {
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

  private @Nullable Value enumerate(@Nullable Value from, @Nullable Value start, Span span) {
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

  private @Nullable Value zip(Arguments arguments, Span span) {
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

  private @Nullable Value map(Arguments arguments, Span span) {
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

  private @Nullable Value filter(@Nullable Value by, @Nullable Value from, Span span) {
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

  private @Nullable Value quantified(boolean any, @Nullable Value from, Span span) {
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

  private @Nullable Value sum(@Nullable Value from, @Nullable Value start, Span span) {
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

  private @Nullable Value extreme(boolean greatest, Arguments arguments, Span span) {
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

  private static @Nullable Value instance(@Nullable Value value, @Nullable Value type) {
    if (value == null || type == null || value instanceof Value.Unknown) {
      return null;
    }
    if (type instanceof Value.Sequence types) {
      boolean sure = true;
      for (Value each : types.items()) {
        Value one = instance(value, each);
        if (one == null) {
          sure = false;
        } else if (one.equals(Value.of(true))) {
          return one;
        }
      }
      return sure ? Value.of(false) : null;
    }
    if (type instanceof ClassOfCode wanted) {
      return value instanceof Value.Instance made && made.type() instanceof ClassOfCode is
          ? Value.of(wanted.includes(is))
          : value instanceof Value.Handle ? null : Value.of(false);
    }
    if (!(type instanceof Value.Library library) || !library.name().startsWith("builtins.")) {
      return null;
    }
    String name = library.name().substring("builtins.".length());
    return switch (value) {
      case Value.Text ignored -> Value.of(name.equals("str"));
      case Value.Bytes ignored -> Value.of(name.equals("bytes"));
      case Value.Truth ignored -> Value.of(name.equals("bool") || name.equals("int"));
      case Value.Numeral numeral -> Value.of(name.equals(numeral.whole() ? "int" : "float"));
      case Value.None ignored -> Value.of(false);
      case Value.Mapping ignored -> Value.of(name.equals("dict"));
      case Value.Sequence sequence ->
          Value.of(
              switch (sequence.kind()) {
                case LIST -> name.equals("list");
                case TUPLE -> name.equals("tuple");
                case SET -> name.equals("set") || name.equals("frozenset");
              });
      default -> null;
    };
  }

  private @Nullable Value attribute(
      @Nullable Value of, @Nullable Value name, @Nullable Value otherwise, Span span) {
    if (of == null || !(name instanceof Value.Text attribute)) {
      return null;
    }
    Value found = interpreter.expressions().attributes().get(of, attribute.text(), span);
    return found instanceof Value.Member && of instanceof ClassOfCode && otherwise != null
        ? otherwise
        : found;
  }

  private static @Nullable Value hasAttribute(@Nullable Value of, @Nullable Value name) {
    if (!(name instanceof Value.Text attribute)) {
      return null;
    }
    return switch (of) {
      case Value.Instance made ->
          made.attributes().containsKey(attribute.text())
                  || made.type().attribute(attribute.text()) != null
              ? Value.of(true)
              : made.libraryBases().isEmpty() ? Value.of(false) : null;
      case ClassOfCode type ->
          type.attribute(attribute.text()) != null
              ? Value.of(true)
              : type.libraries().isEmpty() ? Value.of(false) : null;
      case null -> null;
      default -> null;
    };
  }
}
