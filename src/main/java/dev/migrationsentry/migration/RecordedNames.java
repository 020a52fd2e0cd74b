package dev.migrationsentry.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the migration that a ledger's row means: by the id itself, the name or path of the file,
/// with or without its ending, or a version with other zeros or dots.
public final class RecordedNames {
  private static final List<String> PROGRAMS = List.of(".js", ".ts", ".cjs", ".mjs");

  private final Map<String, Migration> byText = new HashMap<>();
  private final Map<Version, Migration> byVersion = new HashMap<>();

  /// The names of a history's migrations.
  public RecordedNames(History history) {
    for (Migration migration : history.migrations()) {
      String path = migration.file().path();
      String name = path.substring(path.lastIndexOf('/') + 1);
      byText.putIfAbsent(path, migration);
      byText.putIfAbsent(name, migration);
      byText.putIfAbsent(migration.title(), migration);
      int dot = name.lastIndexOf('.');
      if (dot > 0) {
        byText.putIfAbsent(name.substring(0, dot), migration);
      }
      Version version = migration.version();
      if (version != null) {
        byVersion.putIfAbsent(version, migration);
      }
    }
    // What the runner itself would find wins over names that people read.
    for (Migration migration : history.migrations().reversed()) {
      byText.put(migration.id(), migration);
    }
  }

  /// The migration that a row means, or null when the history has none.
  public @Nullable Migration find(String recorded) {
    Migration exact = byText.get(recorded);
    if (exact != null) {
      return exact;
    }
    // What was recorded may be the program that was compiled from the file that is here.
    for (String ending : PROGRAMS) {
      if (recorded.endsWith(ending)) {
        return byText.get(recorded.substring(0, recorded.length() - ending.length()));
      }
    }
    boolean number =
        !recorded.isEmpty()
            && recorded
                .chars()
                .allMatch(letter -> (letter >= '0' && letter <= '9') || letter == '.');
    return number ? byVersion.get(Version.of(recorded)) : null;
  }
}
