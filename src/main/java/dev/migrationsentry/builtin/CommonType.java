package dev.migrationsentry.builtin;

/// What comes out where values of several types meet, see [Coercion#commonType].
public sealed interface CommonType {
  /// All become this type.
  ///
  /// @param type its key
  record Found(String type) implements CommonType {}

  /// Two of the types have nothing to do with each other; the server's message is `… types A and B
  /// cannot be matched` (42804).
  ///
  /// @param first key of the type that was the common one so far
  /// @param second key of the type that does not go with it
  record Unmatched(String first, String second) implements CommonType {}

  /// A type was chosen, but a value cannot become it; the server's message is `… could not convert
  /// type A to B` (42846).
  ///
  /// @param source key of the value's type
  /// @param target key of the chosen type
  record Unconvertible(String source, String target) implements CommonType {}

  /// One of the types is not known.
  record Undecidable() implements CommonType {}
}
