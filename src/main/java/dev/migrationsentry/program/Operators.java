package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators on values of the language. What is not known here is null.
final class Operators {
  /// No result may be longer, so that a loop cannot fill the memory.
  private static final int LONGEST = 1_000_000;

  private Operators() {}

  /// Whether a value is true in a condition; null where that is not known.
  static @Nullable Boolean truth(Value value) {
    return switch (value) {
      case Value.None ignored -> false;
      case Value.Truth truth -> truth.truth();
      case Value.Numeral numeral -> numeral.number().signum() != 0;
      case Value.Text text -> !text.text().isEmpty();
      case Value.Bytes bytes -> !bytes.text().isEmpty();
      case Value.Sequence sequence ->
          sequence.uncertain() != null ? null : !sequence.items().isEmpty();
      case Value.Mapping mapping ->
          mapping.uncertain() != null ? null : !mapping.entries().isEmpty();
      case Value.Defined ignored -> true;
      case Value.Library ignored -> true;
      case Value.Instance ignored -> true;
      case Value.Construct ignored -> null;
      case Value.Member ignored -> null;
      case Value.MemberCall ignored -> null;
      case Value.Operation ignored -> null;
      case Value.Handle ignored -> null;
      case Value.Unknown ignored -> null;
    };
  }

  static @Nullable Value binary(String operator, Value left, Value right, Span span) {
    if (left instanceof Value.Numeral a && right instanceof Value.Numeral b) {
      return arithmetic(operator, a, b);
    }
    return switch (operator) {
      case "+" -> plus(left, right, span);
      case "*" -> times(left, right, span);
      case "%" -> left instanceof Value.Text text ? Percent.format(text, right, span) : null;
      case "|" -> union(left, right);
      case "-", "&", "^" -> sets(operator, left, right);
      default -> null;
    };
  }

  private static @Nullable Value arithmetic(String operator, Value.Numeral a, Value.Numeral b) {
    boolean whole = a.whole() && b.whole();
    BigDecimal x = a.number();
    BigDecimal y = b.number();
    if (x.precision() > 200 || y.precision() > 200) {
      return null;
    }
    boolean zero = y.signum() == 0;
    return switch (operator) {
      case "+" -> new Value.Numeral(x.add(y), whole);
      case "-" -> new Value.Numeral(x.subtract(y), whole);
      case "*" -> new Value.Numeral(x.multiply(y), whole);
      case "/" -> zero ? null : new Value.Numeral(x.divide(y, 17, RoundingMode.HALF_EVEN), false);
      case "//" -> zero ? null : new Value.Numeral(x.divide(y, 0, RoundingMode.FLOOR), whole);
      case "%" ->
          zero
              ? null
              : new Value.Numeral(
                  x.subtract(y.multiply(x.divide(y, 0, RoundingMode.FLOOR))), whole);
      case "**" ->
          whole && y.signum() >= 0 && y.compareTo(BigDecimal.valueOf(64)) <= 0
              ? new Value.Numeral(x.pow(y.intValue()), true)
              : null;
      case "<<" ->
          whole && y.signum() >= 0 && y.intValue() <= 64
              ? whole(x.toBigInteger().shiftLeft(y.intValue()))
              : null;
      case ">>" ->
          whole && y.signum() >= 0 && y.intValue() <= 64
              ? whole(x.toBigInteger().shiftRight(y.intValue()))
              : null;
      case "|" -> whole ? whole(x.toBigInteger().or(y.toBigInteger())) : null;
      case "&" -> whole ? whole(x.toBigInteger().and(y.toBigInteger())) : null;
      case "^" -> whole ? whole(x.toBigInteger().xor(y.toBigInteger())) : null;
      default -> null;
    };
  }

  private static Value whole(java.math.BigInteger number) {
    return new Value.Numeral(new BigDecimal(number), true);
  }

  private static @Nullable Value plus(Value left, Value right, Span span) {
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      return Texts.concatenate(List.of(a, b), span);
    }
    if (left instanceof Value.Sequence a
        && right instanceof Value.Sequence b
        && a.kind() == b.kind()
        && a.uncertain() == null
        && b.uncertain() == null) {
      List<Value> all = new ArrayList<>(a.items());
      all.addAll(b.items());
      return all.size() > LONGEST ? null : new Value.Sequence(a.kind(), all);
    }
    return null;
  }

  private static @Nullable Value times(Value left, Value right, Span span) {
    if (!(right instanceof Value.Numeral times) || !times.whole()) {
      return left instanceof Value.Numeral && !(right instanceof Value.Numeral)
          ? times(right, left, span)
          : null;
    }
    int count = times.number().min(BigDecimal.valueOf(LONGEST)).max(BigDecimal.ZERO).intValue();
    if (left instanceof Value.Text text && (long) text.text().length() * count <= LONGEST) {
      return Texts.concatenate(java.util.Collections.nCopies(count, text), span);
    }
    if (left instanceof Value.Sequence sequence
        && sequence.uncertain() == null
        && (long) sequence.items().size() * count <= LONGEST) {
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.addAll(sequence.items());
      }
      return new Value.Sequence(sequence.kind(), all);
    }
    return null;
  }

  private static @Nullable Value union(Value left, Value right) {
    if (left instanceof Value.Mapping a
        && right instanceof Value.Mapping b
        && a.uncertain() == null
        && b.uncertain() == null) {
      Map<Value, Value> all = new LinkedHashMap<>(a.entries());
      all.putAll(b.entries());
      return new Value.Mapping(all);
    }
    return sets("|", left, right);
  }

  private static @Nullable Value sets(String operator, Value left, Value right) {
    if (!(left instanceof Value.Sequence a)
        || !(right instanceof Value.Sequence b)
        || a.kind() != Value.Sequence.Kind.SET
        || b.kind() != Value.Sequence.Kind.SET
        || a.uncertain() != null
        || b.uncertain() != null) {
      return null;
    }
    List<Value> result = new ArrayList<>();
    for (Value item : a.items()) {
      boolean shared = b.items().contains(item);
      if (operator.equals("|") || (operator.equals("&") ? shared : !shared)) {
        result.add(item);
      }
    }
    if (operator.equals("|") || operator.equals("^")) {
      for (Value item : b.items()) {
        if (!a.items().contains(item)) {
          result.add(item);
        }
      }
    }
    return new Value.Sequence(Value.Sequence.Kind.SET, result);
  }

  /// A comparison of two values; null where its result is not known.
  static @Nullable Boolean compare(String operator, Value left, Value right) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> negated(equal(left, right));
      case "is" -> same(left, right);
      case "is not" -> negated(same(left, right));
      case "in" -> contains(right, left);
      case "not in" -> negated(contains(right, left));
      default -> ordered(operator, left, right);
    };
  }

  private static @Nullable Boolean negated(@Nullable Boolean value) {
    return value == null ? null : Boolean.valueOf(!value);
  }

  private static @Nullable Boolean ordered(String operator, Value left, Value right) {
    Integer order = order(left, right);
    if (order == null) {
      return null;
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  /// Which of two values comes first in `sorted`; null where that is not known.
  static @Nullable Integer order(Value left, Value right) {
    if (left instanceof Value.Numeral a && right instanceof Value.Numeral b) {
      return a.number().compareTo(b.number());
    }
    if (left instanceof Value.Text a && right instanceof Value.Text b) {
      return a.text().compareTo(b.text());
    }
    if (left instanceof Value.Sequence a && right instanceof Value.Sequence b) {
      for (int i = 0; i < Math.min(a.items().size(), b.items().size()); i++) {
        Integer order = order(a.items().get(i), b.items().get(i));
        if (order == null || order != 0) {
          return order;
        }
      }
      return Integer.compare(a.items().size(), b.items().size());
    }
    return null;
  }

  /// Python's `==`; null where it is not known.
  static @Nullable Boolean equal(Value left, Value right) {
    if (known(left) && known(right)) {
      return plain(left).equals(plain(right));
    }
    boolean different = differs(left, right) || differs(right, left);
    return different ? Boolean.FALSE : null;
  }

  /// Whether a string of which only the shape is known can't be another one.
  private static boolean differs(Value shaped, Value other) {
    if (!(shaped instanceof Value.Unknown unknown) || unknown.shape() == null) {
      return false;
    }
    String shape = unknown.shape().text();
    if (other instanceof Value.None) {
      return true;
    }
    if (!(other instanceof Value.Text text)) {
      return false;
    }
    int first = shape.indexOf(Fragment.GAP);
    int last = shape.lastIndexOf(Fragment.GAP);
    return first < 0
        ? !shape.equals(text.text())
        : !text.text().startsWith(shape.substring(0, first))
            || !text.text().endsWith(shape.substring(last + 1));
  }

  /// A member of a mixed enum is equal to its value; truth values are numbers.
  private static Value plain(Value value) {
    if (value instanceof Value.Truth truth) {
      return Value.of(truth.truth() ? 1 : 0);
    }
    if (value instanceof Value.Instance member
        && member.type() instanceof ClassOfCode type
        && type.isEnum()
        && type.isMixed()) {
      Value inner = member.attributes().get("value");
      return inner == null ? value : inner;
    }
    return value;
  }

  /// Whether equality with it is decided by what is known of it.
  static boolean known(Value value) {
    return switch (value) {
      case Value.None ignored -> true;
      case Value.Truth ignored -> true;
      case Value.Numeral ignored -> true;
      case Value.Text ignored -> true;
      case Value.Bytes ignored -> true;
      case Value.Sequence sequence ->
          sequence.uncertain() == null && sequence.items().stream().allMatch(Operators::known);
      case Value.Mapping mapping ->
          mapping.uncertain() == null
              && mapping.entries().entrySet().stream()
                  .allMatch(entry -> known(entry.getKey()) && known(entry.getValue()));
      case Value.Defined ignored -> true;
      case Value.Library ignored -> true;
      case Value.Instance instance -> instance.type() instanceof ClassOfCode type && type.isEnum();
      case Value.Construct ignored -> false;
      case Value.Member ignored -> false;
      case Value.MemberCall ignored -> false;
      case Value.Operation ignored -> false;
      case Value.Handle ignored -> false;
      case Value.Unknown ignored -> false;
    };
  }

  private static @Nullable Boolean same(Value left, Value right) {
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return null;
    }
    if (left instanceof Value.None || right instanceof Value.None) {
      boolean open = left instanceof Value.MemberCall || right instanceof Value.MemberCall;
      return open
          ? null
          : Boolean.valueOf(left instanceof Value.None && right instanceof Value.None);
    }
    if (left instanceof Value.Truth a && right instanceof Value.Truth b) {
      return a.truth() == b.truth();
    }
    if (left instanceof Value.Sequence || left instanceof Value.Mapping) {
      return left == right;
    }
    return equal(left, right);
  }

  private static @Nullable Boolean contains(Value container, Value item) {
    if (container instanceof Value.Text text) {
      return item instanceof Value.Text part ? text.text().contains(part.text()) : null;
    }
    if (container instanceof Value.Mapping mapping) {
      return among(mapping.entries().keySet(), item, mapping.uncertain() == null);
    }
    if (container instanceof Value.Sequence sequence) {
      return among(sequence.items(), item, sequence.uncertain() == null);
    }
    return null;
  }

  private static @Nullable Boolean among(
      java.util.Collection<Value> values, Value item, boolean complete) {
    boolean sure = complete;
    for (Value value : values) {
      Boolean equal = equal(value, item);
      if (equal == null) {
        sure = false;
      } else if (equal) {
        return true;
      }
    }
    return sure ? Boolean.FALSE : null;
  }
}
