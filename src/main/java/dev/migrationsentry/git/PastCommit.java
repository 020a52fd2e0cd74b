package dev.migrationsentry.git;

import java.time.Instant;
import java.util.List;

/// A commit and what it changed.
///
/// @param name its full name
/// @param author the name of its author
/// @param date when it was committed
/// @param subject the first line of its message
/// @param files the files that differ from its parent, relative to the repository's root; none for
///   a merge, whose changes are those of the merged commits
public record PastCommit(
    String name, String author, Instant date, String subject, List<String> files) {
  /// Copies the list.
  public PastCommit {
    files = List.copyOf(files);
  }
}
