package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.List;

/// ORDER BY, GROUP BY and DISTINCT ON, which may name what a query yields (manual, section 7.5).
final class OutputKeys {
  private final Analysis analysis;

  OutputKeys(Analysis analysis) {
    this.analysis = analysis;
  }

  /// Rows without duplicates can be sorted by what is in them only.
  void distinct(Query.Select select, Query query, List<OutputColumn> output, Scope scope) {
    boolean stars =
        select.targets().stream()
            .anyMatch(target -> target.expression() instanceof Expression.Star);
    if (!select.distinctOn().isEmpty()) {
      distinctOn(select, query, scope);
      return;
    }
    if (!select.distinct() || stars) {
      return;
    }
    for (Expression.SortKey key : query.orderBy()) {
      if (key.expression() instanceof Expression.ColumnReference reference
          && !namesOutput(reference, output, scope, "ORDER BY")
          && select.targets().stream()
              .noneMatch(target -> same(target.expression(), reference, scope))) {
        throw analysis.refused(
            "42P10",
            "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
            reference.span());
      }
    }
  }

  private void distinctOn(Query.Select select, Query query, Scope scope) {
    List<Expression> keys = select.distinctOn();
    if (!keys.stream().allMatch(Expression.ColumnReference.class::isInstance)) {
      return;
    }
    for (int i = 0; i < Math.min(keys.size(), query.orderBy().size()); i++) {
      if (query.orderBy().get(i).expression() instanceof Expression.ColumnReference sorted
          && keys.stream().noneMatch(key -> same(key, sorted, scope))) {
        throw analysis.refused(
            "42P10",
            "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
            sorted.span());
      }
    }
  }

  private boolean same(Expression expression, Expression.ColumnReference reference, Scope scope) {
    if (!(expression instanceof Expression.ColumnReference shown)) {
      return false;
    }
    ColumnUses.Use one = analysis.expressions.columns().locate(shown, scope);
    ColumnUses.Use other = analysis.expressions.columns().locate(reference, scope);
    return one == null || other == null || one.column().name().equals(other.column().name());
  }

  /// Whether a key of ORDER BY, GROUP BY or DISTINCT ON is the number or name of a result column.
  /// In GROUP BY a column of FROM goes first.
  boolean namesOutput(Expression key, List<OutputColumn> output, Scope scope, String clause) {
    if (key instanceof Expression.Constant constant) {
      position(constant, output, clause);
      return true;
    }
    if (!(key instanceof Expression.ColumnReference reference) || reference.parts().size() != 1) {
      return false;
    }
    String name = reference.parts().getFirst().stored();
    if (clause.equals("GROUP BY")
        && analysis.expressions.columns().find(name, scope, reference) != null) {
      return false;
    }
    return output.stream().anyMatch(column -> column.name().equals(name));
  }

  private void position(Expression.Constant constant, List<OutputColumn> output, String clause) {
    switch (constant.kind()) {
      case INTEGER -> {
        String digits = constant.value();
        boolean there =
            digits.length() < 9
                && digits.chars().allMatch(Character::isDigit)
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= output.size();
        if (!there) {
          throw analysis.refused(
              "42P10", clause + " position " + digits + " is not in select list", constant.span());
        }
      }
      case BOOLEAN -> {
        if (analysis.database().major() > 14) {
          throw notInteger(constant, clause);
        }
      }
      case STRING, DECIMAL, BIT_STRING, HEX_STRING, NULL, DEFAULT ->
          throw notInteger(constant, clause);
    }
  }

  private RuntimeException notInteger(Expression.Constant constant, String clause) {
    return analysis.refused("42601", "non-integer constant in " + clause, constant.span());
  }
}
