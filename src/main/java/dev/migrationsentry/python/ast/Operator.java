package dev.migrationsentry.python.ast;

/// Python's operators.
public sealed interface Operator {
  /// The operator as it is written.
  String symbol();

  /// An operator between two operands that computes a value.
  enum BinaryOperator implements Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    MATRIX_MULTIPLY("@"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**"),
    LEFT_SHIFT("<<"),
    RIGHT_SHIFT(">>"),
    BIT_OR("|"),
    BIT_XOR("^"),
    BIT_AND("&");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String symbol() {
      return symbol;
    }
  }

  /// An operator before its operand.
  enum UnaryOperator implements Operator {
    INVERT("~"),
    NOT("not"),
    PLUS("+"),
    MINUS("-");

    private final String symbol;

    UnaryOperator(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String symbol() {
      return symbol;
    }
  }

  /// An operator that evaluates its right side only when it has to.
  enum BooleanOperator implements Operator {
    AND("and"),
    OR("or");

    private final String symbol;

    BooleanOperator(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String symbol() {
      return symbol;
    }
  }

  /// An operator that compares.
  enum ComparisonOperator implements Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IS("is"),
    IS_NOT("is not"),
    IN("in"),
    NOT_IN("not in");

    private final String symbol;

    ComparisonOperator(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String symbol() {
      return symbol;
    }
  }
}
