package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;

/// Anything the Python reader makes out of text.
public sealed interface Node
    permits Alias,
        Comprehension,
        DictionaryItem,
        ExceptionHandler,
        Expression,
        FormattedPart,
        Keyword,
        MatchCase,
        Module,
        Parameter,
        Pattern,
        Statement,
        StringPiece,
        TypeParameter,
        WithItem {
  /// The range of the file this node was read from, as CPython counts it: without the parentheses
  /// around an expression, with those of a tuple, a call and a generator that is written in them.
  Span span();
}
