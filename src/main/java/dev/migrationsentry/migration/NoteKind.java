package dev.migrationsentry.migration;

/// What a note of the history reader means for the result.
public enum NoteKind {
  /// A file that belongs to the history could not be read, so that the history can't be judged.
  UNREADABLE,

  /// A migration is a program in another language; what it does to the schema is not known.
  CODE,

  /// The runner itself stops here before it sends anything, for example for two files with one
  /// version.
  REFUSED,

  /// Worth knowing, without effect on the result.
  HINT
}
