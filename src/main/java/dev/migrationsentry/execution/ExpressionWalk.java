package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Visits the parts of an expression from the left to the right, without those inside of queries.
public final class ExpressionWalk {
  private final Consumer<Expression> visitor;

  private ExpressionWalk(Consumer<Expression> visitor) {
    this.visitor = visitor;
  }

  /// Shows an expression and all its parts to a visitor, the whole before its parts.
  public static void visit(Expression expression, Consumer<Expression> visitor) {
    new ExpressionWalk(visitor).walk(expression);
  }

  /// The columns that an expression mentions, in the order of their places.
  public static List<Expression.ColumnReference> columns(Expression expression) {
    List<Expression.ColumnReference> found = new ArrayList<>();
    visit(
        expression,
        part -> {
          if (part instanceof Expression.ColumnReference column) {
            found.add(column);
          }
        });
    return found;
  }

  private void walkAll(List<? extends Expression> expressions) {
    expressions.forEach(this::walk);
  }

  private void walkIfThere(@Nullable Expression expression) {
    if (expression != null) {
      walk(expression);
    }
  }

  private void walk(Expression expression) {
    visitor.accept(expression);
    switch (expression) {
      case Expression.Constant ignored -> {}
      case Expression.ColumnReference ignored -> {}
      case Expression.Star ignored -> {}
      case Expression.Parameter ignored -> {}
      case Expression.CurrentOf ignored -> {}
      case Expression.Subquery ignored -> {}
      case Expression.Operation operation -> {
        walkIfThere(operation.left());
        walk(operation.right());
      }
      case Expression.Logical logical -> walkAll(logical.operands());
      case Expression.Not not -> walk(not.operand());
      case Expression.Is is -> {
        walk(is.operand());
        walkIfThere(is.other());
      }
      case Expression.Between between -> {
        walk(between.operand());
        walk(between.low());
        walk(between.high());
      }
      case Expression.Like like -> {
        walk(like.operand());
        walk(like.pattern());
        walkIfThere(like.escape());
      }
      case Expression.InList in -> {
        walk(in.operand());
        walkAll(in.values());
      }
      case Expression.InQuery in -> walk(in.operand());
      case Expression.Quantified quantified -> {
        walk(quantified.operand());
        walkIfThere(quantified.array());
      }
      case Expression.Case choice -> {
        walkIfThere(choice.operand());
        for (Expression.Case.When when : choice.whens()) {
          walk(when.condition());
          walk(when.result());
        }
        walkIfThere(choice.otherwise());
      }
      case Expression.Cast cast -> walk(cast.operand());
      case Expression.Collate collate -> walk(collate.operand());
      case Expression.AtTimeZone at -> {
        walk(at.operand());
        walkIfThere(at.zone());
      }
      case Expression.ArrayConstructor array -> walkAll(array.elements());
      case Expression.RowConstructor row -> walkAll(row.elements());
      case Expression.Subscript subscript -> {
        walk(subscript.operand());
        walkIfThere(subscript.lower());
        walkIfThere(subscript.upper());
      }
      case Expression.FieldSelection selection -> walk(selection.operand());
      case Expression.FunctionCall call -> {
        for (Expression.FunctionCall.Argument argument : call.arguments()) {
          walk(argument.value());
        }
        call.orderBy().forEach(key -> walk(key.expression()));
        walkIfThere(call.filter());
        Expression.Window over = call.over();
        if (over != null) {
          walkAll(over.partitionBy());
          over.orderBy().forEach(key -> walk(key.expression()));
          walkAll(over.frameBounds());
        }
      }
      case Expression.SpecialCall call -> walkAll(call.arguments());
    }
  }
}
