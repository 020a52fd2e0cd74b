package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;

/// Conditions that compare: each is one or more operators in another spelling (`parse_expr.c` of
/// the server's source).
final class Comparisons {
  private static final DataType TEXT = DataType.builtin("text");

  private final Analysis analysis;

  Comparisons(Analysis analysis) {
    this.analysis = analysis;
  }

  private DataType type(Expression expression, Scope scope) {
    return analysis.expressions.type(expression, scope);
  }

  private static boolean isRow(Expression expression) {
    return expression instanceof Expression.RowConstructor;
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.NULL;
  }

  void is(Expression.Is is, Scope scope) {
    Expression other = is.other();
    if (other == null) {
      switch (is.test()) {
        case "true", "false", "unknown" -> {
          String test = (is.negated() ? "IS NOT " : "IS ") + is.test();
          analysis.expressions.condition(
              is.operand(), scope, test.toUpperCase(java.util.Locale.ROOT));
        }
        default -> type(is.operand(), scope);
      }
      return;
    }
    DataType left = type(is.operand(), scope);
    DataType right = type(other, scope);
    boolean plain =
        !isRow(is.operand()) && !isRow(other) && !isNull(is.operand()) && !isNull(other);
    if (plain && is.test().equals("distinct from")) {
      compare("=", is.operand(), left, other, right, is);
    }
  }

  void between(Expression.Between between, Scope scope) {
    DataType operand = type(between.operand(), scope);
    DataType low = type(between.low(), scope);
    DataType high = type(between.high(), scope);
    if (isRow(between.operand())) {
      return;
    }
    boolean negated = between.negated();
    compare(negated ? "<" : ">=", between.operand(), operand, between.low(), low, between);
    compare(negated ? ">" : "<=", between.operand(), operand, between.high(), high, between);
  }

  private void compare(
      String operator,
      Expression left,
      DataType leftType,
      Expression right,
      DataType rightType,
      Expression whole) {
    analysis.operators.compare(operator, leftType, rightType, whole.span());
    literals(left, leftType, right, rightType);
  }

  /// An untyped literal that is compared with an enum is read as one of its labels.
  void literals(Expression left, DataType leftType, Expression right, DataType rightType) {
    analysis.literals.common(List.of(left, right), List.of(leftType, rightType));
  }

  void like(Expression.Like like, Scope scope) {
    DataType operand = type(like.operand(), scope);
    DataType pattern = type(like.pattern(), scope);
    Expression escape = like.escape();
    if (escape != null) {
      type(escape, scope);
    }
    String not = like.negated() ? "!" : "";
    switch (like.kind()) {
      case "like", "ilike" -> {
        String operator = not + (like.kind().equals("like") ? "~~" : "~~*");
        boolean bytes = pattern.equals(DataType.builtin("bytea"));
        DataType right = escape == null || bytes ? pattern : TEXT;
        analysis.operators.compare(operator, operand, right, like.span());
      }
      default -> analysis.operators.compare(not + "~", operand, TEXT, like.span());
    }
  }

  void inList(Expression.InList in, Scope scope) {
    DataType operand = type(in.operand(), scope);
    List<DataType> values = analysis.expressions.types(in.values(), scope);
    if (isRow(in.operand())) {
      return;
    }
    String operator = in.negated() ? "<>" : "=";
    boolean constant =
        in.values().stream().noneMatch(value -> value instanceof Expression.ColumnReference);
    if (constant && values.size() > 1) {
      List<DataType> all = new ArrayList<>();
      all.add(operand);
      all.addAll(values);
      DataType common = analysis.conversions.commonOrNull(all);
      if (common != null) {
        analysis.operators.compare(operator, operand, common, in.span());
        in.values().forEach(value -> analysis.constants.take(value, common));
        return;
      }
    }
    for (int i = 0; i < values.size(); i++) {
      compare(operator, in.operand(), operand, in.values().get(i), values.get(i), in);
    }
  }

  void inQuery(Expression.InQuery in, Scope scope) {
    DataType operand = type(in.operand(), scope);
    List<Resolved.OutputColumn> columns = analysis.queries.query(in.query(), scope);
    if (in.operand() instanceof Expression.RowConstructor row) {
      if (row.elements().stream().noneMatch(each -> each instanceof Expression.Star)) {
        width(columns.size(), row.elements().size(), in);
      }
      return;
    }
    if (!DataType.builtin("record").equals(operand) && !(operand instanceof DataType.Undecided)) {
      width(columns.size(), 1, in);
      analysis.operators.compare("=", operand, columns.getFirst().type(), in.span());
    }
  }

  private void width(int columns, int wanted, Expression at) {
    if (columns != wanted) {
      throw analysis.refused(
          "42601",
          columns > wanted ? "subquery has too many columns" : "subquery has too few columns",
          at.span());
    }
  }

  void quantified(Expression.Quantified quantified, Scope scope) {
    DataType operand = type(quantified.operand(), scope);
    String operator =
        switch (quantified.operator()) {
          case "like" -> "~~";
          case "not like" -> "!~~";
          case "ilike" -> "~~*";
          case "not ilike" -> "!~~*";
          default -> quantified.operator();
        };
    Query query = quantified.query();
    if (query != null) {
      List<Resolved.OutputColumn> columns = analysis.queries.query(query, scope);
      if (!isRow(quantified.operand()) && columns.size() == 1) {
        analysis.operators.compare(operator, operand, columns.getFirst().type(), quantified.span());
      }
      return;
    }
    Expression array = quantified.array();
    if (array != null) {
      DataType of = type(array, scope);
      if (!isRow(quantified.operand())) {
        analysis.operators.overArray(operator, operand, of, quantified.span());
      }
    }
  }
}
