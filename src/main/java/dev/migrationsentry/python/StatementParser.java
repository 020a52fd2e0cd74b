package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Tells the kinds of statements apart (Language Reference, chapters 7 and 8).
final class StatementParser {
  private final Parser parser;
  private final Cursor cursor;

  StatementParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// Reads a compound statement, or all simple statements of a line.
  ///
  /// @param into takes them one by one, so that those before a fault are kept
  void statement(List<Statement> into) {
    switch (cursor.kind()) {
      case IF -> into.add(parser.compounds.conditional());
      case WHILE -> into.add(parser.compounds.loop());
      case FOR -> into.add(parser.compounds.iteration(cursor.start(), false));
      case WITH -> into.add(parser.compounds.context(cursor.start(), false));
      case TRY -> into.add(parser.blocks.attempt());
      case DEF -> into.add(parser.definitions.function(cursor.start(), false, List.of()));
      case CLASS -> into.add(parser.definitions.type(cursor.start(), List.of()));
      case AT -> into.add(parser.definitions.decorated());
      case ASYNC -> into.add(asynchronous());
      case NAME -> {
        if (!cursor.isWord("match") || !parser.patterns.match(into)) {
          line(into);
        }
      }
      default -> line(into);
    }
  }

  private Statement asynchronous() {
    int start = cursor.start();
    cursor.advance();
    return switch (cursor.kind()) {
      case DEF -> parser.definitions.function(start, true, List.of());
      case FOR -> parser.compounds.iteration(start, true);
      case WITH -> parser.compounds.context(start, true);
      default -> throw cursor.error();
    };
  }

  /// The simple statements of a line, and its end.
  void line(List<Statement> into) {
    do {
      into.add(parser.simples.statement());
    } while (cursor.accept(TokenKind.SEMICOLON) && !cursor.is(TokenKind.NEWLINE));
    cursor.expect(TokenKind.NEWLINE);
  }

  /// The target of a `for`, up to its `in`.
  Expression forTarget() {
    int start = cursor.start();
    Expression target = oneTarget();
    if (cursor.is(TokenKind.COMMA)) {
      List<Expression> elements = new ArrayList<>();
      elements.add(target);
      while (cursor.accept(TokenKind.COMMA) && parser.expressions.begins(true)) {
        elements.add(oneTarget());
      }
      target = new Expression.TupleDisplay(elements, cursor.from(start));
    }
    parser.targets.check(target, Targets.Purpose.LOOP);
    return target;
  }

  /// A target without a comma.
  Expression oneTarget() {
    int start = cursor.start();
    if (!cursor.accept(TokenKind.STAR)) {
      return parser.operators.bitwise();
    }
    Expression value = parser.operators.bitwise();
    return new Expression.Starred(value, cursor.from(start));
  }
}
