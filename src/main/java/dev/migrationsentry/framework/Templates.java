package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.Placeholder.Mark;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the placeholders of template engines in a text, and puts known values in their place.
final class Templates {
  /// The longest placeholder that is recognised, in characters.
  private static final int LONGEST = 300;

  private Templates() {}

  /// A text with what was found in it.
  ///
  /// @param file the text with the known values in place
  /// @param placeholders all places, known or not, with spans in that file
  record Templated(SourceFile file, List<Placeholder> placeholders) {}

  private record Found(int start, int end, String name, Mark mark) {}

  /// Finds `${name}`, `{{ expression }}` and `{% statement %}`, and names after a colon that have a
  /// value.
  ///
  /// @param values by name in lower case
  static Templated apply(String path, String written, Map<String, String> values) {
    List<Found> found = find(written, values);
    if (found.isEmpty()) {
      return new Templated(new SourceFile(path, written), List.of());
    }
    List<SourceFile.Piece> replacements = new ArrayList<>();
    List<@Nullable String> known = new ArrayList<>();
    for (Found place : found) {
      String value = valueOf(place, values);
      known.add(value);
      if (value != null) {
        replacements.add(new SourceFile.Piece(value, place.start, place.end));
      }
    }
    SourceFile file = new SourceFile(path, written, replacements);
    List<Placeholder> placeholders = new ArrayList<>();
    int moved = 0;
    for (int i = 0; i < found.size(); i++) {
      Found place = found.get(i);
      String value = known.get(i);
      int start = place.start + moved;
      int length = value == null ? place.end - place.start : value.length();
      placeholders.add(
          new Placeholder(file.span(start, start + length), place.name, place.mark, value));
      moved += length - (place.end - place.start);
    }
    return new Templated(file, placeholders);
  }

  private static List<Found> find(String text, Map<String, String> values) {
    List<Found> found = new ArrayList<>();
    boolean colons = values.keySet().stream().anyMatch(name -> name.startsWith(":"));
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      Found place = null;
      if (c == '$' && text.startsWith("${", at)) {
        place = until(text, at, "${", "}", Mark.DOLLAR_BRACE);
      } else if (c == '{' && text.startsWith("{{", at)) {
        place = until(text, at, "{{", "}}", Mark.DOUBLE_BRACE);
      } else if (c == '{' && text.startsWith("{%", at)) {
        place = until(text, at, "{%", "%}", Mark.BRACE_PERCENT);
      } else if (c == ':' && colons) {
        place = colon(text, at, values);
      }
      if (place == null) {
        at++;
      } else {
        found.add(place);
        at = place.end;
      }
    }
    return found;
  }

  private static @Nullable Found until(
      String text, int start, String open, String close, Mark mark) {
    int end = closing(text, start + open.length(), close);
    if (end < 0) {
      return null;
    }
    String name = text.substring(start + open.length(), end);
    if (mark == Mark.DOUBLE_BRACE) {
      // Go templates and Jinja trim blanks with a dash inside the braces.
      name = name.startsWith("-") ? name.substring(1) : name;
      name = name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
    }
    return new Found(start, end + close.length(), name.strip(), mark);
  }

  /// Where a placeholder ends, or -1. Only a short way is looked, on the same line, so that a large
  /// file on one line costs no more than its length.
  private static int closing(String text, int from, String close) {
    int limit = Math.min(text.length(), from + LONGEST);
    for (int at = from; at < limit; at++) {
      if (text.charAt(at) == '\n') {
        return -1;
      }
      if (text.startsWith(close, at)) {
        return at;
      }
    }
    return -1;
  }

  private static @Nullable Found colon(String text, int start, Map<String, String> values) {
    int end = start + 1;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    String name = text.substring(start, end);
    return values.containsKey(name.toLowerCase(Locale.ROOT))
        ? new Found(start, end, name.substring(1), Mark.COLON)
        : null;
  }

  private static @Nullable String valueOf(Found place, Map<String, String> values) {
    String name = place.name.toLowerCase(Locale.ROOT);
    if (place.mark == Mark.COLON) {
      return values.get(":" + name);
    }
    String value = values.get(name);
    if (value != null || place.mark == Mark.DOLLAR_BRACE) {
      return value;
    }
    // {{ .Namespace }} and {{ index .Options "Namespace" }} ask for the value of one name.
    String last = name.substring(name.lastIndexOf(' ') + 1);
    if (last.length() > 1 && last.startsWith("\"") && last.endsWith("\"")) {
      return values.get(last.substring(1, last.length() - 1));
    }
    return name.startsWith(".") ? values.get(name.substring(name.lastIndexOf('.') + 1)) : null;
  }
}
