package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `value.name`.
final class Attributes {
  private final Interpreter interpreter;

  Attributes(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Value get(Value of, String name, Span span) {
    return switch (of) {
      case Value.Unknown unknown -> unknown;
      case Value.None ignored ->
          throw Errors.raised(
              "AttributeError", "'NoneType' object has no attribute '" + name + "'", span);
      case Value.Text ignored -> new Bound(of, name);
      case Value.Bytes ignored -> new Bound(of, name);
      case Value.Sequence ignored -> new Bound(of, name);
      case Value.Mapping ignored -> new Bound(of, name);
      case Value.Numeral ignored -> new Bound(of, name);
      case Value.Truth ignored -> new Bound(of, name);
      case Unit unit -> module(unit, name, span);
      case ClassOfCode type -> ofClass(type, name, span);
      case Above above -> above(above, name);
      case Value.Defined defined ->
          name.equals("__name__") ? Value.Text.of(defined.name(), span) : new Bound(of, name);
      case Value.Instance instance -> ofInstance(instance, name, span);
      case Value.Library library -> library(library, name, span);
      case Value.Construct made -> made(made, name, span);
      case Value.Member ignored -> interpreter.libraries().member(of, name, span, interpreter);
      case Value.MemberCall ignored -> interpreter.libraries().member(of, name, span, interpreter);
      case Value.Operation ignored -> interpreter.libraries().member(of, name, span, interpreter);
      case Value.Handle ignored -> interpreter.libraries().member(of, name, span, interpreter);
    };
  }

  private Value library(Value.Library library, String name, Span span) {
    Value known = StandardLibrary.member(library.name() + "." + name, span);
    if (known != null) {
      return known;
    }
    Value module = interpreter.imports().submodule(library.name(), name, span);
    return module != null
        ? module
        : interpreter.libraries().member(library, name, span, interpreter);
  }

  private Value made(Value.Construct made, String name, Span span) {
    if (name.equals("args") && Errors.isBuiltIn(made.name())) {
      return new Value.Sequence(Value.Sequence.Kind.TUPLE, made.arguments().positional());
    }
    if (made.name().equals("pathlib.Path")
        && made.arguments().positional().getFirst() instanceof Value.Text path) {
      return switch (name) {
        case "parent" ->
            new Value.Construct(
                "pathlib.Path", Arguments.of(Paths.function("dirname", path, span)), span);
        case "name" -> Paths.function("basename", path, span);
        default -> new Bound(made, name);
      };
    }
    return interpreter.libraries().member(made, name, span, interpreter);
  }

  private Value module(Unit unit, String name, Span span) {
    Value own = unit.attribute(name);
    if (own != null) {
      return own;
    }
    Value module = interpreter.imports().submodule(unit.name(), name, span);
    return module != null
        ? module
        : new Value.Unknown(unit.name() + " has nothing known that is called " + name);
  }

  private Value ofClass(ClassOfCode type, String name, Span span) {
    if (name.equals("__name__")) {
      return Value.Text.of(type.name(), span);
    }
    if (name.equals("__members__") && type.isEnum()) {
      Map<Value, Value> members = new LinkedHashMap<>();
      for (Value.Instance member : type.members()) {
        Value key = member.attributes().get("name");
        members.put(key == null ? Value.NONE : key, member);
      }
      return new Value.Mapping(members);
    }
    Value found = type.attribute(name);
    if (found instanceof Closure function && function.binding() == Closure.Binding.CLASS) {
      return function.bound(type);
    }
    if (found != null) {
      return found;
    }
    return new Value.Member(type, name, span);
  }

  private static Value above(Above above, String name) {
    Value found = above.inherited(name);
    if (found instanceof Closure function) {
      return function.binding() == Closure.Binding.NOTHING
          ? function
          : function.bound(above.self());
    }
    return found != null ? found : new Value.Library("builtins.object." + name);
  }

  private Value ofInstance(Value.Instance instance, String name, Span span) {
    Value own = instance.attributes().get(name);
    if (own != null) {
      return own;
    }
    if (name.equals("__class__")) {
      return instance.type();
    }
    Value found = instance.type().attribute(name);
    if (name.equals("impl")
        && found instanceof Value.Library behind
        && instance.type() instanceof ClassOfCode type
        && type.libraries().stream().anyMatch(each -> each.endsWith("TypeDecorator"))) {
      // `TypeDecorator` makes the type behind it of its own arguments.
      Map<String, Value> named = new LinkedHashMap<>(instance.attributes());
      List<Value> positional =
          named.remove("args") instanceof Value.Sequence passed ? passed.items() : List.of();
      return new Value.Construct(behind.name(), new Arguments(positional, named, null), span);
    }
    if (found instanceof Closure function) {
      return switch (function.binding()) {
        case INSTANCE -> function.bound(instance);
        case CLASS -> function.bound(instance.type());
        case NOTHING -> function;
        case PROPERTY -> interpreter.call(function.bound(instance), Arguments.NONE, span);
      };
    }
    if (found != null) {
      return found;
    }
    return instance.libraryBases().isEmpty()
        ? new Value.Unknown("`" + Expressions.shown(span) + "` is not known")
        : interpreter.libraries().member(instance, name, span, interpreter);
  }

  /// For `"{0.name}".format(…)`, or null.
  @Nullable Value ofFormat(Value of, String name, Span span) {
    Value found = get(of, name, span);
    return found instanceof Value.Unknown ? null : found;
  }

  /// Sets an attribute.
  void set(Value of, String name, Value value, String doubt) {
    switch (of) {
      case Value.Instance instance -> put(instance.attributes(), name, value, doubt);
      case ClassOfCode type -> put(type.attributes(), name, value, doubt);
      case Unit unit -> put(unit.globals().names(), name, value, doubt);
      default -> {}
    }
  }

  private static void put(Map<String, Value> attributes, String name, Value value, String doubt) {
    Value before = attributes.get(name);
    boolean differs = before != null && !before.equals(value);
    attributes.put(name, differs && !doubt.isEmpty() ? new Value.Unknown(doubt) : value);
  }

  /// The names of methods that change nothing but their own object, so that a call of one on an
  /// unknown value sends nothing.
  static final List<String> LOCAL =
      List.of(
          "append",
          "extend",
          "insert",
          "remove",
          "pop",
          "update",
          "setdefault",
          "sort",
          "reverse",
          "clear",
          "discard",
          "write",
          "close",
          "info",
          "debug",
          "warning",
          "error",
          "exception",
          "get",
          "items",
          "keys",
          "values",
          "split",
          "strip",
          "join",
          "lower",
          "upper",
          "replace",
          "startswith",
          "endswith",
          "format",
          "group",
          "match",
          "search",
          "isoformat",
          "hexdigest",
          "encode",
          "decode",
          "scalar",
          "fetchone",
          "fetchall",
          "first",
          "all",
          "one",
          "mappings");
}
