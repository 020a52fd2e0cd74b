package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `case pattern if guard:`.
///
/// @param guard null without an `if`
public record MatchCase(
    Pattern pattern, @Nullable Expression guard, List<Statement> body, Span span) implements Node {
  public MatchCase {
    body = List.copyOf(body);
  }
}
