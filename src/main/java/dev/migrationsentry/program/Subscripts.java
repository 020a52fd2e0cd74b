package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `value[index]` for values of the language.
final class Subscripts {
  private Subscripts() {}

  /// The item, or null where a library defines what it is.
  static @Nullable Value get(Value of, Value index, Span span) {
    String why = "`" + Expressions.shown(span) + "` is not known";
    return switch (of) {
      case Value.Unknown unknown -> unknown;
      case Value.Sequence sequence -> {
        if (!(index instanceof Value.Numeral numeral) || sequence.uncertain() != null) {
          yield new Value.Unknown(why);
        }
        int at = position(numeral, sequence.items().size());
        if (at < 0) {
          throw Errors.raised("IndexError", "list index out of range", span);
        }
        yield sequence.items().get(at);
      }
      case Value.Text text -> {
        if (!(index instanceof Value.Numeral numeral)) {
          yield new Value.Unknown(why);
        }
        int at = position(numeral, text.text().length());
        if (at < 0) {
          throw Errors.raised("IndexError", "string index out of range", span);
        }
        yield Texts.slice(text, at, at + 1);
      }
      case Value.Mapping mapping -> {
        Value found = mapping.entries().get(index);
        if (found != null) {
          yield found;
        }
        if (mapping.uncertain() != null || !Operators.known(index)) {
          yield new Value.Unknown(why);
        }
        throw Errors.raised("KeyError", String.valueOf(Spelling.repr(index)), span);
      }
      case ClassOfCode type -> {
        for (Value.Instance member : type.members()) {
          if (index.equals(member.attributes().get("name"))) {
            yield member;
          }
        }
        yield type;
      }
      case Value.Library library ->
          // `list[str]`, `Optional[int]`: annotations mean nothing at run time.
          library.name().startsWith("builtins.") || library.name().startsWith("typing.")
              ? library
              : null;
      default -> null;
    };
  }

  private static int position(Value.Numeral numeral, int size) {
    int at = numeral.number().intValue();
    at = at < 0 ? at + size : at;
    return at < 0 || at >= size ? -1 : at;
  }

  /// `value[lower:upper:step]`.
  static Value slice(
      Value of, @Nullable Value lower, @Nullable Value upper, @Nullable Value step, String shown) {
    Value unknown = new Value.Unknown("`" + shown + "` is not known");
    int size;
    if (of instanceof Value.Sequence sequence && sequence.uncertain() == null) {
      size = sequence.items().size();
    } else if (of instanceof Value.Text text) {
      size = text.text().length();
    } else {
      return of instanceof Value.Unknown ? of : unknown;
    }
    boolean reverse = step instanceof Value.Numeral numeral && numeral.number().intValue() == -1;
    boolean plain = step == null || step instanceof Value.None;
    if (!plain && !(reverse && lower == null && upper == null)) {
      return unknown;
    }
    Integer from = bound(lower, 0, size);
    Integer to = bound(upper, size, size);
    if (from == null || to == null) {
      return unknown;
    }
    if (of instanceof Value.Sequence sequence) {
      List<Value> items =
          new ArrayList<>(from < to ? sequence.items().subList(from, to) : List.of());
      return new Value.Sequence(sequence.kind(), reverse ? items.reversed() : items);
    }
    return of instanceof Value.Text text && !reverse ? Texts.slice(text, from, to) : unknown;
  }

  private static @Nullable Integer bound(@Nullable Value value, int absent, int size) {
    if (value == null || value instanceof Value.None) {
      return absent;
    }
    if (!(value instanceof Value.Numeral numeral)) {
      return null;
    }
    int at = numeral.number().intValue();
    return Math.clamp(at < 0 ? at + size : at, 0, size);
  }
}
