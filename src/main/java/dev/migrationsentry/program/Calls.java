package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls (Python Language Reference, section 6.3.4), conditions and loops over values.
final class Calls {
  private final Interpreter interpreter;
  private final Builtins builtins;
  private final StandardLibrary standard;
  private final Objects objects;

  Calls(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.builtins = new Builtins(interpreter);
    this.standard = new StandardLibrary(interpreter);
    this.objects = new Objects(interpreter);
  }

  Value call(Value callee, Arguments arguments, Span span) {
    return switch (callee) {
      case Closure closure -> run(closure, arguments, span, false);
      case ClassOfCode type -> objects.make(type, arguments, span);
      case Bound bound -> method(bound.of(), bound.name(), arguments, span);
      case Value.Library library -> library(library.name(), arguments, span);
      case Value.Unknown unknown -> unknown;
      case Value.Instance instance -> {
        Value method = instance.type().attribute("__call__");
        yield method instanceof Closure closure
            ? run(closure.bound(instance), arguments, span, false)
            : new Value.Unknown("what `" + Expressions.shown(span) + "` returns is not known");
      }
      case Value.Construct made ->
          interpreter.libraries().call(made, "", arguments, span, interpreter);
      case Value.Member member ->
          interpreter.libraries().call(member.of(), member.name(), arguments, span, interpreter);
      case Value.MemberCall made ->
          interpreter.libraries().call(made, "", arguments, span, interpreter);
      case Value.Handle handle ->
          interpreter.libraries().call(handle, "", arguments, span, interpreter);
      default -> new Value.Unknown("what `" + Expressions.shown(span) + "` returns is not known");
    };
  }

  private Value library(String name, Arguments arguments, Span span) {
    if (name.startsWith("builtins.")) {
      return builtins.call(name.substring("builtins.".length()), arguments, span);
    }
    if (Errors.isBuiltIn(name)) {
      return new Value.Construct(name, arguments, span);
    }
    Value known = standard.call(name, arguments, span);
    return known != null ? known : interpreter.libraries().call(name, arguments, span, interpreter);
  }

  /// `of.name(…)`.
  Value method(Value of, String name, Arguments arguments, Span span) {
    interpreter.step();
    return switch (of) {
      case Value.Text text -> {
        Value result = new TextMethods(interpreter).call(text, name, arguments, span);
        yield result != null
            ? result
            : name.equals("format")
                ? Percent.bracesWithGaps(text, gap(arguments, span), span)
                : undecided(span);
      }
      case Value.Sequence sequence -> {
        Value result = SequenceMethods.call(sequence, name, arguments, span, interpreter);
        yield result != null ? result : undecided(span);
      }
      case Value.Mapping mapping -> {
        Value result = MappingMethods.call(mapping, name, arguments, span, interpreter);
        yield result != null ? result : undecided(span);
      }
      case Value.Unknown unknown -> {
        if (unknown.shape() != null && unknown.shape().text().length() > 1) {
          // Methods that keep the characters of a text keep those of its known part.
          Value result = new TextMethods(interpreter).call(unknown.shape(), name, arguments, span);
          if (name.contains("strip") && result instanceof Value.Text shape) {
            yield new Value.Unknown(unknown.why(), shape);
          }
        }
        if (!Attributes.LOCAL.contains(name) && sends(name)) {
          interpreter.notUnderstood(span, unknown.why());
        }
        yield unknown;
      }
      case Value.Bytes ignored -> undecided(span);
      case Value.Numeral ignored -> undecided(span);
      case Value.Truth ignored -> undecided(span);
      case Value.Construct made -> ofLibrary(made, name, arguments, span);
      case Value.Member made -> ofLibrary(made, name, arguments, span);
      case Value.MemberCall made -> ofLibrary(made, name, arguments, span);
      case Value.Operation made -> ofLibrary(made, name, arguments, span);
      case Value.Handle handle -> ofLibrary(handle, name, arguments, span);
      default -> {
        Value callee = interpreter.expressions().attributes().get(of, name, span);
        yield callee instanceof Bound ? undecided(span) : call(callee, arguments, span);
      }
    };
  }

  private Value ofLibrary(Value of, String name, Arguments arguments, Span span) {
    Value known = standard.method(of, name, arguments, span);
    return known != null
        ? known
        : interpreter.libraries().call(of, name, arguments, span, interpreter);
  }

  /// Whether a method of this name sends statements, whatever has it.
  private static boolean sends(String name) {
    return name.startsWith("execute")
        || name.startsWith("create_")
        || name.startsWith("drop_")
        || name.startsWith("add_")
        || name.startsWith("alter_")
        || name.equals("bulk_insert")
        || name.equals("create")
        || name.equals("drop")
        || name.equals("exec_driver_sql");
  }

  private static Value.Unknown gap(Arguments arguments, Span span) {
    for (Value each : arguments.positional()) {
      if (each instanceof Value.Unknown unknown) {
        return unknown;
      }
    }
    for (Value each : arguments.named().values()) {
      if (each instanceof Value.Unknown unknown) {
        return unknown;
      }
    }
    return new Value.Unknown("`" + Expressions.shown(span) + "` is not known");
  }

  private static Value undecided(Span span) {
    return new Value.Unknown("`" + Expressions.shown(span) + "` is not known");
  }

  /// Calls a function with nothing; parameters without defaults are unknown.
  Value withoutArguments(Value callee, Span span) {
    return callee instanceof Closure closure
        ? run(closure, Arguments.NONE, span, true)
        : call(callee, Arguments.NONE, span);
  }

  private Value run(Closure closure, Arguments passed, Span span, boolean lenient) {
    Frame frame = Frame.function(closure.definedIn());
    Value self = closure.self();
    Arguments arguments = self == null ? passed : passed.after(self);
    bind(closure, arguments, frame, span, lenient, interpreter.libraries());
    if (closure.owner() != null && self != null) {
      frame.names().put("super", new Above(self, closure.owner()));
    }
    interpreter.enter(frame);
    try {
      Completion completion = interpreter.statements().run(closure.body(), frame);
      List<Value> yielded = frame.yielded();
      if (yielded != null) {
        return new Value.Sequence(Value.Sequence.Kind.LIST, yielded);
      }
      Value result = completion instanceof Completion.Returned(Value value) ? value : Value.NONE;
      for (Value other : frame.possibleResults()) {
        if (!other.equals(result)) {
          return new Value.Unknown(String.valueOf(frame.doubtOfRest()));
        }
      }
      return result;
    } finally {
      interpreter.leave();
    }
  }

  private static void bind(
      Closure closure,
      Arguments arguments,
      Frame frame,
      Span span,
      boolean lenient,
      Libraries libraries) {
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    List<Value> positional = arguments.positional();
    int next = 0;
    for (Parameter parameter : closure.parameters()) {
      String name = parameter.name();
      Value value =
          switch (parameter.kind()) {
            case POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD ->
                next < positional.size() ? positional.get(next++) : named.remove(name);
            case KEYWORD_ONLY -> named.remove(name);
            case VARIADIC_POSITIONAL -> {
              List<Value> rest = new ArrayList<>(positional.subList(next, positional.size()));
              next = positional.size();
              yield new Value.Sequence(Value.Sequence.Kind.TUPLE, rest);
            }
            case VARIADIC_KEYWORD -> {
              Map<Value, Value> rest = new LinkedHashMap<>();
              named.forEach((key, each) -> rest.put(Value.Text.of(key, span), each));
              named.clear();
              yield new Value.Mapping(rest);
            }
          };
      if (value == null) {
        value = closure.defaults().get(name);
      }
      if (value == null) {
        if (!lenient && arguments.uncertain() == null) {
          throw Errors.raised(
              "TypeError",
              closure.name() + "() missing 1 required positional argument: '" + name + "'",
              span);
        }
        Value given = lenient ? libraries.argument(name) : null;
        value = given != null ? given : new Value.Unknown("the argument " + name + " is not known");
      }
      frame.names().put(name, value);
    }
  }

  /// `super()` in a method.
  Value above(Frame frame) {
    Value found = frame.find("super");
    return found != null ? found : new Value.Unknown("`super()` is not known here");
  }

  /// Whether a condition holds, or null.
  @Nullable Boolean holds(Value value) {
    Boolean truth = Operators.truth(value);
    if (truth != null || value instanceof Value.Unknown) {
      return truth;
    }
    boolean container = value instanceof Value.Sequence || value instanceof Value.Mapping;
    return container ? null : interpreter.libraries().holds(value, interpreter);
  }

  /// The values a loop goes over, or null.
  @Nullable List<Value> items(Value value, Span span) {
    return switch (value) {
      case Value.Sequence sequence ->
          sequence.uncertain() != null ? null : new ArrayList<>(sequence.items());
      case Value.Mapping mapping ->
          mapping.uncertain() != null ? null : new ArrayList<>(mapping.entries().keySet());
      case Value.Text text -> {
        List<Value> characters = new ArrayList<>();
        for (int i = 0; i < text.text().length(); i++) {
          characters.add(Texts.slice(text, i, i + 1));
        }
        yield characters;
      }
      case ClassOfCode type -> type.isEnum() ? new ArrayList<>(type.members()) : null;
      case Value.Unknown ignored -> null;
      case Value.None ignored ->
          throw Errors.raised("TypeError", "'NoneType' object is not iterable", span);
      case Value.Construct made -> interpreter.libraries().items(made, span, interpreter);
      case Value.MemberCall made -> interpreter.libraries().items(made, span, interpreter);
      case Value.Member made -> interpreter.libraries().items(made, span, interpreter);
      case Value.Handle handle -> interpreter.libraries().items(handle, span, interpreter);
      default -> null;
    };
  }

  /// `str(value)`, or null.
  Value.@Nullable Text asText(Value value, Span span) {
    if (value instanceof Value.Instance instance
        && instance.type().attribute("__str__") instanceof Closure closure) {
      return run(closure.bound(instance), Arguments.NONE, span, false) instanceof Value.Text text
          ? text
          : null;
    }
    if (value instanceof Value.Instance instance
        && instance.type() instanceof ClassOfCode type
        && type.isException()
        && instance.attributes().get("args") instanceof Value.Sequence passed
        && passed.items().size() == 1) {
      return asText(passed.items().getFirst(), span);
    }
    return Spelling.str(value, span);
  }
}
