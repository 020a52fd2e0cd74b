package dev.migrationsentry.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The SQL files below a folder.
final class SqlFolder {
  private SqlFolder() {}

  /// All files below a folder whose name ends in `.sql`, in the order of their paths.
  static List<Path> files(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(".sql") && Files.isRegularFile(path))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + folder, e);
    }
  }

  /// The text of a file without its byte order mark; bytes that are no UTF-8 become U+FFFD.
  static String text(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
