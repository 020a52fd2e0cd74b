package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What libraries do, for an interpreter that knows only the language.
///
/// Every method may throw [Raised], as the library's own code would. Each may return
/// [Value.Unknown], and most that know nothing better return the call as it was written.
public interface Libraries {
  /// Calls a name of a library: `sqlalchemy.Column(…)`, `alembic.op.execute(…)`.
  Value call(String name, Arguments arguments, Span span, Running running);

  /// Calls a method of what a library made, or of a handle.
  Value call(Value of, String method, Arguments arguments, Span span, Running running);

  /// What a runner passes for a parameter of the function that it calls, or null where that is not
  /// known.
  @Nullable Value argument(String parameter);

  /// An attribute of what a library made, of a handle or of a library's name (`alembic.op` and
  /// `execute`).
  Value member(Value of, String name, Span span, Running running);

  /// An operator of which at least one operand was made by a library; for subscripts `[]`.
  Value operate(String operator, List<Value> operands, Span span, Running running);

  /// The values over which a loop goes, or null where they are not known.
  @Nullable List<Value> items(Value of, Span span, Running running);

  /// Whether a condition holds that a library's value makes; null where that is not known.
  @Nullable Boolean holds(Value of, Running running);

  /// Enters a `with` block, and returns the value after `as`.
  Value enter(Value context, Span span, Running running);

  /// Leaves a `with` block.
  ///
  /// @param raised the error that ends it, or null
  /// @return whether the error is swallowed
  boolean leave(Value context, @Nullable Raised raised, Span span, Running running);

  /// The error that a handle stands for, or null where it stands for none.
  @Nullable Raised raised(Value.Handle handle, Span span);

  /// Takes note that the code has caught an error, and goes on behind the handler.
  ///
  /// @param handler the `except` clause, or the context that suppresses the error
  void caught(Raised raised, Span handler, Running running);

  /// Takes note of a value that an expression statement makes and nobody uses: a call that was left
  /// as it was written did nothing, as far as is known.
  void discarded(Value value, Span span, Running running);

  /// Takes note of a place where the code does something that is not known.
  ///
  /// @param why a clause for people
  void notUnderstood(Span span, String why, Running running);

  /// Whether a class that a handler names, such as `sqlalchemy.exc.ProgrammingError`, is the class
  /// of an error or one of its bases.
  boolean catches(String handler, String raised);
}
