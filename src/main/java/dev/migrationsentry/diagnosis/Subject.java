package dev.migrationsentry.diagnosis;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.framework.ReplacedFiles;
import dev.migrationsentry.migration.History;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The project that failed, in the state in which it failed as far as that is known.
///
/// @param files its files
/// @param reading how histories are found in them
/// @param histories those that were found
/// @param commit the full name of the commit that the files are read at, or null for the working
///   tree
/// @param source where the files come from and why, as a sentence
public record Subject(
    ProjectFiles files,
    Reading reading,
    List<History> histories,
    @Nullable String commit,
    String source) {
  /// Copies the histories.
  public Subject {
    histories = List.copyOf(histories);
  }

  /// The histories when some files have another content, or are there as well.
  ///
  /// @param contents by path, relative to the project's folder
  public List<History> with(Map<String, byte[]> contents) {
    return switch (reading.in(new ReplacedFiles(files, contents))) {
      case Discovery.Found found -> found.histories();
      case Discovery.Nothing ignored -> List.of();
    };
  }
}
