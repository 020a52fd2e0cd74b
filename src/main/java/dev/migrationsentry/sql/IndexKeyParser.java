package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// Reads the keys of indexes, of ON CONFLICT and of exclusion constraints (`index_params`).
final class IndexKeyParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  IndexKeyParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// Keys separated by commas, without the parentheses around them.
  List<IndexStatement.Key> keys() {
    List<IndexStatement.Key> keys = new ArrayList<>(4);
    do {
      keys.add(key());
    } while (cursor.accept(','));
    return keys;
  }

  /// One key (`index_elem`).
  IndexStatement.Key key() {
    int start = cursor.position();
    Expression expression = expression();
    QualifiedName collation = cursor.accept("collate") ? names.anyName() : null;
    QualifiedName operatorClass = null;
    List<Option> options = List.of();
    if (names.isColId(0) && !(cursor.is("nulls") && cursor.isLookahead())) {
      operatorClass = names.anyName();
      if (cursor.is('(')) {
        options = parser.options.storageParameters();
      }
    }
    String direction = cursor.acceptAny("asc", "desc");
    String nulls = parser.expressions.nullsOrder();
    return new IndexStatement.Key(
        expression, collation, operatorClass, options, direction, nulls, cursor.span(start));
  }

  /// A column, a call, or any expression in parentheses.
  Expression expression() {
    int start = cursor.position();
    if (cursor.accept('(')) {
      Expression expression = parser.expressions.expression();
      cursor.expect(')');
      return expression;
    }
    boolean qualified = names.isColId(0) && cursor.kind(1) == '.';
    if (qualified || parser.expressions.isFunctionCall()) {
      return parser.expressions.functionCall();
    }
    return new Expression.ColumnReference(List.of(names.colId()), cursor.span(start));
  }
}
