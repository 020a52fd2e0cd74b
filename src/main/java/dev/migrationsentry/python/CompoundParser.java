package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.WithItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `if`, `while`, `for` and `with` (Language Reference, sections 8.1 to 8.3 and 8.5).
final class CompoundParser {
  private final Parser parser;
  private final Cursor cursor;

  CompoundParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  private record Branch(int start, Expression test, List<Statement> body) {}

  /// `if … elif … else …`. The branches are read one after another and nested afterwards, so that
  /// their number does not matter.
  Statement conditional() {
    List<Branch> branches = new ArrayList<>();
    do {
      int start = cursor.start();
      String word = cursor.kind().text();
      cursor.advance();
      Expression test = test();
      List<Statement> body = parser.blocks.block("'" + word + "' statement", start);
      branches.add(new Branch(start, test, body));
      cursor.checkChain(branches.size());
    } while (cursor.is(TokenKind.ELIF));
    List<Statement> otherwise = parser.blocks.otherwise();
    Statement.If whole = null;
    for (Branch branch : branches.reversed()) {
      whole =
          new Statement.If(
              branch.test(),
              branch.body(),
              whole == null ? otherwise : List.of(whole),
              cursor.from(branch.start()));
    }
    if (whole == null) {
      throw cursor.error();
    }
    return whole;
  }

  private Expression test() {
    Expression test = parser.expressions.named();
    if (cursor.is(TokenKind.EQUAL)) {
      throw parser.refusals.afterEqual(test);
    }
    cursor.expectColon(false);
    return test;
  }

  /// `while …`.
  Statement loop() {
    int start = cursor.start();
    cursor.advance();
    Expression test = test();
    List<Statement> body = parser.blocks.block("'while' statement", start);
    List<Statement> otherwise = parser.blocks.otherwise();
    return new Statement.While(test, body, otherwise, cursor.from(start));
  }

  /// `for …`.
  ///
  /// @param start where the statement begins
  Statement iteration(int start, boolean asynchronous) {
    int header = cursor.start();
    cursor.advance();
    Expression target = parser.statements.forTarget();
    cursor.expect(TokenKind.IN);
    Expression iterable = parser.expressions.list();
    cursor.expectColon(false);
    List<Statement> body = parser.blocks.block("'for' statement", header);
    List<Statement> otherwise = parser.blocks.otherwise();
    return new Statement.For(asynchronous, target, iterable, body, otherwise, cursor.from(start));
  }

  /// `with …`.
  ///
  /// @param start where the statement begins
  Statement context(int start, boolean asynchronous) {
    int header = cursor.start();
    cursor.advance();
    @Nullable List<WithItem> items = cursor.is(TokenKind.LEFT_PARENTHESIS) ? grouped() : null;
    if (items == null) {
      items = new ArrayList<>();
      do {
        items.add(item());
      } while (cursor.accept(TokenKind.COMMA));
    }
    cursor.expectColon(false);
    List<Statement> body = parser.blocks.block("'with' statement", header);
    return new Statement.With(asynchronous, items, body, cursor.from(start));
  }

  /// `with (a as b, c):`. Parentheses may as well be those of an expression: then null, and the
  /// place stays the same.
  private @Nullable List<WithItem> grouped() {
    Cursor.Mark mark = cursor.mark();
    try {
      cursor.advance();
      List<WithItem> items = new ArrayList<>();
      do {
        items.add(item());
      } while (cursor.accept(TokenKind.COMMA) && !cursor.is(TokenKind.RIGHT_PARENTHESIS));
      if (cursor.accept(TokenKind.RIGHT_PARENTHESIS) && cursor.is(TokenKind.COLON)) {
        return items;
      }
    } catch (SyntaxException _) {
      // Read again as an expression, which finds the fault again if there is one.
    }
    cursor.backTo(mark);
    return null;
  }

  private WithItem item() {
    int start = cursor.start();
    Expression context = parser.expressions.expression();
    @Nullable Expression target = null;
    if (cursor.accept(TokenKind.AS)) {
      target = parser.statements.oneTarget();
      parser.targets.check(target, Targets.Purpose.ASSIGNMENT);
    }
    return new WithItem(context, target, cursor.from(start));
  }
}
