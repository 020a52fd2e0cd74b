package dev.migrationsentry.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A value as far as it is known before anything runs.
public sealed interface Value {
  /// SQL's NULL.
  record Null() implements Value {}

  /// A text, also a name, a `regclass` and every other value that is written as text.
  record Text(String text) implements Value {}

  /// A number of any type; object ids are numbers too.
  record Numeral(BigDecimal number) implements Value {}

  /// A truth value.
  record Truth(boolean truth) implements Value {}

  /// An array.
  record Array(List<Value> elements) implements Value {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /// A row with named fields, in their order.
  record Row(Map<String, Value> fields) implements Value {}

  /// A value that is known only when the statement runs.
  ///
  /// @param why a clause for people
  record Unknown(String why) implements Value {}

  /// A truth value.
  static Value of(boolean truth) {
    return new Truth(truth);
  }

  /// A text.
  static Value of(String text) {
    return new Text(text);
  }

  /// A whole number.
  static Value of(long number) {
    return new Numeral(BigDecimal.valueOf(number));
  }

  /// Whether it is the truth value true; false for NULL, and for values that are not known.
  default boolean isTrue() {
    return this instanceof Truth truth && truth.truth();
  }

  /// Whether it can't be true: false or NULL.
  default boolean isNotTrue() {
    return this instanceof Null || (this instanceof Truth truth && !truth.truth());
  }

  /// Whether it is known, NULL included.
  default boolean known() {
    return switch (this) {
      case Unknown ignored -> false;
      case Array array -> array.elements().stream().allMatch(Value::known);
      default -> true;
    };
  }

  /// The value as text, as a cast to text yields it; for a value that is not known the reason.
  default String text() {
    return switch (this) {
      case Null ignored -> "";
      case Text text -> text.text();
      case Numeral number -> number.number().toPlainString();
      case Truth truth -> truth.truth() ? "true" : "false";
      case Array array ->
          "{" + String.join(",", array.elements().stream().map(Value::text).toList()) + "}";
      case Row row ->
          "(" + String.join(",", row.fields().values().stream().map(Value::text).toList()) + ")";
      case Unknown unknown -> unknown.why();
    };
  }
}
