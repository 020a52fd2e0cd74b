package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Untyped string literals where a type is wanted: whether the type's input function takes them. Of
/// types that are not looked at here any text is taken to be fine.
final class Literals {
  private static final int MOST_DIGITS = 16383;
  private static final List<String> TRUE_FALSE = List.of("true", "false", "yes", "no");

  private Literals() {}

  /// Refuses a literal that a type does not take.
  ///
  /// @throws Refusal 22P02, 22003 or 55P04
  static void check(Draft draft, String text, DataType wanted, Span at) {
    DataType type = new OperatorClasses(draft).base(wanted);
    switch (type) {
      case DataType.Builtin builtin -> {
        Refusal refusal = builtin(builtin.name(), text, at);
        if (refusal != null) {
          throw refusal;
        }
      }
      case DataType.Created created -> {
        if (draft.schema().object(created.id()) instanceof UserType.EnumType labels) {
          label(draft, labels, text, at);
        }
      }
      case DataType.Array ignored -> array(text, at);
      case DataType.Undecided ignored -> {}
    }
  }

  private static void array(String text, Span at) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
      throw Refusal.of("22P02", "malformed array literal: \"" + text + "\"", at)
          .detail("Array value must start with \"{\" or dimension information.");
    }
  }

  private static void label(Draft draft, UserType.EnumType type, String text, Span at) {
    if (!type.labels().contains(text)) {
      throw Refusal.of(
              "22P02",
              "invalid input value for enum "
                  + new Descriptions(draft).type(new DataType.Created(type.id(), List.of()))
                  + ": \""
                  + text
                  + "\"",
              at)
          .restingOn(type.name());
    }
    var transaction = draft.transaction();
    if (transaction != null && transaction.newEnumLabels().contains(type.id() + ":" + text)) {
      throw Refusal.of(
              "55P04",
              "unsafe use of new value \""
                  + text
                  + "\" of enum type "
                  + new Descriptions(draft).type(new DataType.Created(type.id(), List.of())),
              at)
          .hint("New enum values must be committed before they can be used.");
    }
  }

  private static @Nullable Refusal builtin(String type, String text, Span at) {
    return switch (type) {
      case "int2" -> integer("smallint", text, BigInteger.valueOf(Short.MAX_VALUE), at);
      case "int4" -> integer("integer", text, BigInteger.valueOf(Integer.MAX_VALUE), at);
      case "int8" -> integer("bigint", text, BigInteger.valueOf(Long.MAX_VALUE), at);
      case "numeric" -> decimal("numeric", text, at);
      case "float4" -> decimal("real", text, at);
      case "float8" -> decimal("double precision", text, at);
      case "bool" -> isBoolean(text) ? null : invalid("boolean", text, at);
      case "uuid" -> isUuid(text) ? null : invalid("uuid", text, at);
      default -> null;
    };
  }

  private static Refusal invalid(String type, String text, Span at) {
    return Refusal.of("22P02", "invalid input syntax for type " + type + ": \"" + text + "\"", at);
  }

  private static @Nullable Refusal integer(String type, String text, BigInteger highest, Span at) {
    String digits = text.strip();
    if (digits.startsWith("+") && digits.length() > 1 && Character.isDigit(digits.charAt(1))) {
      digits = digits.substring(1);
    }
    if (digits.contains("_") || digits.startsWith("0x") || digits.startsWith("0b")) {
      return null;
    }
    try {
      BigInteger value = new BigInteger(digits);
      boolean fits =
          value.compareTo(highest) <= 0
              && value.compareTo(highest.negate().subtract(BigInteger.ONE)) >= 0;
      return fits
          ? null
          : Refusal.of("22003", "value \"" + text + "\" is out of range for type " + type, at);
    } catch (NumberFormatException none) {
      return invalid(type, text, at);
    }
  }

  private static @Nullable Refusal decimal(String type, String text, Span at) {
    String number = text.strip().toLowerCase(Locale.ROOT);
    if (number.contains("_")
        || number.startsWith("0x")
        || List.of("nan", "infinity", "-infinity", "inf", "-inf", "+infinity", "+inf")
            .contains(number)) {
      return null;
    }
    try {
      BigDecimal read = new BigDecimal(number);
      return read.scale() > MOST_DIGITS ? invalid(type, text, at) : null;
    } catch (NumberFormatException none) {
      return invalid(type, text, at);
    }
  }

  private static boolean isBoolean(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      return false;
    }
    return word.equals("1")
        || word.equals("0")
        || (word.length() > 1 && "off".startsWith(word))
        || word.equals("on")
        || TRUE_FALSE.stream().anyMatch(full -> full.startsWith(word));
  }

  private static boolean isUuid(String text) {
    String bare = text;
    if (bare.startsWith("{") && bare.endsWith("}")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    int digits = 0;
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      if (c == '-') {
        if (digits == 0 || digits % 4 != 0) {
          return false;
        }
      } else if (Character.digit(c, 16) >= 0) {
        digits++;
      } else {
        return false;
      }
    }
    return digits == 32;
  }
}
