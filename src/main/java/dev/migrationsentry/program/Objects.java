package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes objects of the classes that the code defines.
final class Objects {
  private final Interpreter interpreter;

  Objects(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Value make(ClassOfCode type, Arguments arguments, Span span) {
    if (type.isEnum()) {
      return member(type, arguments, span);
    }
    List<Value> libraries = type.libraries().stream().<Value>map(Value.Library::new).toList();
    Value.Instance instance = new Value.Instance(type, libraries);
    if (!libraries.isEmpty()) {
      instance
          .attributes()
          .put("args", new Value.Sequence(Value.Sequence.Kind.TUPLE, arguments.positional()));
      for (Map.Entry<String, Value> named : arguments.named().entrySet()) {
        instance.attributes().put(named.getKey(), named.getValue());
      }
    }
    if (type.attribute("__init__") instanceof Closure initializer) {
      interpreter.call(initializer.bound(instance), arguments, span);
      return instance;
    }
    fields(type, arguments, instance);
    return instance;
  }

  private static void fields(ClassOfCode type, Arguments arguments, Value.Instance instance) {
    int at = 0;
    for (String field : type.fields()) {
      @Nullable Value value = arguments.get(at++, field);
      value = value == null ? type.attribute(field) : value;
      instance
          .attributes()
          .put(field, value == null ? new Value.Unknown(field + " is not known") : value);
    }
  }

  private static Value member(ClassOfCode type, Arguments arguments, Span span) {
    Value wanted = arguments.get(0, "value");
    for (Value.Instance member : type.members()) {
      Value value = member.attributes().get("value");
      if (member.equals(wanted) || (wanted != null && wanted.equals(value))) {
        return member;
      }
    }
    if (wanted == null || !Operators.known(wanted)) {
      return new Value.Unknown("which " + type.name() + " it is, is not known");
    }
    throw Errors.raised(
        "ValueError", Spelling.repr(wanted) + " is not a valid " + type.name(), span);
  }
}
