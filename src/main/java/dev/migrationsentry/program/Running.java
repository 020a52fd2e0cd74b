package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// The interpreter as libraries see it, while code runs.
public interface Running {
  /// Why it is not known whether the code at hand runs at all, or null where it does.
  @Nullable String doubt();

  /// Calls a function of the code, a lambda, or anything else that can be called.
  Value call(Value callee, Arguments arguments, Span span);

  /// Tells that a call may have raised an error, though the code goes on as if it had not.
  void mayRaise(Raised raised);

  /// Tells that the code does something that is not known.
  ///
  /// @param why a clause for people
  void notUnderstood(Span span, String why);
}
