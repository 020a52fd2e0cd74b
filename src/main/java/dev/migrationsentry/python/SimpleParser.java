package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.TypeParameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads simple statements (Language Reference, chapter 7).
final class SimpleParser {
  private final Parser parser;
  private final Cursor cursor;

  SimpleParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  Statement statement() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case PASS -> {
        cursor.advance();
        yield new Statement.Pass(cursor.from(start));
      }
      case BREAK -> {
        cursor.advance();
        yield new Statement.Break(cursor.from(start));
      }
      case CONTINUE -> {
        cursor.advance();
        yield new Statement.Continue(cursor.from(start));
      }
      case RETURN -> {
        cursor.advance();
        @Nullable Expression value = listIfAny();
        yield new Statement.Return(value, cursor.from(start));
      }
      case RAISE -> raising(start);
      case ASSERT -> assertion(start);
      case DEL -> deletion(start);
      case GLOBAL -> {
        List<String> names = names();
        yield new Statement.Global(names, cursor.from(start));
      }
      case NONLOCAL -> {
        List<String> names = names();
        yield new Statement.Nonlocal(names, cursor.from(start));
      }
      case IMPORT -> parser.imports.modules();
      case FROM -> parser.imports.names();
      default ->
          cursor.isWord("type") && cursor.ahead(1) == TokenKind.NAME
              ? typeAlias(start)
              : expressionOrAssignment(start);
    };
  }

  private @Nullable Expression listIfAny() {
    return parser.expressions.begins(true) ? parser.expressions.list() : null;
  }

  private Statement raising(int start) {
    cursor.advance();
    if (!parser.expressions.begins(false)) {
      return new Statement.Raise(null, null, cursor.from(start));
    }
    Expression exception = parser.expressions.expression();
    @Nullable Expression cause =
        cursor.accept(TokenKind.FROM) ? parser.expressions.expression() : null;
    return new Statement.Raise(exception, cause, cursor.from(start));
  }

  private Statement assertion(int start) {
    cursor.advance();
    Expression test = parser.expressions.expression();
    @Nullable Expression message =
        cursor.accept(TokenKind.COMMA) ? parser.expressions.expression() : null;
    return new Statement.Assert(test, message, cursor.from(start));
  }

  private Statement deletion(int start) {
    cursor.advance();
    List<Expression> targets = new ArrayList<>();
    do {
      Expression target = parser.expressions.starred();
      parser.targets.check(target, Targets.Purpose.DELETION);
      targets.add(target);
    } while (cursor.accept(TokenKind.COMMA) && parser.expressions.begins(true));
    return new Statement.Delete(targets, cursor.from(start));
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    do {
      cursor.advance();
      names.add(cursor.name());
    } while (cursor.is(TokenKind.COMMA));
    return names;
  }

  private Statement typeAlias(int start) {
    cursor.advance();
    int nameStart = cursor.start();
    String identifier = cursor.name();
    Expression.Name name = new Expression.Name(identifier, cursor.from(nameStart));
    List<TypeParameter> types = parser.definitions.typeParameters();
    cursor.expect(TokenKind.EQUAL);
    Expression value = parser.expressions.expression();
    return new Statement.TypeAlias(name, types, value, cursor.from(start));
  }

  private Statement expressionOrAssignment(int start) {
    Expression first = parser.expressions.yieldOrList();
    if (cursor.is(TokenKind.COLON)) {
      return annotated(start, first);
    }
    if (cursor.is(TokenKind.EQUAL)) {
      return assignment(start, first);
    }
    @Nullable BinaryOperator operator = augmented(cursor.kind());
    if (operator == null) {
      return new Statement.ExpressionStatement(first, cursor.from(start));
    }
    if (!Targets.isSingle(first)) {
      throw new SyntaxException(
          "'" + Targets.words(first) + "' is an illegal expression for augmented assignment",
          first.span().start(),
          first.span().end());
    }
    cursor.advance();
    Expression value = parser.expressions.yieldOrList();
    return new Statement.AugmentedAssign(first, operator, value, cursor.from(start));
  }

  private Statement assignment(int start, Expression first) {
    List<Expression> targets = new ArrayList<>();
    Expression value = first;
    while (cursor.is(TokenKind.EQUAL)) {
      checkTarget(value);
      targets.add(value);
      cursor.advance();
      value = parser.expressions.yieldOrList();
    }
    return new Statement.Assign(targets, value, cursor.from(start));
  }

  private void checkTarget(Expression target) {
    switch (target) {
      case Expression.Name _,
          Expression.Attribute _,
          Expression.Subscript _,
          Expression.TupleDisplay _,
          Expression.ListDisplay _,
          Expression.Starred _ ->
          parser.targets.check(target, Targets.Purpose.ASSIGNMENT);
      case Expression.Yield _, Expression.YieldFrom _ ->
          throw new SyntaxException(
              "assignment to yield expression not possible",
              target.span().start(),
              target.span().end());
      default -> throw notAssignable(target);
    }
  }

  private SyntaxException notAssignable(Expression target) {
    String words = Targets.words(target);
    boolean word = words.equals("True") || words.equals("False") || words.equals("None");
    return word || target instanceof Expression.GeneratorExpression
        ? new SyntaxException(
            "cannot assign to " + words, target.span().start(), target.span().end())
        : parser.refusals.afterEqual(target);
  }

  private Statement annotated(int start, Expression target) {
    cursor.advance();
    Expression annotation = parser.expressions.expression();
    if (!Targets.isSingle(target)) {
      String reason =
          switch (target) {
            case Expression.ListDisplay _ -> "only single target (not list) can be annotated";
            case Expression.TupleDisplay _ -> "only single target (not tuple) can be annotated";
            default -> "illegal target for annotation";
          };
      throw new SyntaxException(reason, target.span().start(), target.span().end());
    }
    @Nullable Expression value =
        cursor.accept(TokenKind.EQUAL) ? parser.expressions.yieldOrList() : null;
    return new Statement.AnnotatedAssign(target, annotation, value, cursor.from(start));
  }

  private static @Nullable BinaryOperator augmented(TokenKind kind) {
    return switch (kind) {
      case PLUS_EQUAL -> BinaryOperator.ADD;
      case MINUS_EQUAL -> BinaryOperator.SUBTRACT;
      case STAR_EQUAL -> BinaryOperator.MULTIPLY;
      case AT_EQUAL -> BinaryOperator.MATRIX_MULTIPLY;
      case SLASH_EQUAL -> BinaryOperator.DIVIDE;
      case DOUBLE_SLASH_EQUAL -> BinaryOperator.FLOOR_DIVIDE;
      case PERCENT_EQUAL -> BinaryOperator.MODULO;
      case DOUBLE_STAR_EQUAL -> BinaryOperator.POWER;
      case LEFT_SHIFT_EQUAL -> BinaryOperator.LEFT_SHIFT;
      case RIGHT_SHIFT_EQUAL -> BinaryOperator.RIGHT_SHIFT;
      case BAR_EQUAL -> BinaryOperator.BIT_OR;
      case CARET_EQUAL -> BinaryOperator.BIT_XOR;
      case AMPERSAND_EQUAL -> BinaryOperator.BIT_AND;
      default -> null;
    };
  }
}
