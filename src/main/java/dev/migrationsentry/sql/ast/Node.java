package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;

/// Anything the SQL reader makes out of text. Every node knows the exact range of text it was read
/// from.
public interface Node {
  /// The range of the file this node was read from. For text inside a quoted string (an old-style
  /// function body, the argument of EXECUTE) it is the matching range of the file as well.
  Span span();
}
