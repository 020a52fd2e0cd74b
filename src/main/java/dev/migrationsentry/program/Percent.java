package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `"…%s…" % values` (Python Library Reference, "printf-style String Formatting") and
/// `"…{}…".format(…)`. What is not known is null.
final class Percent {
  private Percent() {}

  static Value.@Nullable Text format(Value.Text format, Value right, Span span) {
    String text = format.text();
    List<Value> values =
        right instanceof Value.Sequence tuple && tuple.kind() == Value.Sequence.Kind.TUPLE
            ? tuple.items()
            : List.of(right);
    List<Value.Text> parts = new ArrayList<>();
    int next = 0;
    int copied = 0;
    int at = text.indexOf('%');
    while (at >= 0) {
      parts.add(Texts.slice(format, copied, at));
      int stop = at + 1;
      Value value = null;
      if (stop < text.length() && text.charAt(stop) == '(') {
        int close = text.indexOf(')', stop);
        if (close < 0 || !(right instanceof Value.Mapping mapping)) {
          return null;
        }
        value = mapping.entries().get(Value.Text.of(text.substring(stop + 1, close), span));
        if (value == null) {
          return null;
        }
        stop = close + 1;
      }
      int flags = stop;
      while (stop < text.length() && "0123456789.-".indexOf(text.charAt(stop)) >= 0) {
        stop++;
      }
      if (stop >= text.length()) {
        return null;
      }
      char type = text.charAt(stop);
      if (type == '%') {
        parts.add(Texts.slice(format, stop, stop + 1));
      } else {
        if (value == null) {
          if (next >= values.size()) {
            return null;
          }
          value = values.get(next++);
        }
        Value.Text spelled = spelled(value, type, text.substring(flags, stop), span);
        if (spelled == null) {
          return null;
        }
        parts.add(spelled);
      }
      copied = stop + 1;
      at = text.indexOf('%', copied);
    }
    parts.add(Texts.slice(format, copied, text.length()));
    return Texts.concatenate(parts, span);
  }

  /// The text with a gap for each value.
  static Value withGaps(Value.Text format, Value.Unknown gap, Span span) {
    String text = format.text();
    List<Value.Text> parts = new ArrayList<>();
    int copied = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', copied)) {
      parts.add(Texts.slice(format, copied, at));
      int stop = at + 1;
      if (stop < text.length() && text.charAt(stop) == '(') {
        stop = text.indexOf(')', stop) + 1;
      }
      if (stop <= 0 || stop >= text.length()) {
        return gap;
      }
      parts.add(
          text.charAt(stop) == '%'
              ? Texts.slice(format, stop, stop + 1)
              : Value.Text.of(Fragment.GAP, span));
      copied = stop + 1;
    }
    parts.add(Texts.slice(format, copied, text.length()));
    return Texts.gapped(parts, gap, span);
  }

  /// A text with a gap for each field in braces.
  static Value bracesWithGaps(Value.Text format, Value.Unknown gap, Span span) {
    String text = format.text();
    List<Value.Text> parts = new ArrayList<>();
    int copied = 0;
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', copied)) {
      int close = text.indexOf('}', at);
      if (close < 0 || text.startsWith("{{", at)) {
        return gap;
      }
      parts.add(Texts.slice(format, copied, at));
      parts.add(Value.Text.of(Fragment.GAP, span));
      copied = close + 1;
    }
    parts.add(Texts.slice(format, copied, text.length()));
    return Texts.gapped(parts, gap, span);
  }

  private static Value.@Nullable Text spelled(Value value, char type, String flags, Span span) {
    if (value instanceof Value.Unknown) {
      return null;
    }
    return switch (type) {
      case 's' -> flags.isEmpty() ? Spelling.str(value, span) : null;
      case 'd', 'i' -> {
        if (!(value instanceof Value.Numeral numeral) || !numeral.whole()) {
          yield null;
        }
        yield Spelling.format(value, flags, span);
      }
      case 'r' -> {
        String spelled = Spelling.repr(value);
        if (spelled == null) {
          yield null;
        }
        yield Value.Text.of(spelled, span);
      }
      default -> null;
    };
  }

  /// `"…".format(…)`.
  static Value.@Nullable Text braces(
      Value.Text format, Arguments arguments, Attributes attributes, Span span) {
    String text = format.text();
    List<Value.Text> parts = new ArrayList<>();
    int next = 0;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character != '{' && character != '}') {
        at++;
        continue;
      }
      parts.add(Texts.slice(format, copied, at));
      if (at + 1 < text.length() && text.charAt(at + 1) == character) {
        parts.add(Texts.slice(format, at, at + 1));
        at += 2;
        copied = at;
        continue;
      }
      int close = text.indexOf('}', at);
      if (character == '}' || close < 0) {
        return null;
      }
      String field = text.substring(at + 1, close);
      int colon = field.indexOf(':');
      String spec = colon < 0 ? "" : field.substring(colon + 1);
      String path = colon < 0 ? field : field.substring(0, colon);
      boolean repr = path.endsWith("!r");
      if (path.contains("!")) {
        path = path.substring(0, path.indexOf('!'));
      }
      String[] names = path.split("\\.", -1);
      Value value;
      if (names[0].isEmpty()) {
        value = next < arguments.positional().size() ? arguments.positional().get(next++) : null;
      } else if (names[0].chars().allMatch(Character::isDigit)) {
        value = names[0].length() > 3 ? null : arguments.get(Integer.parseInt(names[0]), "");
      } else {
        value = arguments.get(names[0]);
      }
      for (int i = 1; i < names.length && value != null; i++) {
        value = attributes.of(value, names[i]);
      }
      if (value == null) {
        return null;
      }
      String spelled = repr ? Spelling.repr(value) : null;
      Value.Text part =
          repr
              ? (spelled == null ? null : Value.Text.of(spelled, span))
              : Spelling.format(value, spec, span);
      if (part == null) {
        return null;
      }
      parts.add(part);
      at = close + 1;
      copied = at;
    }
    parts.add(Texts.slice(format, copied, text.length()));
    return Texts.concatenate(parts, span);
  }

  /// Looks up an attribute of a value.
  interface Attributes {
    @Nullable Value of(Value value, String name);
  }
}
