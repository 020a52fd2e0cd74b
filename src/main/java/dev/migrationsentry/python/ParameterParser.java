package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.python.ast.Parameter.ParameterKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of functions and lambdas (Language Reference, section 8.7).
final class ParameterParser {
  private final Parser parser;
  private final Cursor cursor;

  ParameterParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// Up to the `:` of a lambda.
  List<Parameter> ofLambda() {
    return new ParameterList(TokenKind.COLON).read();
  }

  /// Up to the closing parenthesis, which is left.
  List<Parameter> ofFunction() {
    return new ParameterList(TokenKind.RIGHT_PARENTHESIS).read();
  }

  private final class ParameterList {
    private final TokenKind end;
    private final List<Parameter> list = new ArrayList<>();
    private boolean slash;
    private boolean star;
    private boolean bareStar;
    private boolean initials;

    ParameterList(TokenKind end) {
      this.end = end;
    }

    List<Parameter> read() {
      while (!cursor.is(end)) {
        switch (cursor.kind()) {
          case SLASH -> slash();
          case STAR -> star();
          case DOUBLE_STAR -> keywords();
          case NAME -> name();
          case LEFT_PARENTHESIS -> throw parenthesized();
          default -> throw cursor.error();
        }
        if (!cursor.accept(TokenKind.COMMA)) {
          break;
        }
      }
      if (bareStar) {
        throw cursor.error("named arguments must follow bare *");
      }
      return list;
    }

    /// `def f((a, b)):` of Python 2.
    private SyntaxException parenthesized() {
      int at = 1;
      while (cursor.ahead(at) == TokenKind.NAME && cursor.ahead(at + 1) == TokenKind.COMMA) {
        at += 2;
      }
      at += cursor.ahead(at) == TokenKind.NAME ? 1 : 0;
      if (at == 1 || cursor.ahead(at) != TokenKind.RIGHT_PARENTHESIS) {
        return cursor.error();
      }
      return cursor.error(
          end == TokenKind.COLON
              ? "Lambda expression parameters cannot be parenthesized"
              : "Function parameters cannot be parenthesized");
    }

    private void slash() {
      if (slash) {
        throw cursor.error("/ may appear only once");
      }
      if (star) {
        throw cursor.error("/ must be ahead of *");
      }
      if (list.isEmpty()) {
        throw cursor.error("at least one argument must precede /");
      }
      slash = true;
      cursor.advance();
      list.replaceAll(p ->
          new Parameter(
              ParameterKind.POSITIONAL_ONLY, p.name(), p.annotation(), p.initial(), p.span()));
    }

    private void star() {
      if (star) {
        throw cursor.error("* argument may appear only once");
      }
      star = true;
      int start = cursor.start();
      cursor.advance();
      if (cursor.is(TokenKind.COMMA) || cursor.is(end)) {
        bareStar = true;
        return;
      }
      String name = cursor.name();
      @Nullable Expression annotation = annotation(true);
      if (cursor.is(TokenKind.EQUAL)) {
        throw cursor.error("var-positional argument cannot have default value");
      }
      list.add(
          new Parameter(
              ParameterKind.VARIADIC_POSITIONAL, name, annotation, null, cursor.from(start)));
    }

    private void keywords() {
      int start = cursor.start();
      if (bareStar) {
        throw cursor.error("named arguments must follow bare *");
      }
      cursor.advance();
      String name = cursor.name();
      @Nullable Expression annotation = annotation(false);
      if (cursor.is(TokenKind.EQUAL)) {
        throw cursor.error("var-keyword argument cannot have default value");
      }
      list.add(
          new Parameter(
              ParameterKind.VARIADIC_KEYWORD, name, annotation, null, cursor.from(start)));
      if (cursor.is(TokenKind.COMMA) && cursor.ahead(1) != end) {
        cursor.advance();
        throw cursor.error("arguments cannot follow var-keyword argument");
      }
    }

    private void name() {
      int start = cursor.start();
      String name = cursor.name();
      @Nullable Expression annotation = annotation(false);
      @Nullable Expression initial = initial();
      if (initial == null && initials && !star) {
        throw cursor.errorFrom(
            start, "parameter without a default follows parameter with a default");
      }
      initials |= initial != null;
      bareStar = false;
      ParameterKind kind = star ? ParameterKind.KEYWORD_ONLY : ParameterKind.POSITIONAL_OR_KEYWORD;
      list.add(new Parameter(kind, name, annotation, initial, cursor.from(start)));
    }

    private @Nullable Expression initial() {
      if (!cursor.accept(TokenKind.EQUAL)) {
        return null;
      }
      if (cursor.is(TokenKind.COMMA) || cursor.is(end)) {
        throw cursor.error("expected default value expression");
      }
      return parser.expressions.expression();
    }

    private @Nullable Expression annotation(boolean stars) {
      if (end == TokenKind.COLON || !cursor.accept(TokenKind.COLON)) {
        return null;
      }
      return stars ? parser.expressions.starred() : parser.expressions.expression();
    }
  }
}
