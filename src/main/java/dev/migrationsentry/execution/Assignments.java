package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;

/// Values that become those of a column: defaults and generation expressions.
final class Assignments {
  private Assignments() {}

  /// Refuses a value that does not become one of the column's type.
  ///
  /// @param type the type that the value has by itself
  /// @throws Refusal 42804, or what the type's input function says of a literal
  static void check(Draft draft, Column column, Expression value, DataType type) {
    if (value instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.STRING) {
      Literals.check(draft, constant.value(), column.type(), constant.span());
      return;
    }
    if (new Coercions(draft).possible(type, column.type(), CatalogCast.Context.ASSIGNMENT)) {
      return;
    }
    Descriptions words = new Descriptions(draft);
    throw Refusal.of(
            "42804",
            "column \""
                + column.name()
                + "\" is of type "
                + words.type(column.type())
                + " but "
                + (column.generated() ? "generation" : "default")
                + " expression is of type "
                + words.type(type),
            value.span())
        .hint("You will need to rewrite or cast the expression.");
  }

  /// Whether the server keeps no default for a value, since it is what there is without one. It
  /// does not see that a NULL is nothing else once it has been fitted to a length, a precision, a
  /// domain or another type.
  ///
  /// @param type the type that the value has by itself
  /// @param target the type that it becomes
  static boolean isNothing(Draft draft, Expression value, DataType type, DataType target) {
    boolean domain =
        target instanceof DataType.Created created
            && draft.schema().object(created.id()) instanceof UserType.DomainType;
    boolean cast =
        value instanceof Expression.Cast
            && !(type instanceof DataType.Undecided)
            && !type.equals(target);
    return isNull(value) && !domain && !cast && target.unmodified().equals(target);
  }

  /// Whether a value is nothing but NULL.
  static boolean isNull(Expression value) {
    return switch (value) {
      case Expression.Constant constant -> constant.kind() == Expression.Constant.Kind.NULL;
      case Expression.Cast cast -> isNull(cast.operand());
      default -> false;
    };
  }
}
