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
  /// @param last the element, or null where no comma may follow
  SyntaxException afterElement(@Nullable Expression last) {
    if (cursor.is(TokenKind.ERROR) || last == null) {
      return cursor.error();
    }
    @Nullable SyntaxException legacy = legacyStatement(last);
    if (legacy != null) {
      return legacy;
    }
    if (cursor.is(TokenKind.EQUAL)) {
      return afterEqual(last);
    }
    boolean quoted = last instanceof Expression.Name && cursor.is(TokenKind.STRING);
    return !quoted && expressionFollows()
        ? new SyntaxException(
            "invalid syntax. Perhaps you forgot a comma?", last.span().start(), cursor.end())
        : cursor.error();
  }

  /// `=` where `==` was meant.
  SyntaxException afterEqual(Expression last) {
    if (last instanceof Expression.Name) {
      return new SyntaxException(
          "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
          last.span().start(),
          cursor.end());
    }
    return switch (last) {
      case Expression.ListDisplay _, Expression.TupleDisplay _, Expression.GeneratorExpression _ ->
          cursor.error();
      default ->
          new SyntaxException(
              "cannot assign to "
                  + Targets.words(last)
                  + " here. Maybe you meant '==' instead of '='?",
              last.span().start(),
              last.span().end());
    };
  }

  /// The fault after a whole expression where the statement ought to end.
  SyntaxException afterExpression(Expression last) {
    if (cursor.is(TokenKind.ERROR)) {
      return cursor.error();
    }
    @Nullable SyntaxException legacy = legacyStatement(last);
    return legacy == null ? cursor.error() : legacy;
  }

  /// `print "x"` and `exec "x"` of Python 2.
  private @Nullable SyntaxException legacyStatement(Expression last) {
    if (last instanceof Expression.Name name
        && (name.identifier().equals("print") || name.identifier().equals("exec"))
        && !cursor.is(TokenKind.LEFT_PARENTHESIS)
        && expressionFollows()) {
      String word = name.identifier();
      return new SyntaxException(
          "Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?",
          name.span().start(),
          cursor.end());
    }
    return null;
  }

  /// Whether an expression can be read from here; the place stays the same.
  private boolean expressionFollows() {
    Cursor.Mark mark = cursor.mark();
    try {
      if (!parser.expressions.begins(false)) {
        return false;
      }
      parser.operators.disjunction();
      return true;
    } catch (SyntaxException _) {
      return false;
    } finally {
      cursor.backTo(mark);
    }
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
