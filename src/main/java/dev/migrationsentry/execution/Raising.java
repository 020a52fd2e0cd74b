package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.List;
import java.util.function.Function;

/// RAISE (manual, section 41.9).
final class Raising {
  private Raising() {}

  /// Runs RAISE: a message below EXCEPTION changes nothing.
  ///
  /// @param values the values of its expressions
  /// @throws Refusal for EXCEPTION
  static void run(PlStatement.Raise raise, Function<Expression, Value> values) {
    if (!raise.level().equals("exception")) {
      return;
    }
    String format = raise.format();
    String sqlState = ConditionNames.sqlState(raise.condition());
    for (PlStatement.Setting setting : raise.using()) {
      Value value = values.apply(setting.value());
      if (setting.name().equals("errcode")) {
        sqlState = ConditionNames.sqlState(value.text());
      } else if (setting.name().equals("message")) {
        format = value.text();
      }
    }
    List<Value> arguments = raise.arguments().stream().map(values).toList();
    throw Refusal.of(
        sqlState, message(format == null ? sqlState : format, arguments), raise.span());
  }

  private static String message(String format, List<Value> arguments) {
    StringBuilder message = new StringBuilder();
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char character = format.charAt(i);
      boolean doubled = character == '%' && i + 1 < format.length() && format.charAt(i + 1) == '%';
      if (doubled) {
        message.append('%');
        i++;
      } else if (character == '%' && next < arguments.size()) {
        Value value = arguments.get(next++);
        message.append(value instanceof Value.Null ? "<NULL>" : value.text());
      } else {
        message.append(character);
      }
    }
    return message.toString();
  }
}
