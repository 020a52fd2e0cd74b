package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Expression;

/// The types that defaults have before they are converted to the column's.
final class DefaultTypes {
  private DefaultTypes() {}

  /// The type of a column's default.
  static DataType of(Draft draft, Table table, Column column, Expression value) {
    return switch (value) {
      // A literal has taken the column's type when the default was set.
      case Expression.Constant constant ->
          switch (constant.kind()) {
            case STRING, NULL -> column.type();
            case BOOLEAN -> DataType.builtin("bool");
            case INTEGER -> integer(constant.value());
            case DECIMAL -> DataType.builtin("numeric");
            case BIT_STRING, HEX_STRING -> DataType.builtin("bit");
            case DEFAULT -> new DataType.Undecided();
          };
      case Expression.Cast cast -> new TypeNames(draft).resolve(cast.type());
      case Expression.FunctionCall call when call.name().name().equals("nextval") ->
          DataType.builtin("int8");
      default ->
          new Expressions(draft)
              .analyse(
                  value,
                  column.generated() ? ExpressionPlace.GENERATED : ExpressionPlace.DEFAULT,
                  table)
              .type();
    };
  }

  private static DataType integer(String digits) {
    try {
      long value = Long.parseLong(digits);
      return DataType.builtin(value <= Integer.MAX_VALUE ? "int4" : "int8");
    } catch (NumberFormatException other) {
      return digits.startsWith("0") ? new DataType.Undecided() : DataType.builtin("numeric");
    }
  }
}
