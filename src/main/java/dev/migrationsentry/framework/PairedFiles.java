package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files that come in pairs: one goes forward, one takes it back.
final class PairedFiles {
  /// A file with the file that takes it back.
  ///
  /// @param stem the name without direction and ending
  /// @param up the file that goes forward
  /// @param down the file for the way back, or null
  record Pair(String stem, String up, @Nullable String down) {}

  private static final List<String> DOWN_ENDINGS =
      List.of(
          ".down.sql",
          "_down.sql",
          "-down.sql",
          ".undo.sql",
          ".rollback.sql",
          "_rollback.sql",
          "-rollback.sql",
          ".revert.sql");
  private static final List<String> UP_ENDINGS =
      List.of(".up.sql", "_up.sql", "-up.sql", ".do.sql");

  private PairedFiles() {}

  static boolean isDown(String name) {
    return !ending(name, DOWN_ENDINGS).isEmpty() || name.equals("down.sql");
  }

  static boolean hasDirection(String name) {
    return Names.hasEnding(name, ".up.sql") || Names.hasEnding(name, ".down.sql");
  }

  /// Pairs up the SQL files of a folder.
  ///
  /// @param lonely receives the names of files for the way back of nothing
  static List<Pair> of(List<String> names, List<String> lonely) {
    Map<String, String> downs = new LinkedHashMap<>();
    for (String name : names) {
      String ending = ending(name, DOWN_ENDINGS);
      if (!ending.isEmpty()) {
        downs.put(name.substring(0, name.length() - ending.length()), name);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (String name : names) {
      if (isDown(name)) {
        continue;
      }
      String ending = ending(name, UP_ENDINGS);
      String stem =
          ending.isEmpty()
              ? Names.without(name, ".sql")
              : name.substring(0, name.length() - ending.length());
      pairs.add(new Pair(stem, name, downs.remove(stem)));
    }
    lonely.addAll(downs.values());
    return pairs;
  }

  private static String ending(String name, List<String> endings) {
    for (String ending : endings) {
      if (Names.hasEnding(name, ending)) {
        return ending;
      }
    }
    return "";
  }
}
