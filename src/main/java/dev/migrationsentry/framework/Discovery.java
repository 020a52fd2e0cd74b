package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import java.util.List;

/// What looking for histories came to.
public sealed interface Discovery {
  /// Histories and folders that were recognised and are not checked.
  List<LeftOut> leftOut();

  /// Folders that were not looked into.
  List<String> skipped();

  /// At least one history with at least one migration.
  ///
  /// @param histories in the order of their paths
  record Found(List<History> histories, List<LeftOut> leftOut, List<String> skipped)
      implements Discovery {
    /// Copies the lists.
    public Found {
      histories = List.copyOf(histories);
      leftOut = List.copyOf(leftOut);
      skipped = List.copyOf(skipped);
    }
  }

  /// No migration at all.
  ///
  /// @param where the folder that was looked through, as people know it
  /// @param folders how many folders that were
  /// @param wanted what was looked for: the name patterns of the known runners
  record Nothing(
      String where, int folders, List<String> wanted, List<LeftOut> leftOut, List<String> skipped)
      implements Discovery {
    /// Copies the lists.
    public Nothing {
      wanted = List.copyOf(wanted);
      leftOut = List.copyOf(leftOut);
      skipped = List.copyOf(skipped);
    }

    /// The whole message for people, several lines.
    public String message() {
      StringBuilder text = new StringBuilder("No migrations found in ").append(where).append(" (");
      text.append(folders == 1 ? "1 folder" : folders + " folders").append(" looked through).\n");
      for (LeftOut one : leftOut) {
        text.append("Left out: ").append(one.path()).append(' ').append(one.why()).append(".\n");
      }
      if (!skipped.isEmpty()) {
        text.append("Not looked into: ").append(String.join(", ", skipped)).append(".\n");
      }
      text.append("Looked for:\n");
      for (String pattern : wanted) {
        text.append("  ").append(pattern).append('\n');
      }
      return text.append(
              "Name the folder that holds the migrations, and its runner with --framework.")
          .toString();
    }
  }
}
