package dev.migrationsentry.evaluation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators over values that may be NULL or unknown: SQL's logic with a fourth value.
final class Comparison {
  private Comparison() {}

  static Value and(List<Value> values) {
    return connect(values, false);
  }

  static Value or(List<Value> values) {
    return connect(values, true);
  }

  /// `deciding` is the truth value that alone decides: false for AND, true for OR.
  private static Value connect(List<Value> values, boolean deciding) {
    Value open = null;
    for (Value value : values) {
      if (value instanceof Value.Truth truth && truth.truth() == deciding) {
        return value;
      }
      boolean undecided = !(value instanceof Value.Truth);
      if (undecided && !(open instanceof Value.Unknown)) {
        open = value;
      }
    }
    return open == null ? Value.of(!deciding) : open;
  }

  /// The result of a binary operator, or null when it is not known here.
  static @Nullable Value operate(String operator, Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      boolean unknown = left instanceof Value.Unknown || right instanceof Value.Unknown;
      return unknown && operator.equals("||") ? null : new Value.Null();
    }
    return switch (operator) {
      case "=", "<>", "<", ">", "<=", ">=" -> compare(operator, left, right);
      case "||" -> left.known() && right.known() ? concatenated(left, right) : null;
      case "+", "-", "*", "/", "%" -> arithmetic(operator, left, right);
      case "@>" ->
          left instanceof Value.Array array
                  && right instanceof Value.Array wanted
                  && left.known()
                  && right.known()
              ? Value.of(
                  wanted.elements().stream()
                      .allMatch(each -> any("=", each, array.elements()).isTrue()))
              : null;
      default -> null;
    };
  }

  private static Value concatenated(Value left, Value right) {
    if (left instanceof Value.Array one && right instanceof Value.Array two) {
      return new Value.Array(
          java.util.stream.Stream.concat(one.elements().stream(), two.elements().stream())
              .toList());
    }
    return Value.of(left.text() + right.text());
  }

  private static @Nullable Value arithmetic(String operator, Value left, Value right) {
    if (!(left instanceof Value.Numeral one) || !(right instanceof Value.Numeral two)) {
      return null;
    }
    BigDecimal a = one.number();
    BigDecimal b = two.number();
    boolean byZero = b.signum() == 0 && (operator.equals("/") || operator.equals("%"));
    if (byZero) {
      return null;
    }
    boolean whole = a.scale() <= 0 && b.scale() <= 0;
    return switch (operator) {
      case "+" -> new Value.Numeral(a.add(b));
      case "-" -> new Value.Numeral(a.subtract(b));
      case "*" -> new Value.Numeral(a.multiply(b));
      case "/" ->
          new Value.Numeral(
              whole ? a.divideToIntegralValue(b) : a.divide(b, MathContext.DECIMAL64));
      case "%" -> new Value.Numeral(a.remainder(b));
      default -> null;
    };
  }

  /// A comparison; NULL when a side is NULL, unknown when a side is.
  static Value compare(String operator, Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      return new Value.Null();
    }
    if (left instanceof Value.Unknown) {
      return left;
    }
    if (right instanceof Value.Unknown) {
      return right;
    }
    Integer order = order(left, right);
    if (order == null) {
      return new Value.Unknown("a comparison of values of different types");
    }
    return Value.of(
        switch (operator) {
          case "=" -> order == 0;
          case "<>" -> order != 0;
          case "<" -> order < 0;
          case ">" -> order > 0;
          case "<=" -> order <= 0;
          default -> order >= 0;
        });
  }

  static Value distinct(Value left, Value right) {
    if (left instanceof Value.Null || right instanceof Value.Null) {
      boolean unknown = left instanceof Value.Unknown || right instanceof Value.Unknown;
      return unknown
          ? new Value.Unknown("a comparison with a value that is not known")
          : Value.of(!(left instanceof Value.Null && right instanceof Value.Null));
    }
    return compare("<>", left, right);
  }

  private static @Nullable Integer order(Value left, Value right) {
    if (left instanceof Value.Numeral one) {
      BigDecimal other = number(right);
      return other == null ? null : Integer.valueOf(one.number().compareTo(other));
    }
    if (right instanceof Value.Numeral) {
      Integer reversed = order(right, left);
      return reversed == null ? null : Integer.valueOf(-reversed);
    }
    if (left instanceof Value.Truth one && right instanceof Value.Truth two) {
      return Boolean.compare(one.truth(), two.truth());
    }
    if (left instanceof Value.Truth || right instanceof Value.Truth) {
      return truthWord(left).compareTo(truthWord(right));
    }
    if (left instanceof Value.Array one && right instanceof Value.Array two) {
      boolean same =
          one.elements().size() == two.elements().size()
              && left.known()
              && right.known()
              && left.text().equals(right.text());
      return same ? 0 : 1;
    }
    return left.text().compareTo(right.text());
  }

  private static String truthWord(Value value) {
    String text = value.text().toLowerCase(Locale.ROOT);
    return text.startsWith("t") ? "true" : text.startsWith("f") ? "false" : text;
  }

  private static @Nullable BigDecimal number(Value value) {
    if (value instanceof Value.Numeral number) {
      return number.number();
    }
    try {
      return value instanceof Value.Text text ? new BigDecimal(text.text().strip()) : null;
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /// Whether an operator holds for at least one of several values.
  static Value any(String operator, Value operand, List<Value> values) {
    List<Value> results = values.stream().map(each -> holds(operator, operand, each)).toList();
    return or(results);
  }

  private static Value holds(String operator, Value operand, Value other) {
    Value result =
        operator.equals("like")
                && operand instanceof Value.Text text
                && other instanceof Value.Text wanted
            ? Value.of(like(text.text(), wanted.text(), false))
            : operate(operator, operand, other);
    return result == null ? new Value.Unknown("the result of operator " + operator) : result;
  }

  /// Whether an operator holds for the first column of at least one row.
  static Value any(String operator, Value operand, ResultRows rows) {
    List<Value> values =
        rows.certain().stream()
            .map((Map<String, Value> row) -> row.values().iterator().next())
            .toList();
    Value certain = any(operator, operand, values);
    String why = rows.why();
    return certain.isTrue() || why == null ? certain : new Value.Unknown(why);
  }

  /// SQL's LIKE with `\` as the escape character.
  static boolean like(String text, String pattern, boolean ignoreCase) {
    String subject = ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
    String wanted = ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
    boolean[] reached = new boolean[subject.length() + 1];
    reached[0] = true;
    for (int p = 0; p < wanted.length(); p++) {
      char symbol = wanted.charAt(p);
      boolean[] next = new boolean[subject.length() + 1];
      if (symbol == '%') {
        boolean any = false;
        for (int i = 0; i <= subject.length(); i++) {
          any |= reached[i];
          next[i] = any;
        }
      } else {
        boolean literal = symbol == '\\' && p + 1 < wanted.length();
        char expected = literal ? wanted.charAt(++p) : symbol;
        for (int i = 0; i < subject.length(); i++) {
          boolean matches = (symbol == '_') || subject.charAt(i) == expected;
          next[i + 1] = reached[i] && matches;
        }
      }
      reached = next;
    }
    return reached[subject.length()];
  }
}
