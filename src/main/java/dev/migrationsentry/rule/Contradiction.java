package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.sql.ast.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds two parts of an AND that exclude each other.
record Contradiction(ColumnFacts facts) {

  /// Why no row meets all of several conditions, or null when one may.
  ImpossibleCondition.@Nullable Reason among(List<Expression> operands) {
    Map<Integer, Expression.Constant> wanted = new HashMap<>();
    Set<Integer> missing = new HashSet<>();
    Set<Integer> present = new HashSet<>();
    for (Expression operand : operands) {
      Column column = null;
      if (operand instanceof Expression.Is is && is.test().equals("null")) {
        column = facts.column(is.operand());
        if (column != null) {
          (is.negated() ? present : missing).add(column.number());
        }
      } else if (operand instanceof Expression.Operation operation
          && operation.left() != null
          && ImpossibleCondition.COMPARISONS.contains(operation.operator())) {
        column = facts.column(operation.left());
        if (column != null && operation.right() instanceof Expression.Constant constant) {
          present.add(column.number());
          if (operation.operator().equals("=") && facts.isComparable(column, constant)) {
            Expression.Constant other = wanted.putIfAbsent(column.number(), constant);
            if (other != null && !ColumnFacts.text(other).equals(ColumnFacts.text(constant))) {
              return excluded(
                  operand,
                  column,
                  " can't be both "
                      + ColumnFacts.text(other)
                      + " and "
                      + ColumnFacts.text(constant));
            }
          }
        }
      }
      if (column != null
          && missing.contains(column.number())
          && present.contains(column.number())) {
        return excluded(operand, column, " can't be null and have a value");
      }
    }
    return null;
  }

  private static ImpossibleCondition.Reason excluded(Expression at, Column column, String why) {
    return new ImpossibleCondition.Reason(
        at,
        ImpossibleCondition.Cause.CONTRADICTION,
        column.name() + why,
        "Connect the two conditions with OR if either is meant, or write the condition that is meant.",
        column.name());
  }
}
