package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the keys behind ORDER BY (manual, section 7.5).
final class SortKeyParser {
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;

  SortKeyParser(Parser parser, ExpressionParser expressions) {
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
  }

  /// `a, b DESC NULLS LAST`: the keys behind ORDER BY.
  List<Expression.SortKey> sortKeys() {
    List<Expression.SortKey> keys = new ArrayList<>(2);
    do {
      Expression expression = expressions.expression();
      String direction = null;
      if (cursor.accept("using")) {
        direction = "using " + sortOperator();
      } else {
        direction = cursor.acceptAny("asc", "desc");
      }
      keys.add(new Expression.SortKey(expression, direction, nullsOrder()));
    } while (cursor.accept(','));
    return keys;
  }

  /// `NULLS FIRST`, `NULLS LAST`, or nothing.
  @Nullable String nullsOrder() {
    if (cursor.is("nulls") && cursor.isLookahead()) {
      cursor.advance();
      return cursor.expectAny("first", "last");
    }
    return null;
  }

  private QualifiedName sortOperator() {
    if (cursor.accept("operator")) {
      cursor.expect('(');
      QualifiedName operator = names.operatorName();
      cursor.expect(')');
      return operator;
    }
    if (!names.isOperator(0)) {
      throw cursor.error();
    }
    return names.operatorName();
  }
}
