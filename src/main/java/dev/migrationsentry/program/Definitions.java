package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Defines functions and classes.
final class Definitions {
  private final Interpreter interpreter;

  Definitions(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Closure lambda(Expression.Lambda lambda, Frame frame) {
    return closure(
        "<lambda>",
        lambda.parameters(),
        List.of(new Statement.Return(lambda.body(), lambda.body().span())),
        frame);
  }

  void function(Statement.FunctionDefinition definition, Frame frame) {
    Value made = closure(definition.name(), definition.parameters(), definition.body(), frame);
    for (Expression decorator : definition.decorators().reversed()) {
      Value by = interpreter.evaluate(decorator, frame);
      made =
          by instanceof Value.Unknown || by instanceof Value.Member
              ? made
              : decorated(by, made, decorator.span());
    }
    frame.assign(definition.name(), made);
  }

  /// A decorator of a library that is not known is taken as one that leaves the function as it is.
  private Value decorated(Value by, Value made, Span span) {
    boolean known =
        by instanceof Closure
            || by instanceof ClassOfCode
            || (by instanceof Value.Library library
                && (library.name().startsWith("builtins.")
                    || library.name().startsWith("functools.")
                    || library.name().startsWith("dataclasses.")));
    if (!known) {
      return made;
    }
    Value result = interpreter.call(by, Arguments.of(made), span);
    return result instanceof Value.Unknown ? made : result;
  }

  private Closure closure(
      String name, List<Parameter> parameters, List<Statement> body, Frame frame) {
    Map<String, Value> defaults = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Expression initial = parameter.initial();
      if (initial != null) {
        defaults.put(parameter.name(), interpreter.evaluate(initial, frame));
      }
    }
    return new Closure(
        name, parameters, body, defaults, frame, Closure.Binding.INSTANCE, null, null);
  }

  void type(Statement.ClassDefinition definition, Frame frame) {
    List<Value> bases = new ArrayList<>();
    for (Expression base : definition.bases()) {
      bases.add(interpreter.evaluate(base, frame));
    }
    ClassOfCode type = new ClassOfCode(definition.name(), bases, fields(definition.body()));
    Frame body = Frame.classBody(frame);
    interpreter.enter(body);
    try {
      interpreter.statements().run(definition.body(), body);
    } finally {
      interpreter.leave();
    }
    for (Map.Entry<String, Value> entry : body.names().entrySet()) {
      Value value =
          entry.getValue() instanceof Closure function ? function.of(type) : entry.getValue();
      type.attributes().put(entry.getKey(), value);
    }
    if (type.isEnum()) {
      members(type, definition.span());
    }
    frame.assign(definition.name(), type);
  }

  private static List<String> fields(List<Statement> body) {
    List<String> fields = new ArrayList<>();
    for (Statement statement : body) {
      if (statement instanceof Statement.AnnotatedAssign assign
          && assign.target() instanceof Expression.Name name) {
        fields.add(name.identifier());
      }
    }
    return fields;
  }

  /// Turns the attributes of an enum into members (Python Library Reference, `enum`).
  private static void members(ClassOfCode type, Span span) {
    int serial = 0;
    boolean automatic = type.libraries().stream().anyMatch(each -> each.endsWith("StrEnum"));
    for (Map.Entry<String, Value> entry : type.attributes().entrySet()) {
      String name = entry.getKey();
      boolean plain =
          !(entry.getValue() instanceof Value.Defined) || entry.getValue() instanceof Automatic;
      if (name.startsWith("_") || !plain) {
        continue;
      }
      serial++;
      Value value = entry.getValue();
      if (value instanceof Automatic) {
        value =
            automatic
                ? Value.Text.of(name.toLowerCase(java.util.Locale.ROOT), span)
                : Value.of(serial);
      }
      Value.Instance member = new Value.Instance(type, List.of());
      member.attributes().put("name", Value.Text.of(name, span));
      member.attributes().put("value", value);
      entry.setValue(member);
      type.addMember(member);
    }
  }

  /// `enum.auto()`.
  record Automatic() implements Value.Defined {
    @Override
    public String name() {
      return "auto";
    }
  }
}
