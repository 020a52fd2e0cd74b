package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import java.util.Locale;

/// The types of calls with a syntax of their own.
final class SpecialCalls {
  private SpecialCalls() {}

  static DataType type(Expression.SpecialCall call, List<DataType> arguments, Analysis analysis) {
    stability(call, arguments, analysis);
    TypeName written = call.type();
    if (written != null) {
      return analysis.types.named(written);
    }
    return switch (call.name()) {
      case "coalesce", "greatest", "least" ->
          analysis.conversions.common(
              arguments, call.name().toUpperCase(Locale.ROOT), call.arguments());
      case "nullif" -> {
        analysis.literals.common(call.arguments(), arguments);
        yield analysis.operators.compared(arguments.getFirst(), arguments.getLast(), call.span());
      }
      case "current_timestamp" -> DataType.builtin("timestamptz");
      case "localtimestamp" -> DataType.builtin("timestamp");
      case "current_date" -> DataType.builtin("date");
      case "current_time" -> DataType.builtin("timetz");
      case "localtime" -> DataType.builtin("time");
      case "current_user",
          "current_role",
          "session_user",
          "user",
          "current_catalog",
          "current_schema" ->
          DataType.builtin("name");
      case "extract" -> DataType.builtin("numeric");
      case "position", "grouping" -> DataType.builtin("int4");
      case "normalize", "json_serialize", "json_value", "merge_action" -> DataType.builtin("text");
      case "overlay", "substring" -> analysis.calls.builtin(call.name(), arguments);
      case "trim" -> analysis.calls.builtin("btrim", arguments);
      case "json_exists", "xmlexists" -> DataType.builtin("bool");
      default -> new DataType.Undecided();
    };
  }

  private static void stability(
      Expression.SpecialCall call, List<DataType> arguments, Analysis analysis) {
    switch (call.name()) {
      case "coalesce",
          "nullif",
          "greatest",
          "least",
          "position",
          "normalize",
          "overlay",
          "substring",
          "trim",
          "treat" -> {}
      case "extract" ->
          analysis.calls.builtin("extract", List.of(DataType.builtin("text"), arguments.getLast()));
      case "current_timestamp",
          "localtimestamp",
          "current_date",
          "current_time",
          "localtime",
          "current_user",
          "current_role",
          "session_user",
          "user",
          "current_catalog",
          "current_schema" ->
          analysis.stability.never();
      default -> analysis.stability.perhaps();
    }
  }
}
