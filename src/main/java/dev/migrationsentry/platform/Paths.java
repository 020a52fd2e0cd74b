package dev.migrationsentry.platform;

import java.util.ArrayDeque;
import java.util.Deque;

/// Paths relative to the checked folder, with forward slashes; the checked folder is an empty text.
final class Paths {
  private Paths() {}

  /// A path below a folder, without `.` and `..`.
  static String join(String folder, String path) {
    Deque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : folder + "/" + path;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  /// The folder of a path.
  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// The last part of a path.
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
