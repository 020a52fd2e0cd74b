package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as `str` and `repr` write them.
final class Spelling {
  private Spelling() {}

  /// `str(value)`, or null where that is not known.
  static Value.@Nullable Text str(Value value, Span span) {
    if (value instanceof Value.Text text) {
      return text;
    }
    if (value instanceof Value.Instance instance) {
      return instance(instance, span);
    }
    if (value instanceof Value.Construct made && Errors.isBuiltIn(made.name())) {
      List<Value> arguments = made.arguments().positional();
      return arguments.size() == 1 ? str(arguments.getFirst(), span) : null;
    }
    String spelled = repr(value);
    return spelled == null ? null : Value.Text.of(spelled, span);
  }

  private static Value.@Nullable Text instance(Value.Instance instance, Span span) {
    Value name = instance.attributes().get("name");
    if (instance.type() instanceof ClassOfCode type
        && type.isEnum()
        && name instanceof Value.Text text) {
      Value value = instance.attributes().get("value");
      boolean plainValue =
          type.libraries().stream()
              .anyMatch(each -> each.endsWith("StrEnum") || each.endsWith("IntEnum"));
      return plainValue && value != null
          ? str(value, span)
          : Value.Text.of(type.name() + "." + text.text(), span);
    }
    return null;
  }

  /// `repr(value)`, or null where that is not known.
  static @Nullable String repr(Value value) {
    return switch (value) {
      case Value.None ignored -> "None";
      case Value.Truth truth -> truth.truth() ? "True" : "False";
      case Value.Numeral numeral -> number(numeral);
      case Value.Text text -> quoted(text.text());
      case Value.Sequence sequence -> sequence(sequence);
      case Value.Mapping mapping -> mapping(mapping);
      default -> null;
    };
  }

  private static @Nullable String number(Value.Numeral numeral) {
    BigDecimal number = numeral.number();
    if (numeral.whole()) {
      return number.toBigInteger().toString();
    }
    return Double.toString(number.doubleValue()).contains("E")
        ? null
        : Double.toString(number.doubleValue());
  }

  private static String quoted(String text) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case '\\' -> out.append("\\\\");
        default -> {
          if (character == quote) {
            out.append('\\');
          }
          out.append(character);
        }
      }
    }
    return out.append(quote).toString();
  }

  private static @Nullable String sequence(Value.Sequence sequence) {
    if (sequence.uncertain() != null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (Value item : sequence.items()) {
      String spelled = repr(item);
      if (spelled == null) {
        return null;
      }
      out.append(out.isEmpty() ? "" : ", ").append(spelled);
    }
    return switch (sequence.kind()) {
      case LIST -> "[" + out + "]";
      case TUPLE -> "(" + out + (sequence.items().size() == 1 ? ",)" : ")");
      case SET -> sequence.items().isEmpty() ? "set()" : "{" + out + "}";
    };
  }

  private static @Nullable String mapping(Value.Mapping mapping) {
    if (mapping.uncertain() != null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
      String key = repr(entry.getKey());
      String value = repr(entry.getValue());
      if (key == null || value == null) {
        return null;
      }
      out.append(out.isEmpty() ? "" : ", ").append(key).append(": ").append(value);
    }
    return "{" + out + "}";
  }

  /// `format(value, spec)` for the specifications that migrations use, or null.
  static Value.@Nullable Text format(Value value, String spec, Span span) {
    if (spec.isEmpty()) {
      if (value instanceof Value.Instance instance
          && instance.type() instanceof ClassOfCode type
          && type.isEnum()
          && type.isMixed()) {
        // What a member of a mixed enum is written as differs between Python 3.11 and 3.12.
        return null;
      }
      return str(value, span);
    }
    if (!(value instanceof Value.Numeral) && !(value instanceof Value.Text)) {
      return null;
    }
    String body = spec;
    boolean zero = false;
    char align = 0;
    if (body.startsWith("<") || body.startsWith(">")) {
      align = body.charAt(0);
      body = body.substring(1);
    }
    if (body.startsWith("0")) {
      zero = true;
      body = body.substring(1);
    }
    char type = 0;
    if (!body.isEmpty() && Character.isLetter(body.charAt(body.length() - 1))) {
      type = body.charAt(body.length() - 1);
      body = body.substring(0, body.length() - 1);
    }
    if (!body.chars().allMatch(each -> each >= '0' && each <= '9') || body.length() > 3) {
      return null;
    }
    int width = body.isEmpty() ? 0 : Integer.parseInt(body);
    String spelled =
        switch (type) {
          case 0 -> {
            Value.Text plain = str(value, span);
            if (plain == null) {
              yield null;
            }
            yield plain.text();
          }
          case 'd' -> value instanceof Value.Numeral whole && whole.whole() ? number(whole) : null;
          case 's' -> value instanceof Value.Text text ? text.text() : null;
          case 'x' ->
              value instanceof Value.Numeral whole && whole.whole()
                  ? whole.number().toBigInteger().toString(16)
                  : null;
          default -> null;
        };
    if (spelled == null) {
      return null;
    }
    boolean left = align == '<' || (align == 0 && value instanceof Value.Text);
    String padding = (zero ? "0" : " ").repeat(Math.max(0, width - spelled.length()));
    return Value.Text.of(left ? spelled + padding : padding + spelled, span);
  }
}
