package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;

/// One `for` of a comprehension, with the `if`s after it: `async for target in iterable if a if b`.
public record Comprehension(
    boolean asynchronous,
    Expression target,
    Expression iterable,
    List<Expression> conditions,
    Span span)
    implements Node {
  public Comprehension {
    conditions = List.copyOf(conditions);
  }
}
