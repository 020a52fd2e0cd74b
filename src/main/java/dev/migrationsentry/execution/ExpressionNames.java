package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import org.jspecify.annotations.Nullable;

/// The names that PostgreSQL gives to expressions without one: columns of a query, of an index
/// (`FigureColname`).
final class ExpressionNames {
  private ExpressionNames() {}

  /// The name of an index's column.
  static String ofIndexKey(Expression expression) {
    String name = of(expression).name();
    return name == null ? "expr" : name;
  }

  private record Figured(@Nullable String name, int strength) {
    static final Figured NONE = new Figured(null, 0);
  }

  private static Figured of(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference column -> new Figured(column.parts().getLast().stored(), 2);
      case Expression.FieldSelection selection ->
          selection.field() == null
              ? of(selection.operand())
              : new Figured(selection.field().stored(), 2);
      case Expression.Subscript subscript -> of(subscript.operand());
      case Expression.FunctionCall call -> new Figured(call.name().name(), 2);
      case Expression.SpecialCall call -> special(call);
      case Expression.Cast cast -> {
        Figured operand = of(cast.operand());
        if (operand.strength() > 1) {
          yield operand;
        }
        QualifiedName type = cast.type().name();
        yield new Figured(type.name(), 1);
      }
      case Expression.Collate collate -> of(collate.operand());
      case Expression.AtTimeZone ignored -> new Figured("timezone", 2);
      case Expression.Case choice -> {
        Expression otherwise = choice.otherwise();
        Figured figured = otherwise == null ? Figured.NONE : of(otherwise);
        yield figured.strength() > 1 ? figured : new Figured("case", 1);
      }
      case Expression.ArrayConstructor ignored -> new Figured("array", 2);
      case Expression.RowConstructor ignored -> new Figured("row", 2);
      case Expression.Subquery query ->
          switch (query.use()) {
            case EXISTS -> new Figured("exists", 2);
            case ARRAY -> new Figured("array", 2);
            case SCALAR -> Figured.NONE;
          };
      case Expression.Constant constant ->
          constant.kind() == Expression.Constant.Kind.BOOLEAN
              ? new Figured("bool", 1)
              : Figured.NONE;
      case Expression.Star ignored -> Figured.NONE;
      case Expression.Parameter ignored -> Figured.NONE;
      case Expression.Operation ignored -> Figured.NONE;
      case Expression.Logical ignored -> Figured.NONE;
      case Expression.Not ignored -> Figured.NONE;
      case Expression.Is ignored -> Figured.NONE;
      case Expression.Between ignored -> Figured.NONE;
      case Expression.Like ignored -> Figured.NONE;
      case Expression.InList ignored -> Figured.NONE;
      case Expression.InQuery ignored -> Figured.NONE;
      case Expression.Quantified ignored -> Figured.NONE;
      case Expression.CurrentOf ignored -> Figured.NONE;
    };
  }

  private static Figured special(Expression.SpecialCall call) {
    return switch (call.name()) {
      case "trim", "btrim" -> new Figured("btrim", 2);
      case "collation for" -> new Figured("pg_collation_for", 2);
      default -> new Figured(call.name(), 2);
    };
  }
}
