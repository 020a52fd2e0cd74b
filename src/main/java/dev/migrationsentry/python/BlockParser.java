package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.ExceptionHandler;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads blocks, and `try` with its several ones (Language Reference, section 8.4).
final class BlockParser {
  private final Parser parser;
  private final Cursor cursor;

  BlockParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// What stands after a `:`: simple statements on the same line, or an indented block.
  ///
  /// @param what what it is the block of, in CPython's words
  /// @param header where that begins
  List<Statement> block(String what, int header) {
    List<Statement> body = new ArrayList<>();
    if (!cursor.accept(TokenKind.NEWLINE)) {
      parser.statements.line(body);
      return body;
    }
    indent(what, header);
    while (!cursor.accept(TokenKind.DEDENT)) {
      parser.statements.statement(body);
    }
    return body;
  }

  /// The begin of an indented block.
  void indent(String what, int header) {
    if (!cursor.accept(TokenKind.INDENT)) {
      throw cursor.error(
          "expected an indented block after " + what + " on line " + cursor.line(header));
    }
  }

  /// The block after `else:`, or nothing.
  List<Statement> otherwise() {
    return after(TokenKind.ELSE, "'else' statement");
  }

  private List<Statement> after(TokenKind word, String what) {
    int header = cursor.start();
    if (!cursor.accept(word)) {
      return List.of();
    }
    cursor.expectColon(true);
    return block(what, header);
  }

  /// `try: … except …: … else: … finally: …`.
  Statement attempt() {
    int start = cursor.start();
    cursor.advance();
    cursor.expectColon(true);
    List<Statement> body = block("'try' statement", start);
    List<ExceptionHandler> handlers = new ArrayList<>();
    boolean group = cursor.ahead(1) == TokenKind.STAR;
    while (cursor.is(TokenKind.EXCEPT)) {
      if ((cursor.ahead(1) == TokenKind.STAR) != group) {
        throw cursor.error("cannot have both 'except' and 'except*' on the same 'try'");
      }
      handlers.add(handler(group));
    }
    List<Statement> otherwise = handlers.isEmpty() ? List.of() : otherwise();
    boolean last = cursor.is(TokenKind.FINALLY);
    if (handlers.isEmpty() && !last) {
      throw cursor.error("expected 'except' or 'finally' block");
    }
    List<Statement> lastly = after(TokenKind.FINALLY, "'finally' statement");
    return new Statement.Try(
        body, group && !handlers.isEmpty(), handlers, otherwise, lastly, cursor.from(start));
  }

  private ExceptionHandler handler(boolean group) {
    int start = cursor.start();
    cursor.advance();
    if (group) {
      cursor.advance();
    }
    @Nullable Expression type = null;
    @Nullable String name = null;
    if (!cursor.is(TokenKind.COLON)) {
      if (cursor.is(TokenKind.NEWLINE)) {
        throw cursor.error(group ? "expected one or more exception types" : "expected ':'");
      }
      type = types();
      name = cursor.accept(TokenKind.AS) ? cursor.name() : null;
    } else if (group) {
      throw cursor.error("expected one or more exception types");
    }
    cursor.expectColon(false);
    List<Statement> body = block(group ? "'except*' statement" : "'except' statement", start);
    return new ExceptionHandler(type, name, body, cursor.from(start));
  }

  /// Several types need no parentheses since Python 3.14 (PEP 758), where no name follows. Python 2
  /// wrote `except Type, name:`. It is told apart by the name, which does not look like a type.
  private Expression types() {
    int start = cursor.start();
    Expression first = parser.expressions.expression();
    if (!cursor.is(TokenKind.COMMA)) {
      return first;
    }
    List<Expression> types = new ArrayList<>();
    types.add(first);
    while (cursor.accept(TokenKind.COMMA) && parser.expressions.begins(false)) {
      types.add(parser.expressions.expression());
    }
    boolean named =
        types.size() == 2
            && types.getLast() instanceof Expression.Name name
            && Character.isLowerCase(name.identifier().charAt(0));
    if (named || cursor.is(TokenKind.AS)) {
      throw cursor.errorFrom(start, "multiple exception types must be parenthesized");
    }
    return new Expression.TupleDisplay(types, cursor.from(start));
  }
}
