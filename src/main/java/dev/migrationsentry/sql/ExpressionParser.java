package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads value expressions (manual, section 4.2) by precedence climbing (manual, section 4.1.6).
final class ExpressionParser {
  /// How many operators may follow each other in one chain: each is one level of the tree.
  static final int MAX_CHAIN = 1000;

  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final PrimaryParser primaries;
  private final FunctionParser functions;
  private final PredicateParser predicates;
  private final Precedence precedence;
  private final SortKeyParser sortKeys;

  ExpressionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.functions = new FunctionParser(parser, this);
    this.primaries = new PrimaryParser(parser, this, functions);
    this.predicates = new PredicateParser(parser, this);
    this.precedence = new Precedence(cursor, predicates);
    this.sortKeys = new SortKeyParser(parser, this);
  }

  /// Any expression (`a_expr`).
  Expression expression() {
    return operand(0, false);
  }

  /// The expression of a select list, behind which a word may follow that names the column: some of
  /// these words are operators too.
  Expression target() {
    cursor.enter();
    int start = cursor.position();
    Expression result = climb(prefix(false), start, 0, false, true);
    cursor.leave();
    return result;
  }

  /// An expression without AND, OR, NOT, IN, LIKE and most of IS (`b_expr`), as in DEFAULT.
  Expression restricted() {
    return operand(0, true);
  }

  /// Expressions separated by commas, at least one.
  List<Expression> expressionList() {
    List<Expression> list = new ArrayList<>(4);
    do {
      list.add(expression());
    } while (cursor.accept(','));
    return list;
  }

  /// An expression without operators (`c_expr`).
  Expression primary() {
    return primaries.primary(true);
  }

  /// A function call without OVER and its like, or one of the calls with a syntax of their own
  /// (`func_expr_windowless`): what an index key may be without parentheses.
  Expression functionCall() {
    return functions.windowless();
  }

  /// Whether such a call begins here.
  boolean isFunctionCall() {
    return functions.isCall();
  }

  /// A function's name and its arguments in parentheses (`func_application`).
  Expression.FunctionCall functionApplication() {
    return functions.application();
  }

  /// The window behind OVER and in a WINDOW clause, in parentheses (`window_specification`).
  Expression.Window window() {
    return functions.windows.specification();
  }

  /// The parser of calls.
  FunctionParser functions() {
    return functions;
  }

  /// A constant (`AexprConst`).
  Expression constant() {
    return primaries.constant();
  }

  /// `a, b DESC NULLS LAST`: the keys behind ORDER BY.
  List<Expression.SortKey> sortKeys() {
    return sortKeys.sortKeys();
  }

  /// `NULLS FIRST`, `NULLS LAST`, or nothing.
  @Nullable String nullsOrder() {
    return sortKeys.nullsOrder();
  }

  /// Subscripts and fields behind an operand (`opt_indirection`).
  Expression indirection(Expression operand, int start) {
    return primaries.indirection(operand, start);
  }

  /// An expression whose operators bind at least as tightly as `minimum`.
  Expression operand(int minimum, boolean restricted) {
    cursor.enter();
    int start = cursor.position();
    Expression result = climb(prefix(restricted), start, minimum, restricted);
    cursor.leave();
    return result;
  }

  private Expression prefix(boolean restricted) {
    int start = cursor.position();
    int kind = cursor.kind();
    switch (kind) {
      case '+', '-' -> {
        cursor.advance();
        Expression operand = operand(Precedence.SIGN, restricted);
        return new Expression.Operation(
            kind == '+' ? "+" : "-", null, null, operand, cursor.span(start));
      }
      case Tokens.OPERATOR -> {
        String operator = cursor.text();
        cursor.advance();
        Expression operand = operand(Precedence.OTHER + 1, restricted);
        return new Expression.Operation(operator, null, null, operand, cursor.span(start));
      }
      case Tokens.WORD -> {
        if (!restricted && cursor.is("not")) {
          cursor.advance();
          Expression operand = operand(Precedence.NOT, false);
          return new Expression.Not(operand, cursor.span(start));
        }
        if (cursor.is("operator") && cursor.kind(1) == '(') {
          QualifiedName operator = writtenOperator();
          Expression operand = operand(Precedence.OTHER + 1, restricted);
          return new Expression.Operation(
              operator.parts().getLast().value(),
              schema(operator),
              null,
              operand,
              cursor.span(start));
        }
      }
      default -> {}
    }
    return primaries.primary(!restricted);
  }

  /// Goes on with an expression whose beginning has been read.
  Expression climb(Expression first, int start, int minimum, boolean restricted) {
    return climb(first, start, minimum, restricted, false);
  }

  private Expression climb(
      Expression first, int start, int minimum, boolean restricted, boolean target) {
    Expression left = first;
    if (!restricted && left instanceof Expression.RowConstructor && cursor.is("overlaps")) {
      left = overlaps(left, start);
    }
    for (int chain = 0; ; chain++) {
      int level = precedence.level(restricted, target);
      if (level == 0 || level < minimum) {
        return left;
      }
      if (chain > MAX_CHAIN) {
        throw cursor.tooDeep();
      }
      left =
          switch (level) {
            case Precedence.OR ->
                logical(left, start, Expression.Logical.Word.OR, "or", Precedence.OR);
            case Precedence.AND ->
                logical(left, start, Expression.Logical.Word.AND, "and", Precedence.AND);
            case Precedence.TYPE_CAST -> {
              cursor.advance();
              TypeName type = parser.types.typeName();
              yield new Expression.Cast(left, type, cursor.span(start));
            }
            case Precedence.AT -> atTimeZone(left, start);
            case Precedence.COLLATE -> {
              cursor.advance();
              QualifiedName collation = names.anyName();
              yield new Expression.Collate(left, collation, cursor.span(start));
            }
            case Precedence.IS -> {
              boolean single = cursor.isAny("isnull", "notnull");
              Expression test =
                  single
                      ? predicates.postfixNull(left, start)
                      : predicates.is(left, start, restricted);
              yield nonAssociative(
                  test,
                  Precedence.IS,
                  test instanceof Expression.Is is && is.other() != null,
                  restricted);
            }
            case Precedence.LIKE -> {
              Expression test = predicates.likeBetweenIn(left, start);
              boolean open = test instanceof Expression.Like || test instanceof Expression.Between;
              yield nonAssociative(test, Precedence.LIKE, open, false);
            }
            default -> binary(left, start, level, restricted);
          };
    }
  }

  /// Operators of the same level may not follow each other when the first one ended with an
  /// operand.
  private Expression nonAssociative(
      Expression result, int level, boolean open, boolean restricted) {
    if (open && precedence.level(restricted, false) == level) {
      throw cursor.error();
    }
    return result;
  }

  private Expression binary(Expression left, int start, int level, boolean restricted) {
    String operator;
    Name schema = null;
    if (cursor.isKind(Tokens.WORD)) {
      QualifiedName written = writtenOperator();
      operator = written.parts().getLast().value();
      schema = schema(written);
    } else {
      operator = cursor.isKind(Tokens.NOT_EQUALS) ? "<>" : operatorText();
      cursor.advance();
    }
    if (!restricted && cursor.isAny("any", "some", "all")) {
      return predicates.quantified(left, start, operator);
    }
    Expression right = operand(level + 1, restricted);
    Expression result = new Expression.Operation(operator, schema, left, right, cursor.span(start));
    return level == Precedence.COMPARISON
        ? nonAssociative(result, level, true, restricted)
        : result;
  }

  private String operatorText() {
    return switch (cursor.kind()) {
      case '=' -> "=";
      case '<' -> "<";
      case '>' -> ">";
      case '+' -> "+";
      case '-' -> "-";
      case '*' -> "*";
      case '/' -> "/";
      case Tokens.LESS_EQUALS -> "<=";
      case Tokens.GREATER_EQUALS -> ">=";
      default -> cursor.text().intern();
    };
  }

  /// `OPERATOR(schema.+)`.
  private QualifiedName writtenOperator() {
    cursor.expect("operator");
    cursor.expect('(');
    QualifiedName operator = names.operatorName();
    cursor.expect(')');
    return operator;
  }

  private static @Nullable Name schema(QualifiedName operator) {
    return operator.parts().size() < 2 ? null : operator.parts().get(operator.parts().size() - 2);
  }

  private Expression logical(
      Expression left, int start, Expression.Logical.Word word, String keyword, int level) {
    List<Expression> operands = new ArrayList<>(4);
    operands.add(left);
    while (cursor.accept(keyword)) {
      operands.add(operand(level + 1, false));
    }
    return new Expression.Logical(word, operands, cursor.span(start));
  }

  private Expression atTimeZone(Expression left, int start) {
    cursor.expect("at");
    if (cursor.accept("local")) {
      return new Expression.AtTimeZone(left, null, cursor.span(start));
    }
    cursor.expect("time", "zone");
    Expression zone = operand(Precedence.AT + 1, false);
    return new Expression.AtTimeZone(left, zone, cursor.span(start));
  }

  private Expression overlaps(Expression left, int start) {
    cursor.expect("overlaps");
    int token = cursor.position();
    Expression right = primaries.primary(false);
    if (!(right instanceof Expression.RowConstructor)) {
      throw cursor.error(Math.max(token, cursor.position()));
    }
    return new Expression.Operation("overlaps", null, left, right, cursor.span(start));
  }

  /// Something in parentheses: a query, or one or more expressions.
  ///
  /// @param query the query, or null
  /// @param expressions what stands between the commas when it is no query
  record Parenthesised(@Nullable Query query, List<Expression> expressions) {}

  /// What the parentheses at the cursor hold. Only after they are read is it known whether `((` was
  /// the beginning of a query or of an expression.
  Parenthesised parenthesised() {
    cursor.enter();
    int start = cursor.position();
    cursor.expect('(');
    int inside = cursor.position();
    Expression first;
    if (parser.queries.isQueryWord()) {
      Query query = parser.queries.queryWithoutParentheses();
      cursor.expect(')');
      cursor.leave();
      return new Parenthesised(query, List.of());
    }
    if (cursor.is('(')) {
      Parenthesised inner = parenthesised();
      Query query = inner.query();
      if (query != null && (cursor.is(')') || parser.queries.isContinuation())) {
        Query whole = parser.queries.continued(query, inside);
        cursor.expect(')');
        cursor.leave();
        return new Parenthesised(whole, List.of());
      }
      first = climb(primaries.fromParentheses(inner, inside), inside, 0, false);
    } else {
      first = expression();
    }
    List<Expression> expressions = List.of(first);
    if (cursor.is(',')) {
      expressions = new ArrayList<>(4);
      expressions.add(first);
      while (cursor.accept(',')) {
        expressions.add(expression());
      }
    }
    if (!cursor.accept(')')) {
      throw cursor.error();
    }
    cursor.leave();
    assert start < inside;
    return new Parenthesised(null, expressions);
  }
}
