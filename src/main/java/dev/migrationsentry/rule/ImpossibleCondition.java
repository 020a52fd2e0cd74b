package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.sql.ast.Expression;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells conditions that hold for no row: three-valued logic (manual, section 9.1) over what the
/// schema says of the columns. Where it can't tell, the condition may hold.
final class ImpossibleCondition {
  static final Set<String> COMPARISONS = Set.of("=", "<>", "<", ">", "<=", ">=");

  private final ColumnFacts facts;

  ImpossibleCondition(ColumnFacts facts) {
    this.facts = facts;
  }

  /// Why a condition never holds.
  ///
  /// @param at the part of it that is to blame
  /// @param why a clause
  /// @param instead what to write, as a sentence
  /// @param column the column in question, or null
  record Reason(Expression at, Cause cause, String why, String instead, @Nullable String column) {}

  /// The kinds of reasons.
  enum Cause {
    /// A null is looked for where none can be.
    REQUIRED_COLUMN,
    /// Something is compared with NULL.
    COMPARED_WITH_NULL,
    /// Two parts exclude each other, or a value can't be there.
    CONTRADICTION
  }

  /// Why a condition is true for no row, or null when it may be.
  @Nullable Reason neverTrue(Expression condition) {
    return switch (condition) {
      case Expression.Constant constant -> constant(constant, "false");
      case Expression.Logical(Expression.Logical.Word word, List<Expression> operands, _) ->
          word == Expression.Logical.Word.AND
              ? firstOr(operands, true, new Contradiction(facts).among(operands))
              : all(operands, true);
      case Expression.Not(Expression operand, _) -> neverFalse(operand);
      case Expression.Is is -> is(is, is.negated());
      case Expression.Operation operation -> comparison(operation);
      case Expression.Between between ->
          isNull(between.low())
              ? comparedWithNull(between, between.operand())
              : isNull(between.high()) ? comparedWithNull(between, between.operand()) : null;
      case Expression.Like like ->
          isNull(like.pattern()) ? comparedWithNull(like, like.operand()) : null;
      case Expression.InList in -> in(in);
      case Expression.Quantified any when !any.all() && isEmptyArray(any.array()) ->
          new Reason(
              any,
              Cause.CONTRADICTION,
              "the array is empty",
              "Name the values that are meant, or remove the statement.",
              name(any.operand()));
      default -> null;
    };
  }

  /// Why a condition is false for no row, so that its NOT is never true; or null.
  private @Nullable Reason neverFalse(Expression condition) {
    return switch (condition) {
      case Expression.Constant constant -> constant(constant, "true");
      case Expression.Logical(Expression.Logical.Word word, List<Expression> operands, _) ->
          word == Expression.Logical.Word.AND
              ? all(operands, false)
              : firstOr(operands, false, null);
      case Expression.Not(Expression operand, _) -> neverTrue(operand);
      case Expression.Is is -> is(is, !is.negated());
      case Expression.Operation operation
          when COMPARISONS.contains(operation.operator())
              && (isNull(operation.right())
                  || (operation.left() != null && isNull(operation.left()))) ->
          comparison(operation);
      default -> null;
    };
  }

  private static @Nullable Reason constant(Expression.Constant constant, String never) {
    boolean fits =
        constant.kind() == Expression.Constant.Kind.NULL
            || (constant.kind() == Expression.Constant.Kind.BOOLEAN
                && constant.value().equals(never));
    return fits
        ? new Reason(
            constant,
            Cause.CONTRADICTION,
            "the condition is always " + constant.value(),
            "Write the condition that is meant, or remove the statement.",
            null)
        : null;
  }

  private @Nullable Reason firstOr(
      List<Expression> operands, boolean truth, @Nullable Reason otherwise) {
    for (Expression operand : operands) {
      Reason reason = truth ? neverTrue(operand) : neverFalse(operand);
      if (reason != null) {
        return reason;
      }
    }
    return otherwise;
  }

  private @Nullable Reason all(List<Expression> operands, boolean truth) {
    Reason first = null;
    for (Expression operand : operands) {
      Reason reason = truth ? neverTrue(operand) : neverFalse(operand);
      if (reason == null) {
        return null;
      }
      first = first == null ? reason : first;
    }
    return first;
  }

  private @Nullable Reason is(Expression.Is is, boolean negated) {
    boolean asksForNull =
        is.test().equals("null")
            || is.test().equals("unknown")
            || (is.test().equals("distinct from") && is.other() != null && isNull(is.other()));
    if (!asksForNull) {
      return null;
    }
    // IS NOT DISTINCT FROM NULL is IS NULL, IS DISTINCT FROM NULL is IS NOT NULL.
    boolean looksForNull = is.test().equals("distinct from") ? negated : !negated;
    Column column = facts.column(is.operand());
    if (looksForNull && column != null && facts.required(column)) {
      return new Reason(
          is,
          Cause.REQUIRED_COLUMN,
          column.name() + " is NOT NULL, so that no row has a null there",
          "Remove the statement; the rows have got their value when the column was added or made NOT NULL.",
          column.name());
    }
    boolean constant =
        is.operand() instanceof Expression.Constant value
            && (value.kind() == Expression.Constant.Kind.NULL) != looksForNull;
    return constant
        ? new Reason(
            is,
            Cause.CONTRADICTION,
            "the condition tests a constant",
            "Write the condition that is meant, or remove the statement.",
            null)
        : null;
  }

  private @Nullable Reason comparison(Expression.Operation operation) {
    Expression left = operation.left();
    if (left == null || !COMPARISONS.contains(operation.operator()) || operation.schema() != null) {
      return null;
    }
    Expression right = operation.right();
    if (isNull(right) || isNull(left)) {
      Expression other = isNull(right) ? left : right;
      String test = operation.operator().equals("=") ? " IS NULL" : " IS NOT NULL";
      boolean equality = operation.operator().equals("=") || operation.operator().equals("<>");
      return new Reason(
          operation,
          Cause.COMPARED_WITH_NULL,
          "a comparison with NULL is never true, not even for rows that have a null there",
          equality
              ? "Write:\n  " + other.span().text() + test
              : "Compare with a value, or use IS NULL.",
          name(other));
    }
    if (left instanceof Expression.Constant one && right instanceof Expression.Constant other) {
      return constants(operation, one, other);
    }
    if (!operation.operator().equals("=")) {
      return null;
    }
    Column column = facts.column(left);
    if (column != null && right instanceof Expression.Constant constant) {
      return equal(operation, column, constant);
    }
    column = facts.column(right);
    return column != null && left instanceof Expression.Constant constant
        ? equal(operation, column, constant)
        : null;
  }

  private static @Nullable Reason constants(
      Expression.Operation operation, Expression.Constant one, Expression.Constant other) {
    BigInteger left = ColumnFacts.number(one);
    BigInteger right = ColumnFacts.number(other);
    if (left == null || right == null) {
      return null;
    }
    int order = left.compareTo(right);
    boolean holds =
        switch (operation.operator()) {
          case "=" -> order == 0;
          case "<>" -> order != 0;
          case "<" -> order < 0;
          case ">" -> order > 0;
          case "<=" -> order <= 0;
          default -> order >= 0;
        };
    return holds
        ? null
        : new Reason(
            operation,
            Cause.CONTRADICTION,
            operation.span().text() + " is never true",
            "Write the condition that is meant, or remove the statement.",
            null);
  }

  private @Nullable Reason equal(Expression at, Column column, Expression.Constant constant) {
    String why = facts.whyNever(column, constant);
    return why == null
        ? null
        : new Reason(
            at,
            Cause.CONTRADICTION,
            why,
            "Look for a value that " + column.name() + " can have, or remove the statement.",
            column.name());
  }

  private @Nullable Reason in(Expression.InList in) {
    if (in.negated()) {
      return in.values().stream().anyMatch(ImpossibleCondition::isNull)
          ? new Reason(
              in,
              Cause.COMPARED_WITH_NULL,
              "NOT IN with a NULL in its list is never true",
              "Take NULL out of the list, and ask for it with IS NOT NULL.",
              name(in.operand()))
          : null;
    }
    Column column = facts.column(in.operand());
    Reason first = null;
    for (Expression value : in.values()) {
      Reason reason =
          isNull(value)
              ? comparedWithNull(in, in.operand())
              : column != null && value instanceof Expression.Constant constant
                  ? equal(in, column, constant)
                  : null;
      if (reason == null) {
        return null;
      }
      first = first == null ? reason : first;
    }
    return first;
  }

  private Reason comparedWithNull(Expression at, Expression operand) {
    return new Reason(
        at,
        Cause.COMPARED_WITH_NULL,
        "a comparison with NULL is never true, not even for rows that have a null there",
        "Ask for nulls with IS NULL.",
        name(operand));
  }

  private @Nullable String name(Expression operand) {
    Column column = facts.column(operand);
    return column == null ? null : column.name();
  }

  private static boolean isNull(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> constant.kind() == Expression.Constant.Kind.NULL;
      case Expression.Cast cast -> isNull(cast.operand());
      default -> false;
    };
  }

  private static boolean isEmptyArray(@Nullable Expression array) {
    return switch (array) {
      case null -> false;
      case Expression.Cast cast -> isEmptyArray(cast.operand());
      case Expression.ArrayConstructor list -> list.elements().isEmpty();
      case Expression.Constant constant ->
          constant.kind() == Expression.Constant.Kind.STRING && constant.value().equals("{}");
      default -> false;
    };
  }
}
