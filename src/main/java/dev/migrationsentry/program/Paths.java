package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// `os.path` on texts; paths are relative to the root of the repository.
final class Paths {
  private Paths() {}

  static Value join(List<Value> parts, Span span) {
    StringBuilder path = new StringBuilder();
    for (Value part : parts) {
      String text;
      if (part instanceof Value.Text given) {
        text = given.text();
      } else if (part instanceof Value.Construct made
          && made.name().equals("pathlib.Path")
          && made.arguments().positional().getFirst() instanceof Value.Text given) {
        text = given.text();
      } else {
        return new Value.Unknown("`" + Expressions.shown(span) + "` is not a known path");
      }
      if (text.startsWith("/")) {
        path.setLength(0);
      }
      if (!path.isEmpty() && path.charAt(path.length() - 1) != '/') {
        path.append('/');
      }
      path.append(text);
    }
    return Value.Text.of(path.toString(), span);
  }

  static Value function(String name, Value.Text path, Span span) {
    String text = path.text();
    int slash = text.lastIndexOf('/');
    return switch (name) {
      case "dirname" -> Value.Text.of(slash < 0 ? "" : text.substring(0, slash), span);
      case "basename" -> Value.Text.of(text.substring(slash + 1), span);
      default -> Value.Text.of(normal(text), span);
    };
  }

  /// A path without `.` and `..`.
  static String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}
