package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.List;
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

  private final Interpreter interpreter;
  private final CollectionFunctions collections;

  Builtins(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.collections = new CollectionFunctions(interpreter);
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
      case "range" -> CollectionFunctions.range(arguments);
      case "list", "tuple", "set", "frozenset", "iter", "reversed" ->
          collections.sequence(name, first, span);
      case "dict" -> collections.dictionary(arguments, span);
      case "sorted" -> collections.sorted(first, arguments, span);
      case "enumerate" -> collections.enumerate(first, arguments.get(1, "start"), span);
      case "zip" -> collections.zip(arguments, span);
      case "map" -> collections.map(arguments, span);
      case "filter" -> collections.filter(first, second, span);
      case "any", "all" -> collections.quantified(name.equals("any"), first, span);
      case "sum" -> collections.sum(first, second, span);
      case "min", "max" -> collections.extreme(name.equals("max"), arguments, span);
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
