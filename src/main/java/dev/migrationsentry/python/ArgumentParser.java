package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Comprehension;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Keyword;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of calls and classes (Language Reference, section 6.3.4).
final class ArgumentParser {
  private final Parser parser;
  private final Cursor cursor;

  ArgumentParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// What was read so far between the parentheses.
  private static final class Arguments {
    final List<Expression> positional = new ArrayList<>();
    final List<Keyword> keywords = new ArrayList<>();
    boolean unpacked;

    /// What is wrong with their order, to be told where nothing else is wrong with them.
    @Nullable String disorder;
  }

  /// The parentheses of a call.
  ///
  /// @param start where the call begins
  Expression call(int start, Expression function) {
    Arguments arguments = parentheses(true);
    return new Expression.Call(
        function, arguments.positional, arguments.keywords, cursor.from(start));
  }

  /// The parentheses of a class.
  ///
  /// @param bases takes the positional arguments
  /// @param keywords takes the keyword arguments
  void ofClass(List<Expression> bases, List<Keyword> keywords) {
    Arguments arguments = parentheses(false);
    bases.addAll(arguments.positional);
    keywords.addAll(arguments.keywords);
  }

  private Arguments parentheses(boolean generator) {
    int open = cursor.start();
    Arguments arguments = new Arguments();
    cursor.expect(TokenKind.LEFT_PARENTHESIS);
    cursor.enter(Cursor.HEAVY);
    while (!cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
      argument(arguments, generator, open);
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    if (arguments.disorder != null) {
      throw cursor.error(arguments.disorder);
    }
    cursor.expect(TokenKind.RIGHT_PARENTHESIS);
    cursor.leave(Cursor.HEAVY);
    return arguments;
  }

  private void argument(Arguments arguments, boolean generator, int open) {
    int start = cursor.start();
    if (cursor.accept(TokenKind.DOUBLE_STAR)) {
      Expression value = parser.expressions.expression();
      arguments.keywords.add(new Keyword(null, value, cursor.from(start)));
      arguments.unpacked = true;
      return;
    }
    if (cursor.is(TokenKind.STAR)) {
      if (arguments.unpacked) {
        throw cursor.error("iterable argument unpacking follows keyword argument unpacking");
      }
      cursor.advance();
      Expression value = parser.expressions.expression();
      arguments.positional.add(new Expression.Starred(value, cursor.from(start)));
      return;
    }
    if (cursor.is(TokenKind.NAME) && cursor.ahead(1) == TokenKind.EQUAL) {
      keyword(arguments, start);
      return;
    }
    Expression value = parser.expressions.named();
    if (cursor.is(TokenKind.FOR) || cursor.is(TokenKind.ASYNC)) {
      value = generator(arguments, value, generator, start, open);
    }
    if (cursor.is(TokenKind.EQUAL)) {
      throw parser.refusals.keywordTarget(value, start);
    }
    if (arguments.disorder == null) {
      arguments.disorder = disorder(arguments);
    }
    arguments.positional.add(value);
  }

  private static @Nullable String disorder(Arguments arguments) {
    if (arguments.unpacked) {
      return "positional argument follows keyword argument unpacking";
    }
    return arguments.keywords.isEmpty() ? null : "positional argument follows keyword argument";
  }

  private void keyword(Arguments arguments, int start) {
    String name = cursor.name();
    cursor.advance();
    if (cursor.is(TokenKind.COMMA) || cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
      throw cursor.errorFrom(start, "expected argument value expression");
    }
    Expression value = parser.expressions.expression();
    if (cursor.is(TokenKind.FOR)) {
      throw cursor.errorFrom(start, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    arguments.keywords.add(new Keyword(name, value, cursor.from(start)));
  }

  /// `f(a for a in b)`: the only argument, and without a comma.
  private Expression generator(
      Arguments arguments, Expression element, boolean allowed, int start, int open) {
    List<Comprehension> generators = parser.displays.generators();
    if (!allowed) {
      throw cursor.errorFrom(start, "invalid syntax");
    }
    boolean alone = arguments.positional.isEmpty() && arguments.keywords.isEmpty();
    if (!alone || cursor.is(TokenKind.COMMA)) {
      throw cursor.errorFrom(start, "Generator expression must be parenthesized");
    }
    if (!cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
      throw cursor.error();
    }
    return new Expression.GeneratorExpression(element, generators, cursor.span(open, cursor.end()));
  }
}
