package dev.migrationsentry.git;

import java.time.Instant;

/// What a commit did to a file.
///
/// @param path relative to the checked folder
/// @param commit the commit's full name
/// @param author the name of its author
/// @param date when it was written
/// @param subject the first line of its message
/// @param kind what became of the file
public record FileChange(
    String path, String commit, String author, Instant date, String subject, Kind kind) {
  /// What can become of a file.
  public enum Kind {
    /// It was not there before.
    ADDED,
    /// It has another content.
    EDITED,
    /// It is gone.
    REMOVED
  }
}
