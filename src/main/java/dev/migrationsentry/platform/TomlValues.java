package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads TOML.
final class TomlValues {
  private final SourceFile file;
  private final int[] lines;

  private TomlValues(SourceFile file) {
    this.file = file;
    this.lines = new int[file.lines() + 1];
    int line = 1;
    for (int i = 0; i < file.text().length(); i++) {
      if (file.text().charAt(i) == '\n' && line < file.lines()) {
        lines[++line] = i + 1;
      }
    }
  }

  /// The table of a file.
  ///
  /// @throws UnreadableFile when it is no TOML; the message says why, with the line
  static Value read(SourceFile file) {
    TomlParseResult result = Toml.parse(file.text());
    if (result.hasErrors()) {
      TomlParseError first = result.errors().getFirst();
      throw new UnreadableFile("is no TOML in line " + first.position().line());
    }
    return new TomlValues(file).table(result, file.span(0, file.text().length()));
  }

  private Value table(TomlTable table, Span where) {
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      Span place = span(table.inputPositionOf(List.of(key)), where);
      fields.put(key, new Value.Field(place, value(table.get(List.of(key)), place)));
    }
    return new Value.Mapping(fields, where);
  }

  private Value value(@Nullable Object value, Span where) {
    return switch (value) {
      case TomlTable table -> table(table, where);
      case TomlArray array -> {
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          items.add(value(array.get(i), span(array.inputPositionOf(i), where)));
        }
        yield new Value.Listing(items, where);
      }
      case null -> new Value.Scalar("", where);
      default -> new Value.Scalar(value.toString(), where);
    };
  }

  /// From a place to the end of its line, or of the text in three quotes that begins there.
  private Span span(@Nullable TomlPosition position, Span otherwise) {
    if (position == null || position.line() >= lines.length) {
      return otherwise;
    }
    String text = file.text();
    int start = Math.min(lines[position.line()] + position.column() - 1, text.length());
    int end = text.indexOf('\n', start);
    end = end < 0 ? text.length() : end;
    for (String quotes : List.of("\"\"\"", "'''")) {
      int opening = text.indexOf(quotes, start);
      if (opening >= 0 && opening < end) {
        int closing = text.indexOf(quotes, opening + 3);
        end = closing < 0 ? end : closing + 3;
      }
    }
    return file.span(start, end);
  }
}
