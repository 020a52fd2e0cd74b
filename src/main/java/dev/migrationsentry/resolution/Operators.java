package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.builtin.OperatorResolution;
import dev.migrationsentry.builtin.Resolution;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Uses of operators: which one is meant, and what it yields (manual, section 10.2).
final class Operators {
  private final Analysis analysis;
  private final OperatorResolution resolution;

  Operators(Analysis analysis) {
    this.analysis = analysis;
    this.resolution = new OperatorResolution(analysis.system);
  }

  /// The type that an operator yields.
  ///
  /// @param schema the schema in `OPERATOR(schema.+)`, or null
  /// @param left the type of the left operand, or null for a prefix operator
  DataType type(
      String operator, @Nullable Name schema, @Nullable DataType left, DataType right, Span at) {
    Resolution<CatalogOperator> meaning =
        left == null
            ? resolution.prefix(
                analysis.callables.operators(operator, schema), analysis.system.key(right))
            : resolution.binary(
                analysis.callables.operators(operator, schema),
                analysis.system.key(left),
                analysis.system.key(right));
    return type(meaning, operator, schema, left, right, at);
  }

  /// The check of a comparison that yields a boolean.
  void compare(String operator, DataType left, DataType right, Span at) {
    type(operator, null, left, right, at);
  }

  /// The type of a value once it is compared for equality with another one, as NULLIF yields it.
  DataType compared(DataType left, DataType right, Span at) {
    compare("=", left, right, at);
    Resolution<CatalogOperator> meaning =
        resolution.binary(
            analysis.callables.operators("=", null),
            analysis.system.key(left),
            analysis.system.key(right));
    boolean known = analysis.system.key(left) != null && analysis.system.key(right) != null;
    return known && meaning instanceof Resolution.Resolved<CatalogOperator> resolved
        ? analysis.system.ofKey(resolved.argumentTypes().getFirst())
        : new DataType.Undecided();
  }

  /// The check of `left operator ANY (array)`.
  void overArray(String operator, DataType left, DataType array, Span at) {
    Resolution<CatalogOperator> meaning =
        resolution.overArray(
            analysis.callables.operators(operator, null),
            analysis.system.key(left),
            analysis.system.key(array));
    DataType element = array instanceof DataType.Array of ? of.element() : array;
    type(meaning, operator, null, left, element, at);
  }

  private DataType type(
      Resolution<CatalogOperator> meaning,
      String operator,
      @Nullable Name schema,
      @Nullable DataType left,
      DataType right,
      Span at) {
    if (analysis.database().schema().uncertainty(operator) != null) {
      return new DataType.Undecided();
    }
    analysis.stability.operator(meaning, left == null ? List.of(right) : List.of(left, right));
    return switch (meaning) {
      case Resolution.Resolved<CatalogOperator> resolved -> analysis.system.ofKey(resolved.type());
      case Resolution.Cast<CatalogOperator> cast -> analysis.system.ofKey(cast.type());
      case Resolution.Undecidable<CatalogOperator> undecidable ->
          analysis.system.ofKey(undecidable.type());
      case Resolution.NotFound<CatalogOperator> ignored -> {
        String hint =
            left == null
                ? "No operator matches the given name and argument type. You might need to add an"
                    + " explicit type cast."
                : "No operator matches the given name and argument types. You might need to add"
                    + " explicit type casts.";
        throw refusal("42883", "does not exist", hint, operator, schema, left, right, at);
      }
      case Resolution.Ambiguous<CatalogOperator> ignored ->
          throw refusal(
              "42725",
              "is not unique",
              "Could not choose a best candidate operator. You might need to add explicit type"
                  + " casts.",
              operator,
              schema,
              left,
              right,
              at);
      case Resolution.Refused<CatalogOperator> refused -> {
        String type = refused.type();
        String message =
            type == null
                ? refused.message()
                : refused.message().replace("%s", analysis.spelled(analysis.system.ofKey(type)));
        throw analysis.unmatched(
            refused.sqlState(), message, null, at, ObjectKind.OPERATOR, operator, null);
      }
    };
  }

  private RuntimeException refusal(
      String sqlState,
      String what,
      String hint,
      String operator,
      @Nullable Name schema,
      @Nullable DataType left,
      DataType right,
      Span at) {
    boolean undecided =
        analysis.system.key(right) == null || (left != null && analysis.system.key(left) == null);
    if (undecided) {
      return new UndecidedException("the operands of " + operator + " are not known");
    }
    String symbol = schema == null ? operator : schema.stored() + "." + operator;
    String signature =
        (left == null ? "" : analysis.spelled(left) + " ") + symbol + " " + analysis.spelled(right);
    return analysis.unmatched(
        sqlState,
        "operator " + what + ": " + signature,
        hint,
        at,
        ObjectKind.OPERATOR,
        operator,
        schema == null ? null : schema.stored());
  }
}
