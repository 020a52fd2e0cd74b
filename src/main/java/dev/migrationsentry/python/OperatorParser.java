package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.python.ast.Operator.BooleanOperator;
import dev.migrationsentry.python.ast.Operator.ComparisonOperator;
import dev.migrationsentry.python.ast.Operator.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads operations by precedence climbing (Language Reference, section 6.17).
final class OperatorParser {
  private static final int LOWEST = 1;

  private final Parser parser;
  private final Cursor cursor;

  OperatorParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// `a or b`, and all that binds closer.
  Expression disjunction() {
    int token = cursor.position();
    int start = cursor.start();
    Expression disjunction = conjunction();
    if (cursor.is(TokenKind.OR)) {
      List<Expression> operands = new ArrayList<>();
      operands.add(disjunction);
      while (cursor.accept(TokenKind.OR)) {
        operands.add(conjunction());
      }
      disjunction =
          new Expression.BooleanOperation(BooleanOperator.OR, operands, cursor.from(start));
    }
    cursor.operationEnds(token);
    return disjunction;
  }

  private Expression conjunction() {
    int start = cursor.start();
    Expression first = inversion();
    if (!cursor.is(TokenKind.AND)) {
      return first;
    }
    List<Expression> operands = new ArrayList<>();
    operands.add(first);
    while (cursor.accept(TokenKind.AND)) {
      operands.add(inversion());
    }
    return new Expression.BooleanOperation(BooleanOperator.AND, operands, cursor.from(start));
  }

  private Expression inversion() {
    if (!cursor.is(TokenKind.NOT)) {
      return comparison();
    }
    int start = cursor.start();
    cursor.advance();
    cursor.enter(Cursor.LIGHT);
    Expression operand = inversion();
    cursor.leave(Cursor.LIGHT);
    return new Expression.UnaryOperation(UnaryOperator.NOT, operand, cursor.from(start));
  }

  private Expression comparison() {
    int start = cursor.start();
    Expression first = binary(LOWEST);
    @Nullable ComparisonOperator operator = comparisonOperator();
    if (operator == null) {
      return first;
    }
    List<ComparisonOperator> operators = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    while (operator != null) {
      operators.add(operator);
      others.add(bitwise());
      operator = comparisonOperator();
    }
    return new Expression.Comparison(first, operators, others, cursor.from(start));
  }

  private @Nullable ComparisonOperator comparisonOperator() {
    @Nullable ComparisonOperator operator =
        switch (cursor.kind()) {
          case EQUAL_EQUAL -> ComparisonOperator.EQUAL;
          case NOT_EQUAL -> ComparisonOperator.NOT_EQUAL;
          case LESS -> ComparisonOperator.LESS;
          case LESS_EQUAL -> ComparisonOperator.LESS_OR_EQUAL;
          case GREATER -> ComparisonOperator.GREATER;
          case GREATER_EQUAL -> ComparisonOperator.GREATER_OR_EQUAL;
          case IN -> ComparisonOperator.IN;
          case IS ->
              cursor.ahead(1) == TokenKind.NOT ? ComparisonOperator.IS_NOT : ComparisonOperator.IS;
          case NOT -> cursor.ahead(1) == TokenKind.IN ? ComparisonOperator.NOT_IN : null;
          default -> null;
        };
    if (operator != null) {
      cursor.advance();
      if (operator == ComparisonOperator.IS_NOT || operator == ComparisonOperator.NOT_IN) {
        cursor.advance();
      }
    }
    return operator;
  }

  /// `a | b`, and all that binds closer.
  Expression bitwise() {
    return binary(LOWEST);
  }

  private Expression binary(int lowest) {
    int start = cursor.start();
    Expression left = unary();
    int length = 0;
    while (true) {
      @Nullable BinaryOperator operator = binaryOperator(cursor.kind());
      if (operator == null || precedence(operator) < lowest) {
        return left;
      }
      cursor.checkChain(++length);
      cursor.advance();
      Expression right = binary(precedence(operator) + 1);
      left = new Expression.BinaryOperation(left, operator, right, cursor.from(start));
    }
  }

  private static @Nullable BinaryOperator binaryOperator(TokenKind kind) {
    return switch (kind) {
      case BAR -> BinaryOperator.BIT_OR;
      case CARET -> BinaryOperator.BIT_XOR;
      case AMPERSAND -> BinaryOperator.BIT_AND;
      case LEFT_SHIFT -> BinaryOperator.LEFT_SHIFT;
      case RIGHT_SHIFT -> BinaryOperator.RIGHT_SHIFT;
      case PLUS -> BinaryOperator.ADD;
      case MINUS -> BinaryOperator.SUBTRACT;
      case STAR -> BinaryOperator.MULTIPLY;
      case AT -> BinaryOperator.MATRIX_MULTIPLY;
      case SLASH -> BinaryOperator.DIVIDE;
      case DOUBLE_SLASH -> BinaryOperator.FLOOR_DIVIDE;
      case PERCENT -> BinaryOperator.MODULO;
      default -> null;
    };
  }

  private static int precedence(BinaryOperator operator) {
    return switch (operator) {
      case BIT_OR -> LOWEST;
      case BIT_XOR -> 2;
      case BIT_AND -> 3;
      case LEFT_SHIFT, RIGHT_SHIFT -> 4;
      case ADD, SUBTRACT -> 5;
      case MULTIPLY, MATRIX_MULTIPLY, DIVIDE, FLOOR_DIVIDE, MODULO -> 6;
      case POWER -> 7;
    };
  }

  private Expression unary() {
    int start = cursor.start();
    @Nullable UnaryOperator operator =
        switch (cursor.kind()) {
          case PLUS -> UnaryOperator.PLUS;
          case MINUS -> UnaryOperator.MINUS;
          case TILDE -> UnaryOperator.INVERT;
          default -> null;
        };
    if (operator == null) {
      return power(cursor.is(TokenKind.AWAIT) ? awaited() : parser.primaries.primary(), start);
    }
    cursor.advance();
    cursor.enter(Cursor.LIGHT);
    Expression operand = unary();
    cursor.leave(Cursor.LIGHT);
    return new Expression.UnaryOperation(operator, operand, cursor.from(start));
  }

  /// `left ** right` binds closer than a sign on its left, and less close than one on its right.
  private Expression power(Expression left, int start) {
    if (!cursor.accept(TokenKind.DOUBLE_STAR)) {
      return left;
    }
    cursor.enter(Cursor.LIGHT);
    Expression right = unary();
    cursor.leave(Cursor.LIGHT);
    return new Expression.BinaryOperation(left, BinaryOperator.POWER, right, cursor.from(start));
  }

  private Expression awaited() {
    int start = cursor.start();
    cursor.advance();
    Expression value = parser.primaries.primary();
    return new Expression.Await(value, cursor.from(start));
  }
}
