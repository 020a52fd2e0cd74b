package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Operator.ComparisonOperator;
import org.jspecify.annotations.Nullable;

/// Which expressions may be assigned to, and CPython's words for those that may not.
final class Targets {

  /// What a target is there for.
  enum Purpose {
    ASSIGNMENT("assign to"),
    LOOP("assign to"),
    DELETION("delete");

    private final String verb;

    Purpose(String verb) {
      this.verb = verb;
    }
  }

  /// Refuses what cannot be a target.
  void check(Expression target, Purpose purpose) {
    Expression wrong = firstWrong(target, purpose);
    if (wrong != null) {
      throw new SyntaxException(
          "cannot " + purpose.verb + " " + words(wrong), wrong.span().start(), wrong.span().end());
    }
  }

  /// Whether it may stand on the left of `+=` and before `:` of an annotation.
  static boolean isSingle(Expression target) {
    return target instanceof Expression.Name
        || target instanceof Expression.Attribute
        || target instanceof Expression.Subscript;
  }

  private static @Nullable Expression firstWrong(Expression target, Purpose purpose) {
    return switch (target) {
      case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> null;
      case Expression.ListDisplay list -> firstWrong(list.elements(), purpose);
      case Expression.TupleDisplay tuple -> firstWrong(tuple.elements(), purpose);
      case Expression.Starred starred ->
          purpose == Purpose.DELETION || starred.value() instanceof Expression.Starred
              ? starred
              : firstWrong(starred.value(), purpose);
      case Expression.Comparison comparison
          when purpose == Purpose.LOOP
              && comparison.operators().getFirst() == ComparisonOperator.IN ->
          firstWrong(comparison.first(), purpose);
      default -> target;
    };
  }

  private static @Nullable Expression firstWrong(Iterable<Expression> targets, Purpose purpose) {
    for (Expression target : targets) {
      Expression wrong = firstWrong(target, purpose);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  /// CPython's words for a kind of expression.
  static String words(Expression expression) {
    return switch (expression) {
      case Expression.Attribute _ -> "attribute";
      case Expression.Subscript _ -> "subscript";
      case Expression.Starred _ -> "starred";
      case Expression.Name _ -> "name";
      case Expression.ListDisplay _ -> "list";
      case Expression.TupleDisplay _ -> "tuple";
      case Expression.Lambda _ -> "lambda";
      case Expression.Call _ -> "function call";
      case Expression.BooleanOperation _,
          Expression.BinaryOperation _,
          Expression.UnaryOperation _ ->
          "expression";
      case Expression.GeneratorExpression _ -> "generator expression";
      case Expression.Yield _, Expression.YieldFrom _ -> "yield expression";
      case Expression.Await _ -> "await expression";
      case Expression.ListComprehension _ -> "list comprehension";
      case Expression.SetComprehension _ -> "set comprehension";
      case Expression.DictionaryComprehension _ -> "dict comprehension";
      case Expression.DictionaryDisplay _ -> "dict literal";
      case Expression.SetDisplay _ -> "set display";
      case Expression.FormattedString _ -> "f-string expression";
      case Expression.TemplateString _ -> "t-string expression";
      case Expression.Comparison _ -> "comparison";
      case Expression.Conditional _ -> "conditional expression";
      case Expression.Named _ -> "named expression";
      case Expression.Slice _ -> "slice";
      case Constant.NoneConstant _ -> "None";
      case Constant.BooleanConstant constant -> constant.value() ? "True" : "False";
      case Constant.EllipsisConstant _ -> "ellipsis";
      case Constant.StringConstant _,
          Constant.BytesConstant _,
          Constant.IntegerConstant _,
          Constant.FloatConstant _,
          Constant.ImaginaryConstant _ ->
          "literal";
    };
  }
}
