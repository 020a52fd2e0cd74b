package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern of a `case` (PEP 634).
public sealed interface Pattern extends Node {

  /// A literal or a dotted name, compared by `==`.
  record ValuePattern(Expression value, Span span) implements Pattern {}

  /// `None`, `True` or `False`, compared by `is`.
  record SingletonPattern(Expression value, Span span) implements Pattern {}

  /// `[a, *b]`, `(a, b)`, `a, b`.
  record SequencePattern(List<Pattern> patterns, Span span) implements Pattern {
    public SequencePattern {
      patterns = List.copyOf(patterns);
    }
  }

  /// `{key: pattern, **rest}`.
  ///
  /// @param keys literals and dotted names, one for each of `patterns`
  /// @param rest the name after `**`, or null
  record MappingPattern(
      List<Expression> keys, List<Pattern> patterns, @Nullable String rest, Span span)
      implements Pattern {
    public MappingPattern {
      keys = List.copyOf(keys);
      patterns = List.copyOf(patterns);
    }
  }

  /// `Point(0, y=1)`.
  ///
  /// @param type a name, dotted or not
  /// @param names the names of the keyword patterns, one for each of `named`
  record ClassPattern(
      Expression type, List<Pattern> positional, List<String> names, List<Pattern> named, Span span)
      implements Pattern {
    public ClassPattern {
      positional = List.copyOf(positional);
      names = List.copyOf(names);
      named = List.copyOf(named);
    }
  }

  /// `*rest` inside of a sequence.
  ///
  /// @param name null for `*_`
  record StarPattern(@Nullable String name, Span span) implements Pattern {}

  /// `pattern as name`, a bare `name`, `_`.
  ///
  /// @param pattern null for a bare name and for `_`
  /// @param name null for `_`
  record AsPattern(@Nullable Pattern pattern, @Nullable String name, Span span)
      implements Pattern {}

  /// `a | b`.
  record OrPattern(List<Pattern> patterns, Span span) implements Pattern {
    public OrPattern {
      patterns = List.copyOf(patterns);
    }
  }
}
