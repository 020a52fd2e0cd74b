package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Python file.
///
/// @param body the top-level statements; of a file that Python refuses, those before the fault
/// @param failure why Python refuses the file, or null
@SuppressWarnings("JavaLangClash") // the name in Python's own grammar
public record Module(List<Statement> body, @Nullable SyntaxFailure failure, Span span)
    implements Node {
  public Module {
    body = List.copyOf(body);
  }

  /// Python's refusal of a file: no statement of such a file ever runs.
  ///
  /// @param message CPython's words, or words near them: `invalid syntax`, `expected ':'`
  /// @param at where it points
  public record SyntaxFailure(String message, Span at) {}
}
