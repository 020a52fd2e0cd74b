package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// The patterns of a `.dockerignore`: the last one that fits decides.
final class IgnoredPaths {
  private IgnoredPaths() {}

  /// The pattern that keeps a path out of an image, or null.
  ///
  /// @param path relative to the folder of the file
  static @Nullable Span excluding(SourceFile file, String path) {
    Span excluded = null;
    int start = 0;
    for (String line : file.text().split("(?<=\n)", -1)) {
      String pattern = line.strip();
      boolean back = pattern.startsWith("!");
      String plain = Paths.join("", back ? pattern.substring(1) : pattern);
      if (!plain.isEmpty() && !pattern.startsWith("#") && fits(plain, path)) {
        int at = start + line.indexOf(pattern);
        excluded = back ? null : file.span(at, at + pattern.length());
      } else if (back && (plain.startsWith(path + "/") || plain.equals(path))) {
        excluded = null; // A part of it comes back in.
      }
      start += line.length();
    }
    return excluded;
  }

  /// Whether a pattern fits a path or a folder above it.
  private static boolean fits(String pattern, String path) {
    String at = path;
    while (!at.isEmpty()) {
      if (matches(pattern.split("/", -1), 0, at.split("/", -1), 0)) {
        return true;
      }
      at = Paths.folder(at);
    }
    return false;
  }

  private static boolean matches(String[] pattern, int p, String[] path, int s) {
    if (p == pattern.length) {
      return s == path.length;
    }
    if (pattern[p].equals("**")) {
      for (int skip = s; skip <= path.length; skip++) {
        if (matches(pattern, p + 1, path, skip)) {
          return true;
        }
      }
      return false;
    }
    return s < path.length && part(pattern[p], path[s]) && matches(pattern, p + 1, path, s + 1);
  }

  /// Whether one part of a path fits, with `*` for any letters and `?` for one.
  private static boolean part(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char first = pattern.charAt(0);
    if (first == '*') {
      return part(pattern.substring(1), name)
          || (!name.isEmpty() && part(pattern, name.substring(1)));
    }
    return !name.isEmpty()
        && (first == '?' || first == name.charAt(0))
        && part(pattern.substring(1), name.substring(1));
  }
}
