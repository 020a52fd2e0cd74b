package dev.migrationsentry.git;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where git knows a migration that is not among the files.
public sealed interface Whereabouts {
  /// A commit took its file away.
  ///
  /// @param path the file's path before that commit, relative to the checked folder
  /// @param renamedTo its path after it, or null when it was deleted
  record Removed(
      String commit,
      String author,
      Instant date,
      String subject,
      String path,
      @Nullable String renamedTo)
      implements Whereabouts {}

  /// Its file was never here, but is on another branch or tag.
  ///
  /// @param reference the branch or tag: `feature/phones`, `origin/main`
  record Elsewhere(String reference, String path) implements Whereabouts {}
}
