package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `except type as name:`, `except* type as name:`.
///
/// @param type null for a bare `except:`
/// @param name the name after `as`, or null
public record ExceptionHandler(
    @Nullable Expression type, @Nullable String name, List<Statement> body, Span span)
    implements Node {
  public ExceptionHandler {
    body = List.copyOf(body);
  }
}
