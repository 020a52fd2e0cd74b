package dev.migrationsentry.platform;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A call of a runner that a deploy comes to, and what becomes of its failure.
///
/// @param fate what becomes of it
/// @param because what makes it so: the `|| true`, the pipe, the command that goes on; null when
///   the failure is seen
/// @param afterFailure whether it is only come to after migrations have failed
record Reached(
    Service service,
    Command command,
    Invocation invocation,
    Fate fate,
    @Nullable Span because,
    boolean afterFailure) {

  /// What becomes of an exit code.
  enum Fate {
    /// It ends what runs it, or is looked at.
    SEEN,
    /// It is turned into success.
    SWALLOWED,
    /// It is that of another part of a pipe.
    PIPED,
    /// The next command runs all the same.
    PASSED
  }
}
