package dev.migrationsentry.diagnosis;

import dev.migrationsentry.git.FileChange;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which commits made the files of a history.
///
/// @param changes by path, each from the newest to the oldest
record Provenance(Map<String, List<FileChange>> changes) {
  private static final int SHORT = 10;

  /// What is known without a repository.
  static final Provenance UNKNOWN = new Provenance(Map.of());

  /// Reads what happened up to a commit.
  static Provenance of(GitProject git, String ref, History history) {
    Map<String, List<FileChange>> changes = new HashMap<>();
    for (FileChange change : git.changes(ref, null, folders(history))) {
      changes.computeIfAbsent(change.path(), path -> new ArrayList<>()).add(change);
    }
    return new Provenance(changes);
  }

  /// The folders in which the migrations of a history lie.
  static List<String> folders(History history) {
    TreeSet<String> folders = new TreeSet<>();
    for (Migration migration : history.migrations()) {
      String path = migration.file().path();
      int slash = path.lastIndexOf('/');
      folders.add(slash < 0 ? "." : path.substring(0, slash));
    }
    return List.copyOf(folders);
  }

  /// The commit that brought a file in, or null when git does not know it.
  @Nullable FileChange beginning(String path) {
    FileChange first = null;
    for (FileChange change : changes.getOrDefault(path, List.of())) {
      first = change.kind() == FileChange.Kind.ADDED ? change : first;
    }
    return first;
  }

  /// The edits of a file after it had come, the newest first.
  List<FileChange> edits(String path) {
    return changes.getOrDefault(path, List.of()).stream()
        .filter(change -> change.kind() == FileChange.Kind.EDITED)
        .toList();
  }

  /// A commit for people: `1a2b3c4d5e (2026-11-02, Ada: Add the shop)`.
  static String words(FileChange change) {
    return change.commit().substring(0, SHORT)
        + " ("
        + LocalDate.ofInstant(change.date(), ZoneOffset.UTC)
        + ", "
        + change.author()
        + ": "
        + change.subject()
        + ")";
  }

  /// Where a migration came from, as a sentence; null when git does not know it.
  @Nullable String story(Migration migration) {
    String path = migration.file().path();
    FileChange first = beginning(path);
    if (first == null) {
      return null;
    }
    List<FileChange> edits = edits(path);
    String edited =
        edits.isEmpty()
            ? " and was not edited since."
            : edits.size() == 1
                ? " and was edited once since, in commit " + words(edits.getFirst()) + "."
                : " and was edited "
                    + edits.size()
                    + " times since, last in commit "
                    + words(edits.getFirst())
                    + ".";
    return migration.title() + " came with commit " + words(first) + edited;
  }
}
