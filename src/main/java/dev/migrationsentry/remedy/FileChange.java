package dev.migrationsentry.remedy;

/// What a remedy does to one file of the project. Paths are relative to the checked folder, with
/// forward slashes.
public sealed interface FileChange {
  /// The file that people look at afterwards.
  String path();

  /// A file that is not there yet.
  ///
  /// @param text its whole text
  record Add(String path, String text) implements FileChange {}

  /// A file that gets another text.
  ///
  /// @param before the whole text as it was read, without a byte order mark
  /// @param after the whole text that it gets
  record Edit(String path, String before, String after) implements FileChange {}

  /// A file that gets another name, and keeps its text.
  ///
  /// @param from its path until now
  record Rename(String from, String path) implements FileChange {}
}
