package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the schema says of the values in a table's columns, for a condition on its rows.
///
/// @param alias the name that the statement gives the table, or null
/// @param alone whether unqualified columns can be of no other table
record ColumnFacts(Schema schema, Table table, @Nullable String alias, boolean alone) {

  /// The column that an expression is, or null when it is none of this table, or not for certain.
  @Nullable Column column(Expression expression) {
    Expression inner = expression;
    while (inner instanceof Expression.Cast cast && keepsText(cast)) {
      inner = cast.operand();
    }
    if (!(inner instanceof Expression.ColumnReference(List<Name> parts, _))) {
      return null;
    }
    String name = parts.getLast().stored();
    boolean own =
        switch (parts.size()) {
          case 1 -> alone;
          case 2 -> parts.getFirst().stored().equals(alias == null ? table.name() : alias);
          default -> false;
        };
    return own && schema.uncertainty(name) == null ? table.column(name) : null;
  }

  /// Whether a cast leaves text as it is, as in the conditions that the server itself prints:
  /// `(status)::text = ANY …`.
  private static boolean keepsText(Expression.Cast cast) {
    return cast.type().name().name().equals("text") && cast.type().dimensions() == 0;
  }

  /// Whether no row can have a null there.
  boolean required(Column column) {
    return column.notNull()
        && schema.belongingTo(table.id(), Constraint.NotNull.class).stream()
            .allMatch(
                constraint -> constraint.column() != column.number() || constraint.validated());
  }

  /// Whether values of a column are whole numbers.
  static boolean isInteger(Column column) {
    return range(column) != null;
  }

  /// Whether two different literals are two different values of a column: true for text that is
  /// compared byte by byte, and for enums.
  boolean isExact(Column column) {
    if (column.collation() != null) {
      return false;
    }
    return switch (column.type()) {
      case DataType.Builtin type -> type.name().equals("text") || type.name().equals("varchar");
      case DataType.Created type -> schema.object(type.id()) instanceof UserType.EnumType;
      case DataType.Array ignored -> false;
      case DataType.Undecided ignored -> false;
    };
  }

  /// Why a column can't be equal to a constant, as a clause, or null when it can.
  @Nullable String whyNever(Column column, Expression.Constant constant) {
    String value = constant.value();
    BigInteger[] range = range(column);
    BigInteger number = number(constant);
    if (range != null && number != null) {
      if (number.compareTo(range[0]) < 0 || number.compareTo(range[1]) > 0) {
        return column.name() + " is too small a number type for " + value;
      }
    }
    Integer length = length(column);
    if (length != null
        && constant.kind() == Expression.Constant.Kind.STRING
        && value.stripTrailing().codePointCount(0, value.stripTrailing().length()) > length) {
      return "'"
          + value
          + "' is longer than the "
          + length
          + " characters that "
          + column.name()
          + " holds";
    }
    for (Constraint.Check check : schema.belongingTo(table.id(), Constraint.Check.class)) {
      if (check.validated() && check.enforced()) {
        Set<String> allowed = allowed(check.condition(), column);
        if (allowed != null
            && isComparable(column, constant)
            && !allowed.contains(text(constant))) {
          return "the constraint "
              + check.name()
              + " lets "
              + column.name()
              + " be "
              + String.join(" or ", allowed)
              + " only";
        }
      }
    }
    return null;
  }

  /// Whether a constant is a value of the column that can be told from others by its text.
  boolean isComparable(Column column, Expression.Constant constant) {
    return switch (constant.kind()) {
      case STRING -> isExact(column);
      case INTEGER, DECIMAL -> isInteger(column) && number(constant) != null;
      default -> false;
    };
  }

  /// A constant so that equal values have equal texts.
  static String text(Expression.Constant constant) {
    BigInteger number = number(constant);
    return number == null ? "'" + constant.value() + "'" : number.toString();
  }

  /// The values that a condition leaves to a column, or null when it may leave any.
  private @Nullable Set<String> allowed(Expression condition, Column column) {
    return switch (condition) {
      case Expression.InList in when !in.negated() && is(in.operand(), column) ->
          constants(in.values(), column);
      case Expression.Quantified any
          when !any.all()
              && any.operator().equals("=")
              && is(any.operand(), column)
              && any.array() != null ->
          elements(any.array(), column);
      case Expression.Operation equal
          when equal.operator().equals("=") && equal.left() != null && is(equal.left(), column) ->
          constants(List.of(equal.right()), column);
      case Expression.Logical(Expression.Logical.Word word, List<Expression> operands, _) -> {
        Set<String> together = null;
        for (Expression operand : operands) {
          Set<String> one = allowed(operand, column);
          if (word == Expression.Logical.Word.OR) {
            if (one == null) {
              yield null;
            }
            together = together == null ? new TreeSet<>() : together;
            together.addAll(one);
          } else if (one != null) {
            together = together == null ? new TreeSet<>(one) : together;
            together.retainAll(one);
          }
        }
        yield together;
      }
      default -> null;
    };
  }

  private boolean is(Expression expression, Column column) {
    Column found = new ColumnFacts(schema, table, null, true).column(expression);
    return found != null && found.number() == column.number();
  }

  private @Nullable Set<String> elements(Expression array, Column column) {
    return switch (array) {
      case Expression.Cast cast -> elements(cast.operand(), column);
      case Expression.ArrayConstructor list -> constants(list.elements(), column);
      default -> null;
    };
  }

  private @Nullable Set<String> constants(List<Expression> expressions, Column column) {
    Set<String> values = new TreeSet<>();
    for (Expression expression : expressions) {
      Expression inner = expression;
      while (inner instanceof Expression.Cast cast) {
        inner = cast.operand();
      }
      if (!(inner instanceof Expression.Constant constant) || !isComparable(column, constant)) {
        return null;
      }
      values.add(text(constant));
    }
    return values;
  }

  /// The smallest and the largest value of a column of whole numbers, else null.
  private static BigInteger @Nullable [] range(Column column) {
    if (!(column.type() instanceof DataType.Builtin type)) {
      return null;
    }
    int bits =
        switch (type.name()) {
          case "int2" -> 15;
          case "int4" -> 31;
          case "int8" -> 63;
          default -> 0;
        };
    if (bits == 0) {
      return null;
    }
    BigInteger bound = BigInteger.ONE.shiftLeft(bits);
    return new BigInteger[] {bound.negate(), bound.subtract(BigInteger.ONE)};
  }

  /// How many characters a column holds, or null when its type sets no limit.
  private static @Nullable Integer length(Column column) {
    return column.type() instanceof DataType.Builtin(String name, List<Integer> modifiers)
            && (name.equals("varchar") || name.equals("bpchar"))
            && !modifiers.isEmpty()
        ? modifiers.getFirst()
        : null;
  }

  /// The value of a whole number in decimal digits, of any size, or null.
  static @Nullable BigInteger number(Expression.Constant constant) {
    boolean digits =
        (constant.kind() == Expression.Constant.Kind.INTEGER
                || constant.kind() == Expression.Constant.Kind.DECIMAL)
            && constant.value().chars().allMatch(letter -> letter >= '0' && letter <= '9');
    return digits ? new BigInteger(constant.value()) : null;
  }
}
