package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The methods of lists, tuples and sets. What is not known is null.
final class SequenceMethods {
  private static final Set<String> CHANGING =
      Set.of(
          "append",
          "extend",
          "insert",
          "remove",
          "pop",
          "clear",
          "sort",
          "reverse",
          "add",
          "discard",
          "update",
          "difference_update",
          "intersection_update");

  private SequenceMethods() {}

  static @Nullable Value call(
      Value.Sequence sequence,
      String name,
      Arguments arguments,
      Span span,
      Interpreter interpreter) {
    String doubt = interpreter.doubt();
    boolean changes = CHANGING.contains(name);
    if (changes && doubt != null && sequence.birth() < interpreter.depthOfDoubt()) {
      sequence.makeUncertain(doubt);
    }
    Value first = arguments.get(0, "");
    List<Value> items = sequence.items();
    return switch (name) {
      case "append", "add" -> {
        if (first != null
            && (sequence.kind() != Value.Sequence.Kind.SET || !items.contains(first))) {
          items.add(first);
        }
        yield Value.NONE;
      }
      case "extend" -> extend(sequence, first, span, interpreter);
      case "update" -> {
        for (Value argument : arguments.positional()) {
          extend(sequence, argument, span, interpreter);
        }
        yield Value.NONE;
      }
      case "insert" -> {
        Value second = arguments.get(1, "");
        if (first instanceof Value.Numeral at && second != null) {
          items.add(Math.clamp(at.number().intValue(), 0, items.size()), second);
        } else {
          sequence.makeUncertain("where it was inserted is not known");
        }
        yield Value.NONE;
      }
      case "remove", "discard" -> {
        if (first == null
            || !Operators.known(first)
            || !items.stream().allMatch(Operators::known)) {
          sequence.makeUncertain("what was removed is not known");
        } else if (!items.remove(first) && name.equals("remove") && sequence.uncertain() == null) {
          throw Errors.raised("ValueError", "list.remove(x): x not in list", span);
        }
        yield Value.NONE;
      }
      case "pop" -> {
        if (sequence.uncertain() != null) {
          yield null;
        }
        if (items.isEmpty()) {
          throw Errors.raised("IndexError", "pop from empty list", span);
        }
        if (first == null) {
          yield items.removeLast();
        }
        yield first instanceof Value.Numeral at
                && at.number().signum() >= 0
                && at.number().intValue() < items.size()
            ? items.remove(at.number().intValue())
            : null;
      }
      case "clear" -> {
        items.clear();
        yield Value.NONE;
      }
      case "sort" -> {
        Value sorted =
            interpreter.call(new Value.Library("builtins.sorted"), arguments.after(sequence), span);
        if (sorted instanceof Value.Sequence other) {
          items.clear();
          items.addAll(other.items());
        } else {
          sequence.makeUncertain("its order is not known");
        }
        yield Value.NONE;
      }
      case "reverse" -> {
        List<Value> reversed = new ArrayList<>(items.reversed());
        items.clear();
        items.addAll(reversed);
        yield Value.NONE;
      }
      case "copy" ->
          sequence.uncertain() == null
              ? new Value.Sequence(sequence.kind(), items).bornAt(interpreter.depthOfDoubt())
              : null;
      case "index", "count" -> {
        if (first == null
            || sequence.uncertain() != null
            || !items.stream().allMatch(Operators::known)) {
          yield null;
        }
        long count = items.stream().filter(first::equals).count();
        if (name.equals("index") && count == 0) {
          throw Errors.raised("ValueError", "it is not in list", span);
        }
        yield Value.of(name.equals("count") ? count : items.indexOf(first));
      }
      case "union", "intersection", "difference", "symmetric_difference" -> {
        List<Value> others = first == null ? null : interpreter.callables().items(first, span);
        String operator =
            switch (name) {
              case "union" -> "|";
              case "intersection" -> "&";
              case "difference" -> "-";
              default -> "^";
            };
        yield others == null
            ? null
            : Operators.binary(operator, sequence, Displays.set(others), span);
      }
      case "issubset", "issuperset" -> {
        List<Value> others = first == null ? null : interpreter.callables().items(first, span);
        if (others == null || sequence.uncertain() != null) {
          yield null;
        }
        yield Value.of(
            name.equals("issubset") ? others.containsAll(items) : items.containsAll(others));
      }
      default -> {
        if (changes) {
          sequence.makeUncertain("it was changed by " + name);
        }
        yield null;
      }
    };
  }

  private static Value extend(
      Value.Sequence sequence, @Nullable Value by, Span span, Interpreter interpreter) {
    List<Value> more = by == null ? null : interpreter.callables().items(by, span);
    if (more == null) {
      sequence.makeUncertain("what was added is not known");
      return Value.NONE;
    }
    for (Value item : more) {
      if (sequence.kind() != Value.Sequence.Kind.SET || !sequence.items().contains(item)) {
        sequence.items().add(item);
      }
    }
    return Value.NONE;
  }
}
