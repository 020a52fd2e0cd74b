package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CPython's particular words for what is often written wrong (the `invalid_…` rules of its
/// grammar).
final class Refusals {
  private final Parser parser;
  private final Cursor cursor;

  Refusals(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// The fault when neither a comma nor the closing bracket follows an element.
  ///
  /// @param last the element, or null where it cannot be assigned to
  SyntaxException afterElement(@Nullable Expression last) {
    return last != null && cursor.is(TokenKind.EQUAL) ? afterEqual(last) : cursor.error();
  }

  /// `=` where `==` was meant.
  SyntaxException afterEqual(Expression last) {
    if (!valueFollows()) {
      return cursor.error();
    }
    return switch (last) {
      case Expression.ListDisplay _, Expression.TupleDisplay _, Expression.GeneratorExpression _ ->
          cursor.error();
      case Expression.Name name ->
          new SyntaxException(
              "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
              name.span().start(),
              cursor.end());
      default ->
          new SyntaxException(
              "cannot assign to "
                  + Targets.words(last)
                  + " here. Maybe you meant '==' instead of '='?",
              last.span().start(),
              last.span().end());
    };
  }

  private boolean valueFollows() {
    Cursor.Mark mark = cursor.mark();
    try {
      cursor.advance();
      parser.operators.bitwise();
      return !cursor.is(TokenKind.EQUAL) && !cursor.is(TokenKind.WALRUS);
    } catch (SyntaxException _) {
      return false;
    } finally {
      cursor.backTo(mark);
    }
  }

  /// Better words for a fault that says no more than that the syntax is invalid.
  SyntaxException explained(SyntaxException fault) {
    int first = cursor.operationBefore();
    boolean vague =
        fault.reason().equals("invalid syntax")
            || fault.reason().startsWith("positional argument follows");
    if (!vague || first < 0 || cursor.is(TokenKind.ERROR)) {
      return fault;
    }
    Cursor.Mark mark = cursor.mark();
    Tokens tokens = cursor.tokens();
    String word = cursor.text().substring(tokens.start(first), tokens.end(first));
    boolean name = tokens.kind(first) == TokenKind.NAME;
    boolean alone = name && mark.position() == first + 1;
    boolean legacy = alone && (word.equals("print") || word.equals("exec"));
    try {
      if (!parser.expressions.begins(legacy)) {
        return fault;
      }
      if (legacy) {
        parser.expressions.list();
        return new SyntaxException(
            "Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?",
            tokens.start(first),
            cursor.lastEnd());
      }
      boolean prefix = name && tokens.kind(first + 1) == TokenKind.STRING;
      parser.expressions.expression();
      return prefix || (name && isSoftKeyword(word)) || depthBefore(cursor.position()) == 0
          ? fault
          : new SyntaxException(
              "invalid syntax. Perhaps you forgot a comma?", tokens.start(first), cursor.lastEnd());
    } catch (SyntaxException _) {
      return fault;
    } finally {
      cursor.backTo(mark);
    }
  }

  private static boolean isSoftKeyword(String word) {
    return switch (word) {
      case "_", "case", "match", "type" -> true;
      default -> false;
    };
  }

  /// How many brackets are open before a token.
  private int depthBefore(int position) {
    int depth = 0;
    for (int token = 0; token < position; token++) {
      switch (cursor.tokens().kind(token)) {
        case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> depth++;
        case RIGHT_PARENTHESIS, RIGHT_BRACKET, RIGHT_BRACE -> depth--;
        default -> {}
      }
    }
    return depth;
  }

  /// `f(a.b=1)`, `f(True=1)`.
  SyntaxException keywordTarget(Expression target, int start) {
    String word = cursor.text().substring(start, cursor.lastEnd());
    boolean constant = word.equals("True") || word.equals("False") || word.equals("None");
    return cursor.errorFrom(
        start,
        constant
            ? "cannot assign to " + Targets.words(target)
            : "expression cannot contain assignment, perhaps you meant \"==\"?");
  }

  /// `[a, b for a, b in c]`.
  SyntaxException bareTarget(List<Expression> elements) {
    return new SyntaxException(
        "did you forget parentheses around the comprehension target?",
        elements.getFirst().span().start(),
        Math.max(elements.getFirst().span().start(), cursor.lastEnd()));
  }
}
