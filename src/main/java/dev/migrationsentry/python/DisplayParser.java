package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Comprehension;
import dev.migrationsentry.python.ast.DictionaryItem;
import dev.migrationsentry.python.ast.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands in parentheses, brackets and braces (Language Reference, sections 6.2.3 to
/// 6.2.8).
final class DisplayParser {
  private final Parser parser;
  private final Cursor cursor;

  DisplayParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  private boolean comprehends() {
    return cursor.is(TokenKind.FOR)
        || (cursor.is(TokenKind.ASYNC) && cursor.ahead(1) == TokenKind.FOR);
  }

  /// A group, a tuple or a generator. A group is what stands in it.
  Expression parentheses() {
    int start = cursor.start();
    cursor.advance();
    if (cursor.accept(TokenKind.RIGHT_PARENTHESIS)) {
      return new Expression.TupleDisplay(List.of(), cursor.from(start));
    }
    if (cursor.is(TokenKind.YIELD)) {
      Expression yielded = parser.expressions.yielding();
      close(TokenKind.RIGHT_PARENTHESIS, null);
      return yielded;
    }
    Expression first =
        cursor.is(TokenKind.STAR) ? parser.expressions.starred() : parser.expressions.named();
    if (comprehends()) {
      checkElement(first);
      List<Comprehension> generators = generators();
      close(TokenKind.RIGHT_PARENTHESIS, null);
      return new Expression.GeneratorExpression(first, generators, cursor.from(start));
    }
    if (cursor.is(TokenKind.COMMA)) {
      List<Expression> elements = elements(first, TokenKind.RIGHT_PARENTHESIS);
      return new Expression.TupleDisplay(elements, cursor.from(start));
    }
    if (first instanceof Expression.Starred && cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
      throw new SyntaxException(
          "cannot use starred expression here", first.span().start(), first.span().end());
    }
    close(TokenKind.RIGHT_PARENTHESIS, first);
    return first;
  }

  private void close(TokenKind bracket, @Nullable Expression last) {
    if (!cursor.is(bracket)) {
      throw parser.refusals.afterElement(last);
    }
    cursor.advance();
  }

  private static void checkElement(Expression element) {
    if (element instanceof Expression.Starred) {
      throw new SyntaxException(
          "iterable unpacking cannot be used in comprehension",
          element.span().start(),
          element.span().end());
    }
  }

  /// The elements after the first one, and the closing bracket.
  private List<Expression> elements(Expression first, TokenKind bracket) {
    List<Expression> elements = new ArrayList<>();
    elements.add(first);
    while (cursor.accept(TokenKind.COMMA) && !cursor.is(bracket)) {
      elements.add(parser.expressions.starredOrNamed());
      if (comprehends()) {
        throw parser.refusals.bareTarget(elements);
      }
    }
    close(bracket, elements.getLast());
    return elements;
  }

  /// `[…]`.
  Expression list() {
    int start = cursor.start();
    cursor.advance();
    if (cursor.accept(TokenKind.RIGHT_BRACKET)) {
      return new Expression.ListDisplay(List.of(), cursor.from(start));
    }
    Expression first =
        cursor.is(TokenKind.STAR) ? parser.expressions.starred() : parser.expressions.named();
    if (comprehends()) {
      checkElement(first);
      List<Comprehension> generators = generators();
      close(TokenKind.RIGHT_BRACKET, null);
      return new Expression.ListComprehension(first, generators, cursor.from(start));
    }
    List<Expression> elements = elements(first, TokenKind.RIGHT_BRACKET);
    return new Expression.ListDisplay(elements, cursor.from(start));
  }

  /// `{…}`: a dictionary or a set.
  Expression braces() {
    int start = cursor.start();
    cursor.advance();
    if (cursor.accept(TokenKind.RIGHT_BRACE)) {
      return new Expression.DictionaryDisplay(List.of(), cursor.from(start));
    }
    if (cursor.is(TokenKind.DOUBLE_STAR)) {
      return dictionary(start, item());
    }
    int first = cursor.start();
    Expression element = parser.expressions.starredOrNamed();
    boolean key = !(element instanceof Expression.Starred) && !isBareNamed(element, first);
    if (cursor.is(TokenKind.COLON) && key) {
      return dictionary(start, item(element, first));
    }
    if (comprehends()) {
      checkElement(element);
      List<Comprehension> generators = generators();
      close(TokenKind.RIGHT_BRACE, null);
      return new Expression.SetComprehension(element, generators, cursor.from(start));
    }
    List<Expression> elements = elements(element, TokenKind.RIGHT_BRACE);
    return new Expression.SetDisplay(elements, cursor.from(start));
  }

  private static boolean isBareNamed(Expression element, int start) {
    return element instanceof Expression.Named && element.span().start() == start;
  }

  private Expression dictionary(int start, DictionaryItem first) {
    if (comprehends()) {
      @Nullable Expression key = first.key();
      if (key == null) {
        throw new SyntaxException(
            "dict unpacking cannot be used in dict comprehension",
            first.span().start(),
            first.span().start() + 2);
      }
      List<Comprehension> generators = generators();
      close(TokenKind.RIGHT_BRACE, null);
      return new Expression.DictionaryComprehension(
          key, first.value(), generators, cursor.from(start));
    }
    List<DictionaryItem> items = new ArrayList<>();
    items.add(first);
    while (cursor.accept(TokenKind.COMMA) && !cursor.is(TokenKind.RIGHT_BRACE)) {
      items.add(item());
    }
    close(TokenKind.RIGHT_BRACE, items.getLast().value());
    return new Expression.DictionaryDisplay(items, cursor.from(start));
  }

  private DictionaryItem item() {
    int start = cursor.start();
    if (cursor.accept(TokenKind.DOUBLE_STAR)) {
      Expression value = parser.operators.bitwise();
      return new DictionaryItem(null, value, cursor.from(start));
    }
    return item(parser.expressions.expression(), start);
  }

  private DictionaryItem item(Expression key, int start) {
    if (!cursor.is(TokenKind.COLON)) {
      throw cursor.is(TokenKind.ERROR)
          ? cursor.error()
          : cursor.errorFrom(start, "':' expected after dictionary key");
    }
    cursor.advance();
    if (cursor.is(TokenKind.RIGHT_BRACE) || cursor.is(TokenKind.COMMA)) {
      throw cursor.error("expression expected after dictionary key and ':'");
    }
    if (cursor.is(TokenKind.STAR)) {
      throw cursor.error("cannot use a starred expression in a dictionary value");
    }
    Expression value = parser.expressions.expression();
    return new DictionaryItem(key, value, cursor.from(start));
  }

  /// The `for`s of a comprehension.
  List<Comprehension> generators() {
    List<Comprehension> generators = new ArrayList<>();
    while (comprehends()) {
      int start = cursor.start();
      boolean asynchronous = cursor.accept(TokenKind.ASYNC);
      cursor.expect(TokenKind.FOR);
      Expression target = parser.statements.forTarget();
      cursor.expect(TokenKind.IN, "'in' expected after for-loop variables");
      Expression iterable = parser.operators.disjunction();
      List<Expression> conditions = new ArrayList<>();
      while (cursor.accept(TokenKind.IF)) {
        conditions.add(parser.operators.disjunction());
      }
      generators.add(
          new Comprehension(asynchronous, target, iterable, conditions, cursor.from(start)));
    }
    if (generators.isEmpty()) {
      throw cursor.error();
    }
    return generators;
  }
}
