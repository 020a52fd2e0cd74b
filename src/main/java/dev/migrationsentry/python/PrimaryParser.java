package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads atoms and the attributes, calls and subscripts after them (Language Reference, section
/// 6.3).
final class PrimaryParser {
  private final Parser parser;
  private final Cursor cursor;

  PrimaryParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  Expression primary() {
    int start = cursor.start();
    Expression value = parser.atoms.atom();
    int length = 0;
    while (true) {
      cursor.checkChain(++length);
      switch (cursor.kind()) {
        case DOT -> {
          cursor.advance();
          String name = cursor.name();
          value = new Expression.Attribute(value, name, cursor.from(start));
        }
        case LEFT_PARENTHESIS -> value = parser.arguments.call(start, value);
        case LEFT_BRACKET -> value = subscript(start, value);
        default -> {
          return value;
        }
      }
    }
  }

  private Expression subscript(int start, Expression value) {
    cursor.advance();
    cursor.enter(Cursor.HEAVY);
    Expression index = indexes();
    if (!cursor.is(TokenKind.RIGHT_BRACKET)) {
      throw parser.refusals.afterElement(index);
    }
    cursor.advance();
    cursor.leave(Cursor.HEAVY);
    return new Expression.Subscript(value, index, cursor.from(start));
  }

  private Expression indexes() {
    int start = cursor.start();
    Expression first = index();
    if (!cursor.is(TokenKind.COMMA) && !(first instanceof Expression.Starred)) {
      return first;
    }
    List<Expression> elements = new ArrayList<>();
    elements.add(first);
    while (cursor.accept(TokenKind.COMMA) && !cursor.is(TokenKind.RIGHT_BRACKET)) {
      elements.add(index());
    }
    return new Expression.TupleDisplay(elements, cursor.from(start));
  }

  private Expression index() {
    int start = cursor.start();
    if (cursor.is(TokenKind.STAR)) {
      cursor.advance();
      Expression value = parser.expressions.expression();
      return new Expression.Starred(value, cursor.from(start));
    }
    @Nullable Expression lower = cursor.is(TokenKind.COLON) ? null : parser.expressions.named();
    if (lower != null && !cursor.is(TokenKind.COLON)) {
      return lower;
    }
    if (lower instanceof Expression.Named && lower.span().start() == start) {
      throw cursor.error();
    }
    cursor.expect(TokenKind.COLON);
    @Nullable Expression upper = bound();
    @Nullable Expression step = cursor.accept(TokenKind.COLON) ? bound() : null;
    return new Expression.Slice(lower, upper, step, cursor.from(start));
  }

  private @Nullable Expression bound() {
    return switch (cursor.kind()) {
      case COLON, COMMA, RIGHT_BRACKET -> null;
      default -> parser.expressions.expression();
    };
  }
}
