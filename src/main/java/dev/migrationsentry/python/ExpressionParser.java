package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads whole expressions: lists with stars, conditionals, lambdas, `yield` and `:=`.
final class ExpressionParser {
  private final Parser parser;
  private final Cursor cursor;

  ExpressionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// `star_expressions`: one expression, or a tuple without parentheses.
  Expression list() {
    int start = cursor.start();
    Expression first = starred();
    return cursor.is(TokenKind.COMMA) ? tuple(start, first, true) : first;
  }

  /// `yield …`, or [#list()].
  Expression yieldOrList() {
    return cursor.is(TokenKind.YIELD) ? yielding() : list();
  }

  /// `expressions`: as [#list()], without stars.
  Expression plainList() {
    int start = cursor.start();
    Expression first = expression();
    return cursor.is(TokenKind.COMMA) ? tuple(start, first, false) : first;
  }

  private Expression tuple(int start, Expression first, boolean stars) {
    List<Expression> elements = new ArrayList<>();
    elements.add(first);
    while (cursor.accept(TokenKind.COMMA) && begins(stars)) {
      elements.add(stars ? starred() : expression());
    }
    return new Expression.TupleDisplay(elements, cursor.from(start));
  }

  /// Whether the next token can begin an expression.
  boolean begins(boolean stars) {
    return switch (cursor.kind()) {
      case NAME,
          NUMBER,
          STRING,
          FORMATTED_START,
          FALSE,
          NONE,
          TRUE,
          AWAIT,
          LAMBDA,
          NOT,
          LEFT_PARENTHESIS,
          LEFT_BRACKET,
          LEFT_BRACE,
          ELLIPSIS,
          PLUS,
          MINUS,
          TILDE ->
          true;
      case STAR -> stars;
      case ERROR -> throw cursor.error();
      default -> false;
    };
  }

  /// `star_expression`: `*a`, or an expression.
  Expression starred() {
    return cursor.is(TokenKind.STAR) ? star() : expression();
  }

  /// `star_named_expression`: `*a`, or an expression with `:=`.
  Expression starredOrNamed() {
    return cursor.is(TokenKind.STAR) ? star() : named();
  }

  private Expression star() {
    int start = cursor.start();
    cursor.advance();
    Expression value = parser.operators.bitwise();
    return new Expression.Starred(value, cursor.from(start));
  }

  /// `named_expression`: `name := value`, or an expression.
  Expression named() {
    if (cursor.is(TokenKind.NAME) && cursor.ahead(1) == TokenKind.WALRUS) {
      return assignment();
    }
    int start = cursor.start();
    Expression expression = expression();
    if (cursor.is(TokenKind.WALRUS)) {
      int end = cursor.lastEnd();
      cursor.advance();
      expression();
      throw new SyntaxException(
          "cannot use assignment expressions with " + Targets.words(expression), start, end);
    }
    return expression;
  }

  private Expression assignment() {
    int start = cursor.start();
    String name = cursor.name();
    Expression.Name target = new Expression.Name(name, cursor.from(start));
    cursor.expect(TokenKind.WALRUS);
    Expression value = expression();
    return new Expression.Named(target, value, cursor.from(start));
  }

  /// `expression`: a conditional, a lambda or an operation.
  Expression expression() {
    if (cursor.is(TokenKind.LAMBDA)) {
      return lambda();
    }
    int start = cursor.start();
    Expression then = parser.operators.disjunction();
    if (!cursor.is(TokenKind.IF)) {
      return then;
    }
    cursor.advance();
    cursor.enter(Cursor.LIGHT);
    Expression test = parser.operators.disjunction();
    if (!cursor.accept(TokenKind.ELSE)) {
      if (cursor.is(TokenKind.COLON) || cursor.is(TokenKind.ERROR)) {
        throw cursor.error();
      }
      throw new SyntaxException(
          "expected 'else' after 'if' expression", start, Math.max(start, cursor.lastEnd()));
    }
    Expression otherwise = expression();
    cursor.leave(Cursor.LIGHT);
    return new Expression.Conditional(test, then, otherwise, cursor.from(start));
  }

  private Expression lambda() {
    int start = cursor.start();
    cursor.advance();
    cursor.enter(Cursor.HEAVY);
    List<Parameter> parameters = parser.parameters.ofLambda();
    cursor.expectColon(true);
    Expression body = expression();
    cursor.leave(Cursor.HEAVY);
    return new Expression.Lambda(parameters, body, cursor.from(start));
  }

  /// `yield`, `yield a, b`, `yield from a`.
  Expression yielding() {
    int start = cursor.start();
    cursor.advance();
    if (cursor.accept(TokenKind.FROM)) {
      Expression value = expression();
      return new Expression.YieldFrom(value, cursor.from(start));
    }
    @Nullable Expression value = begins(true) ? list() : null;
    return new Expression.Yield(value, cursor.from(start));
  }
}
