package dev.migrationsentry.gate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Looks for programs as the system does.
final class ProgramFinder {
  private ProgramFinder() {}

  /// Whether there is a program of a name.
  ///
  /// @param folder to which a name with a slash is relative
  static boolean finds(String name, Path folder, Map<String, String> environment) {
    try {
      if (name.contains("/")) {
        return Files.isExecutable(folder.resolve(name));
      }
      for (String place : environment.getOrDefault("PATH", "").split(":", -1)) {
        if (!place.isEmpty() && Files.isExecutable(Path.of(place).resolve(name))) {
          return true;
        }
      }
      return false;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
