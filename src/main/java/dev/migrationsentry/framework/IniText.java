package dev.migrationsentry.framework;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ini file as Python's `configparser.ConfigParser` reads it: sections, `key = value` and `key:
/// value`, values that go on in indented lines, full-line comments with `#` and `;`, keys in lower
/// case, a section `DEFAULT` for all, and `%(key)s` in values (Python library, "configparser").
final class IniText {
  /// The longest chain of `%(key)s` inside of values, as in `configparser`.
  private static final int DEPTH = 10;

  private static final String DEFAULT = "DEFAULT";

  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private IniText() {}

  static IniText of(String text) {
    IniText ini = new IniText();
    Map<String, String> section = new LinkedHashMap<>();
    String key = "";
    int indentOfKey = 0;
    for (String line : text.lines().toList()) {
      String content = line.strip();
      if (content.startsWith("#") || content.startsWith(";")) {
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      if (!key.isEmpty() && (content.isEmpty() || indent > indentOfKey)) {
        section.merge(key, content, (before, more) -> before + "\n" + more);
        continue;
      }
      if (content.isEmpty()) {
        continue;
      }
      if (content.startsWith("[") && content.indexOf(']') > 0) {
        String name = content.substring(1, content.indexOf(']'));
        section = ini.sections.computeIfAbsent(name, asked -> new LinkedHashMap<>());
        key = "";
        continue;
      }
      int delimiter = delimiter(content);
      if (delimiter > 0) {
        key = content.substring(0, delimiter).strip().toLowerCase(Locale.ROOT);
        indentOfKey = indent;
        section.put(key, content.substring(delimiter + 1).strip());
      }
    }
    return ini;
  }

  private static int delimiter(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  /// The names of the sections that have values of their own.
  Iterable<String> sections() {
    return sections.keySet().stream().filter(name -> !name.equals(DEFAULT)).toList();
  }

  /// The values of a section and of `DEFAULT`, with what they refer to put in.
  ///
  /// @param here the value of `%(here)s`
  Map<String, String> values(String section, String here) {
    Map<String, String> raw = new LinkedHashMap<>();
    raw.put("here", here);
    raw.putAll(sections.getOrDefault(DEFAULT, Map.of()));
    raw.putAll(sections.getOrDefault(section, Map.of()));
    Map<String, String> values = new LinkedHashMap<>();
    raw.forEach((key, value) -> {
      String filled = fill(value.strip(), raw, 0);
      if (filled != null) {
        values.put(key, filled);
      }
    });
    return values;
  }

  /// A value with `%(key)s` and `%%` replaced, or null where `configparser` would refuse it.
  static @Nullable String fill(String value, Map<String, String> raw, int depth) {
    if (depth > DEPTH) {
      return null;
    }
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      int percent = value.indexOf('%', at);
      if (percent < 0) {
        break;
      }
      filled.append(value, at, percent);
      if (value.startsWith("%%", percent)) {
        filled.append('%');
        at = percent + 2;
        continue;
      }
      int end = value.indexOf(")s", percent);
      if (!value.startsWith("%(", percent) || end < 0) {
        return null;
      }
      String name = value.substring(percent + 2, end).toLowerCase(Locale.ROOT);
      String named = raw.get(name);
      String inner =
          named == null ? null : name.equals("here") ? named : fill(named, raw, depth + 1);
      if (inner == null) {
        return null;
      }
      filled.append(inner);
      at = end + 2;
    }
    return filled.append(value, at, value.length()).toString();
  }
}
