package dev.migrationsentry.framework;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Names of files whose bytes the process's locale can't express: a name in UTF-8 under `LANG=C`.
final class FileNames {
  private FileNames() {}

  /// The last part of a path, read as UTF-8. The path's URI is the one place where the JDK tells
  /// the bytes of a name.
  static String decoded(Path path) {
    String raw = path.toUri().getRawPath();
    int end = raw.endsWith("/") ? raw.length() - 1 : raw.length();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = raw.lastIndexOf('/', end - 1) + 1; i < end; i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
