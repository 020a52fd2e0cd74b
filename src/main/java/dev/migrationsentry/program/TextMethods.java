package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The methods of strings (Python Library Reference, "String Methods"). What is not known is null.
final class TextMethods {
  private final Interpreter interpreter;

  TextMethods(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  @Nullable Value call(Value.Text text, String name, Arguments arguments, Span span) {
    String all = text.text();
    Value first = arguments.get(0, "");
    Value second = arguments.get(1, "");
    String argument = first instanceof Value.Text given ? given.text() : null;
    return switch (name) {
      case "format" ->
          Percent.braces(
              text,
              arguments,
              (of, attribute) ->
                  interpreter.expressions().attributes().ofFormat(of, attribute, span),
              span);
      case "format_map" -> null;
      case "join" -> join(text, first, span);
      case "strip", "lstrip", "rstrip" ->
          first != null && argument == null && !(first instanceof Value.None)
              ? null
              : Texts.strip(
                  text,
                  argument == null ? "" : argument,
                  !name.equals("rstrip"),
                  !name.equals("lstrip"));
      case "split" -> split(text, arguments.get(0, "sep"), arguments.get(1, "maxsplit"));
      case "splitlines" -> list(Texts.lines(text, first != null));
      case "rsplit" -> rsplit(text, argument, second);
      case "partition", "rpartition" ->
          argument == null ? null : partition(text, argument, name.equals("rpartition"));
      case "lower", "casefold" -> Texts.mapped(text, all.toLowerCase(Locale.ROOT), span);
      case "upper" -> Texts.mapped(text, all.toUpperCase(Locale.ROOT), span);
      case "capitalize" ->
          all.isEmpty()
              ? text
              : Texts.mapped(
                  text,
                  all.substring(0, 1).toUpperCase(Locale.ROOT)
                      + all.substring(1).toLowerCase(Locale.ROOT),
                  span);
      case "title" -> Texts.mapped(text, title(all), span);
      case "replace" ->
          argument != null && second instanceof Value.Text by && arguments.positional().size() == 2
              ? Texts.replace(text, argument, by, span)
              : null;
      case "startswith" -> edge(all, first, true);
      case "endswith" -> edge(all, first, false);
      case "removeprefix" ->
          argument == null
              ? null
              : all.startsWith(argument)
                  ? Texts.slice(text, argument.length(), all.length())
                  : text;
      case "removesuffix" ->
          argument == null
              ? null
              : all.endsWith(argument)
                  ? Texts.slice(text, 0, all.length() - argument.length())
                  : text;
      case "find", "index" ->
          argument == null || second != null
              ? null
              : name.equals("index") && !all.contains(argument)
                  ? null
                  : Value.of(all.indexOf(argument));
      case "rfind" ->
          argument == null || second != null ? null : Value.of(all.lastIndexOf(argument));
      case "count" ->
          argument == null || argument.isEmpty() ? null : Value.of(count(all, argument));
      case "isdigit", "isnumeric", "isdecimal" ->
          Value.of(!all.isEmpty() && all.chars().allMatch(each -> each >= '0' && each <= '9'));
      case "isupper" ->
          Value.of(
              !all.equals(all.toLowerCase(Locale.ROOT))
                  && all.equals(all.toUpperCase(Locale.ROOT)));
      case "islower" ->
          Value.of(
              !all.equals(all.toUpperCase(Locale.ROOT))
                  && all.equals(all.toLowerCase(Locale.ROOT)));
      case "isspace" -> Value.of(!all.isEmpty() && all.isBlank());
      case "isalpha" -> Value.of(!all.isEmpty() && all.chars().allMatch(Character::isLetter));
      case "isalnum" ->
          Value.of(!all.isEmpty() && all.chars().allMatch(Character::isLetterOrDigit));
      case "zfill", "ljust", "rjust" -> padded(text, name, first, second, span);
      case "encode" -> all.chars().allMatch(each -> each < 128) ? new Value.Bytes(all) : null;
      // The text of a file that was opened; its methods are those of the file.
      case "read", "read_text" -> text;
      case "readlines" -> list(Texts.lines(text, true));
      case "close" -> Value.NONE;
      default -> null;
    };
  }

  private @Nullable Value join(Value.Text separator, @Nullable Value over, Span span) {
    List<Value> items = over == null ? null : interpreter.callables().items(over, span);
    if (items == null) {
      return over instanceof Value.Unknown ? over : null;
    }
    List<Value.Text> parts = new ArrayList<>();
    for (Value item : items) {
      if (item instanceof Value.Text part) {
        parts.add(part);
      } else if (item instanceof Value.Instance instance && Operators.equal(item, item) != null) {
        Value inner = instance.attributes().get("value");
        if (!(inner instanceof Value.Text part)) {
          return null;
        }
        parts.add(part);
      } else {
        return item instanceof Value.Unknown ? item : null;
      }
    }
    return Texts.join(separator, parts, span);
  }

  private static Value.Sequence list(List<Value.Text> parts) {
    return Value.Sequence.list(parts);
  }

  private static @Nullable Value split(
      Value.Text text, @Nullable Value separator, @Nullable Value limit) {
    int times = limit instanceof Value.Numeral numeral ? numeral.number().intValue() : -1;
    if (separator == null || separator instanceof Value.None) {
      return limit == null ? list(Texts.words(text)) : null;
    }
    return separator instanceof Value.Text by && !by.text().isEmpty()
        ? list(Texts.split(text, by.text(), times))
        : null;
  }

  private static @Nullable Value rsplit(
      Value.Text text, @Nullable String separator, @Nullable Value limit) {
    if (separator == null || separator.isEmpty()) {
      return null;
    }
    if (limit == null) {
      return list(Texts.split(text, separator, -1));
    }
    int at = text.text().lastIndexOf(separator);
    boolean once = limit instanceof Value.Numeral numeral && numeral.number().intValue() == 1;
    if (!once) {
      return null;
    }
    return at < 0
        ? list(List.of(text))
        : list(
            List.of(
                Texts.slice(text, 0, at),
                Texts.slice(text, at + separator.length(), text.text().length())));
  }

  private static Value partition(Value.Text text, String separator, boolean last) {
    String all = text.text();
    int at = last ? all.lastIndexOf(separator) : all.indexOf(separator);
    int end = all.length();
    if (at < 0) {
      Value.Text empty = Texts.slice(text, 0, 0);
      return last
          ? Value.Sequence.tuple(empty, empty, text)
          : Value.Sequence.tuple(text, empty, empty);
    }
    return Value.Sequence.tuple(
        Texts.slice(text, 0, at),
        Texts.slice(text, at, at + separator.length()),
        Texts.slice(text, at + separator.length(), end));
  }

  private static String title(String text) {
    StringBuilder out = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      out.append(inside ? Character.toLowerCase(character) : Character.toUpperCase(character));
      inside = Character.isLetter(character);
    }
    return out.toString();
  }

  private static @Nullable Value edge(String all, @Nullable Value wanted, boolean start) {
    if (wanted instanceof Value.Text text) {
      return Value.of(start ? all.startsWith(text.text()) : all.endsWith(text.text()));
    }
    if (wanted instanceof Value.Sequence several) {
      for (Value each : several.items()) {
        Value one = edge(all, each, start);
        if (one == null || one.equals(Value.of(true))) {
          return one;
        }
      }
      return Value.of(false);
    }
    return null;
  }

  private static int count(String all, String part) {
    int count = 0;
    for (int at = all.indexOf(part); at >= 0; at = all.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static @Nullable Value padded(
      Value.Text text, String name, @Nullable Value width, @Nullable Value fill, Span span) {
    if (!(width instanceof Value.Numeral numeral) || numeral.number().intValue() > 10_000) {
      return null;
    }
    String with =
        fill instanceof Value.Text given ? given.text() : name.equals("zfill") ? "0" : " ";
    int missing = Math.max(0, numeral.number().intValue() - text.text().length());
    Value.Text padding = Value.Text.of(with.repeat(missing), span);
    return Texts.concatenate(
        name.equals("ljust") ? List.of(text, padding) : List.of(padding, text), span);
  }
}
