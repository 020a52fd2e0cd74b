package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A value of a partition's bound, as far as it can be compared with others.
sealed interface BoundValue {
  /// Below all values, or above them.
  record Infinite(boolean above) implements BoundValue {}

  /// NULL, which only lists take.
  record Nothing() implements BoundValue {}

  /// A number, a time, or the place of an enum's label.
  record Ordered(Comparable<?> value) implements BoundValue {}

  /// A text, whose place among others depends on its collation.
  record Words(String text) implements BoundValue {}

  /// What is not known here.
  record Unknown() implements BoundValue {}

  /// Reads a value.
  ///
  /// @param column the column of the key, or null for an expression
  static BoundValue of(Draft draft, Expression written, @Nullable Column column, boolean range) {
    return switch (written) {
      case Expression.ColumnReference reference when range ->
          switch (reference.parts().getLast().stored()) {
            case "minvalue" -> new Infinite(false);
            case "maxvalue" -> new Infinite(true);
            default -> new Unknown();
          };
      case Expression.Constant constant -> constant(draft, constant, column);
      case Expression.Operation minus
          when minus.left() == null
              && minus.operator().equals("-")
              && minus.right() instanceof Expression.Constant constant ->
          negated(number(constant.value()));
      case Expression.Cast cast
          when cast.operand() instanceof Expression.Constant constant
              && constant.kind() == Expression.Constant.Kind.STRING ->
          constant(draft, constant, column);
      default -> new Unknown();
    };
  }

  private static BoundValue constant(
      Draft draft, Expression.Constant constant, @Nullable Column column) {
    String text = constant.value();
    return switch (constant.kind()) {
      case NULL -> new Nothing();
      case INTEGER, DECIMAL -> ordered(text);
      case BOOLEAN ->
          new Ordered(
              text.toLowerCase(Locale.ROOT).startsWith("t") ? BigDecimal.ONE : BigDecimal.ZERO);
      case STRING -> text(draft, text, column);
      case BIT_STRING, HEX_STRING, DEFAULT -> new Unknown();
    };
  }

  private static BoundValue negated(@Nullable BigDecimal number) {
    return number == null ? new Unknown() : new Ordered(number.negate());
  }

  private static BoundValue ordered(String text) {
    BigDecimal number = number(text);
    return number == null ? new Unknown() : new Ordered(number);
  }

  private static BoundValue text(Draft draft, String text, @Nullable Column column) {
    if (column == null) {
      return time(text);
    }
    DataType type = new OperatorClasses(draft).base(column.type());
    return switch (type) {
      case DataType.Builtin builtin ->
          switch (builtin.name()) {
            case "int2", "int4", "int8", "numeric" -> ordered(text.strip());
            case "date", "timestamp", "timestamptz" -> time(text);
            case "text", "varchar", "name" -> new Words(text);
            default -> new Unknown();
          };
      case DataType.Created created ->
          draft.schema().object(created.id()) instanceof UserType.EnumType labels
                  && labels.labels().contains(text)
              ? new Ordered(BigDecimal.valueOf(labels.labels().indexOf(text)))
              : new Unknown();
      case DataType.Array ignored -> new Unknown();
      case DataType.Undecided ignored -> new Unknown();
    };
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros();
    } catch (NumberFormatException other) {
      return null;
    }
  }

  /// A day or a time without zone in ISO notation: all others depend on settings.
  private static BoundValue time(String text) {
    String iso = text.strip().replace(' ', 'T');
    try {
      return new Ordered(
          iso.length() == 10 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso));
    } catch (DateTimeException other) {
      return new Unknown();
    }
  }

  /// Below, the same or above another value; null when that is not known.
  static @Nullable Integer compare(BoundValue left, BoundValue right) {
    if (left instanceof Infinite(boolean above)) {
      return right instanceof Infinite(boolean otherAbove)
          ? Integer.valueOf(Boolean.compare(above, otherAbove))
          : Integer.valueOf(above ? 1 : -1);
    }
    if (right instanceof Infinite(boolean above)) {
      return above ? -1 : 1;
    }
    if (left instanceof Nothing || right instanceof Nothing) {
      boolean known = !(left instanceof Unknown) && !(right instanceof Unknown);
      return known ? (left.equals(right) ? 0 : 1) : null;
    }
    if (left instanceof Words(String one) && right instanceof Words(String other)) {
      return one.equals(other) ? 0 : null;
    }
    if (left instanceof Ordered(Comparable<?> one)
        && right instanceof Ordered(Comparable<?> other)) {
      return switch (one) {
        case BigDecimal number when other instanceof BigDecimal second -> number.compareTo(second);
        case LocalDateTime time when other instanceof LocalDateTime second ->
            Integer.signum(time.compareTo(second));
        default -> null;
      };
    }
    return null;
  }

  /// Whether two values are certainly other ones, or certainly the same; null when not known.
  static @Nullable Boolean same(BoundValue left, BoundValue right) {
    if (left instanceof Words(String one) && right instanceof Words(String other)) {
      return one.equals(other);
    }
    Integer order = compare(left, right);
    return order == null ? null : (Boolean) (order == 0);
  }
}
