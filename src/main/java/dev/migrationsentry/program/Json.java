package dev.migrationsentry.program;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `json.dumps` writes.
final class Json {
  private Json() {}

  /// The text, or null where the value or an option is not known.
  static @Nullable String text(Value value, Map<String, Value> options) {
    for (Map.Entry<String, Value> option : options.entrySet()) {
      boolean harmless = option.getKey().equals("default") || option.getKey().equals("cls");
      boolean off =
          option.getValue() instanceof Value.None || option.getValue().equals(Value.of(false));
      if (!harmless && !(off && !option.getKey().equals("ensure_ascii"))) {
        return null;
      }
    }
    StringBuilder out = new StringBuilder();
    return write(value, out) ? out.toString() : null;
  }

  private static boolean write(Value value, StringBuilder out) {
    switch (value) {
      case Value.None ignored -> out.append("null");
      case Value.Truth truth -> out.append(truth.truth());
      case Value.Numeral numeral -> {
        String spelled = Spelling.repr(numeral);
        if (spelled == null) {
          return false;
        }
        out.append(spelled);
      }
      case Value.Text text -> quote(text.text(), out);
      case Value.Sequence sequence -> {
        if (sequence.uncertain() != null || sequence.kind() == Value.Sequence.Kind.SET) {
          return false;
        }
        out.append('[');
        for (int i = 0; i < sequence.items().size(); i++) {
          out.append(i == 0 ? "" : ", ");
          if (!write(sequence.items().get(i), out)) {
            return false;
          }
        }
        out.append(']');
      }
      case Value.Mapping mapping -> {
        return mapping.uncertain() == null && entries(mapping, out);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean entries(Value.Mapping mapping, StringBuilder out) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
      if (!(entry.getKey() instanceof Value.Text key)) {
        return false;
      }
      out.append(first ? "" : ", ");
      first = false;
      quote(key.text(), out);
      out.append(": ");
      if (!write(entry.getValue(), out)) {
        return false;
      }
    }
    out.append('}');
    return true;
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (character < ' ' || character > '~') {
            out.append("\\u");
            String digits = Integer.toHexString(character);
            out.append("0".repeat(4 - digits.length())).append(digits);
          } else {
            out.append(character);
          }
        }
      }
    }
    out.append('"');
  }
}
