package dev.migrationsentry.log;

import org.jspecify.annotations.Nullable;

/// Names of migrations' files in lines of logs.
final class FileNames {
  private FileNames() {}

  /// The first word of a line that is the path of an SQL file.
  static @Nullable String migrationIn(String text) {
    int end = text.indexOf(".sql");
    while (end >= 0) {
      int after = end + ".sql".length();
      boolean ends = after == text.length() || !Character.isLetterOrDigit(text.charAt(after));
      int start = end;
      while (start > 0 && isOfPath(text.charAt(start - 1))) {
        start--;
      }
      if (ends && start < end) {
        return text.substring(start, after);
      }
      end = text.indexOf(".sql", after);
    }
    return null;
  }

  private static boolean isOfPath(char letter) {
    return Character.isLetterOrDigit(letter)
        || letter == '_'
        || letter == '-'
        || letter == '.'
        || letter == '/';
  }
}
