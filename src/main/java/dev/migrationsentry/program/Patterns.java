package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.MatchCase;
import dev.migrationsentry.python.ast.Pattern;
import org.jspecify.annotations.Nullable;

/// The patterns of `match` that migrations use: values, names and alternatives.
final class Patterns {
  private Patterns() {}

  /// Whether a case applies, or null where that is not known.
  static @Nullable Boolean matches(
      MatchCase each, Value subject, Interpreter interpreter, Frame frame) {
    Boolean matches = matches(each.pattern(), subject, interpreter, frame);
    Expression guard = each.guard();
    if (matches == null || !matches || guard == null) {
      return matches;
    }
    return interpreter.callables().holds(interpreter.evaluate(guard, frame));
  }

  private static @Nullable Boolean matches(
      Pattern pattern, Value subject, Interpreter interpreter, Frame frame) {
    return switch (pattern) {
      case Pattern.ValuePattern value ->
          Operators.compare("==", subject, interpreter.evaluate(value.value(), frame));
      case Pattern.SingletonPattern value ->
          Operators.compare("is", subject, interpreter.evaluate(value.value(), frame));
      case Pattern.AsPattern as -> {
        Pattern inner = as.pattern();
        Boolean matches =
            inner == null ? Boolean.TRUE : matches(inner, subject, interpreter, frame);
        String name = as.name();
        if (name != null && matches != null && matches) {
          frame.assign(name, subject);
        }
        yield matches;
      }
      case Pattern.OrPattern or -> {
        for (Pattern one : or.patterns()) {
          Boolean matches = matches(one, subject, interpreter, frame);
          if (matches == null || matches) {
            yield matches;
          }
        }
        yield false;
      }
      case Pattern.SequencePattern ignored -> null;
      case Pattern.MappingPattern ignored -> null;
      case Pattern.ClassPattern ignored -> null;
      case Pattern.StarPattern ignored -> null;
    };
  }
}
