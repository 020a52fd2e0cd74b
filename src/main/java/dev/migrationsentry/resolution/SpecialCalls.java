package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;

/// The types of calls with a syntax of their own.
final class SpecialCalls {
  private SpecialCalls() {}

  static DataType type(Expression.SpecialCall call, List<DataType> arguments, Analysis analysis) {
    TypeName written = call.type();
    DataType named = written == null ? null : analysis.types.named(written);
    if (named != null) {
      return named;
    }
    return switch (call.name()) {
      case "coalesce", "greatest", "least" -> Expressions.common(arguments);
      case "nullif" -> arguments.getFirst();
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
      case "normalize", "json_serialize" -> DataType.builtin("text");
      default -> new DataType.Undecided();
    };
  }
}
