package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The methods of dictionaries. What is not known is null.
final class MappingMethods {
  private static final Set<String> CHANGING =
      Set.of("update", "setdefault", "pop", "popitem", "clear");

  private MappingMethods() {}

  static @Nullable Value call(
      Value.Mapping mapping, String name, Arguments arguments, Span span, Interpreter interpreter) {
    String doubt = interpreter.doubt();
    if (CHANGING.contains(name) && doubt != null && mapping.birth() < interpreter.depthOfDoubt()) {
      mapping.makeUncertain(doubt);
    }
    Value first = arguments.get(0, "");
    Value second = arguments.get(1, "default");
    Map<Value, Value> entries = mapping.entries();
    boolean known = mapping.uncertain() == null;
    return switch (name) {
      case "get" -> {
        Value found = first == null ? null : entries.get(first);
        boolean sure = known && first != null && Operators.known(first);
        yield found != null ? found : !sure ? null : second == null ? Value.NONE : second;
      }
      case "items" -> {
        List<Value> pairs = new ArrayList<>();
        entries.forEach((key, value) -> pairs.add(Value.Sequence.tuple(key, value)));
        yield known ? Value.Sequence.list(pairs) : null;
      }
      case "keys" -> known ? Value.Sequence.list(new ArrayList<>(entries.keySet())) : null;
      case "values" -> known ? Value.Sequence.list(new ArrayList<>(entries.values())) : null;
      case "copy" -> known ? new Value.Mapping(entries).bornAt(interpreter.depthOfDoubt()) : null;
      case "update" -> {
        if (first instanceof Value.Mapping other && other.uncertain() == null) {
          entries.putAll(other.entries());
        } else if (first != null) {
          mapping.makeUncertain("what it was updated with is not known");
        }
        arguments.named().forEach((key, value) -> entries.put(Value.Text.of(key, span), value));
        yield Value.NONE;
      }
      case "setdefault" -> {
        Value found = first == null ? null : entries.get(first);
        if (found == null && first != null && known) {
          found = second == null ? Value.NONE : second;
          entries.put(first, found);
        }
        yield found;
      }
      case "pop" -> {
        Value found = first == null ? null : entries.remove(first);
        yield found != null ? found : known ? second : null;
      }
      case "clear" -> {
        entries.clear();
        yield Value.NONE;
      }
      default -> null;
    };
  }
}
