package dev.migrationsentry.framework;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the simple configuration files beside migrations as flat maps with dotted keys: TOML, Java
/// properties, and YAML of plain mappings. What goes beyond `key = value`, tables, and lists of
/// plain values is passed over; lists become one text with commas.
final class SettingsText {
  private SettingsText() {}

  /// `key = value` under `[table]` headers.
  static Map<String, String> toml(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    String table = "";
    StringBuilder open = new StringBuilder();
    for (String raw : text.lines().toList()) {
      String line = open.isEmpty() ? raw.strip() : open + " " + raw.strip();
      open.setLength(0);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        table = line.replace("[", "").replace("]", "").strip();
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String value = line.substring(equals + 1).strip();
      if (value.startsWith("[") && !value.contains("]")) {
        open.append(line);
        continue;
      }
      String key = unquoted(line.substring(0, equals).strip());
      settings.put(table.isEmpty() ? key : table + "." + key, plain(value));
    }
    return settings;
  }

  /// `key=value` and `key: value`, with `#` and `!` comments; a backslash at the end joins lines.
  static Map<String, String> properties(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    StringBuilder open = new StringBuilder();
    for (String raw : text.lines().toList()) {
      String line = open + raw.strip();
      open.setLength(0);
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      if (line.endsWith("\\")) {
        open.append(line, 0, line.length() - 1);
        continue;
      }
      int equals = line.indexOf('=');
      int colon = line.indexOf(':');
      int at = equals >= 0 ? equals : colon;
      if (at > 0) {
        settings.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
      }
    }
    return settings;
  }

  private record Level(int indent, String prefix) {}

  /// Nested `key: value` mappings; the first document that has a key wins.
  static Map<String, String> yaml(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    Deque<Level> levels = new ArrayDeque<>();
    for (String raw : text.lines().toList()) {
      String line = withoutYamlComment(raw);
      String content = line.strip();
      if (content.isEmpty()) {
        continue;
      }
      if (content.equals("---")) {
        levels.clear();
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      if (content.startsWith("- ")) {
        Level level = levels.peek();
        if (level != null) {
          settings.merge(
              level.prefix, plain(content.substring(2).strip()), (all, next) -> all + "," + next);
        }
        continue;
      }
      int colon = colonOf(content);
      if (colon < 0) {
        continue;
      }
      while (!levels.isEmpty() && levels.element().indent >= indent) {
        levels.pop();
      }
      Level above = levels.peek();
      String key = unquoted(content.substring(0, colon).strip());
      String path = above == null ? key : above.prefix + "." + key;
      String value = content.substring(colon + 1).strip();
      if (value.isEmpty()) {
        levels.push(new Level(indent, path));
      } else {
        settings.putIfAbsent(path, plain(value));
      }
    }
    return settings;
  }

  private static int colonOf(String content) {
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) == ':'
          && (i + 1 == content.length() || Character.isWhitespace(content.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  private static String withoutYamlComment(String line) {
    int hash = line.indexOf(" #");
    return line.startsWith("#") ? "" : hash >= 0 ? line.substring(0, hash) : line;
  }

  private static String plain(String value) {
    if (value.startsWith("[")) {
      int end = value.indexOf(']');
      String inside = value.substring(1, end < 0 ? value.length() : end);
      StringBuilder joined = new StringBuilder();
      for (String item : inside.split(",", -1)) {
        String one = unquoted(item.strip());
        if (!one.isEmpty()) {
          joined.append(joined.isEmpty() ? "" : ",").append(one);
        }
      }
      return joined.toString();
    }
    char first = value.isEmpty() ? ' ' : value.charAt(0);
    if (first == '"' || first == '\'') {
      int end = value.indexOf(first, 1);
      return end < 0 ? value : value.substring(1, end);
    }
    int hash = value.indexOf(" #");
    return hash >= 0 ? value.substring(0, hash).strip() : value;
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
