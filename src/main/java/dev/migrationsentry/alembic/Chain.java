package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that code builds by a chain of calls: `table.update().where(…).values(…)`.
///
/// @param kind `select`, `insert`, `update`, `delete` or the word of a union
/// @param table the table that it began with, or null
/// @param first the arguments of the call that began it
/// @param steps the calls after it
/// @param span the whole chain
record Chain(
    String kind, @Nullable Value table, Arguments first, List<Value.MemberCall> steps, Span span) {

  /// The chain of a value, or null where it is none.
  static @Nullable Chain of(Value value) {
    Deque<Value.MemberCall> steps = new ArrayDeque<>();
    Value at = value;
    while (at instanceof Value.MemberCall call && !startsAt(call)) {
      steps.push(call);
      at = call.of();
    }
    Span span =
        value instanceof Value.MemberCall call
            ? call.span()
            : value instanceof Value.Construct construct ? construct.span() : null;
    if (span == null) {
      return null;
    }
    List<Value.MemberCall> list = new ArrayList<>(steps);
    if (at instanceof Value.MemberCall start) {
      return new Chain(start.name(), start.of(), start.arguments(), list, span);
    }
    if (at instanceof Value.Construct construct) {
      String kind = Call.simple(construct.name());
      return switch (kind) {
        case "select", "union", "union_all", "except_", "intersect" ->
            new Chain(kind, null, construct.arguments(), list, span);
        case "insert", "update", "delete" ->
            construct.arguments().get(0, "table") == null
                ? null
                : new Chain(
                    kind,
                    construct.arguments().get(0, "table"),
                    construct.arguments().without(1),
                    list,
                    span);
        default -> null;
      };
    }
    return null;
  }

  private static boolean startsAt(Value.MemberCall call) {
    return switch (call.name()) {
      case "insert", "update", "delete", "select" -> Tables.isTable(call.of());
      default -> false;
    };
  }
}
