package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Module.SyntaxFailure;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads Python files, in the grammar of Python 3.8 to 3.14.
///
/// What only the compiler refuses, after the grammar, is no fault here: `return` outside of a
/// function, a `nonlocal` that binds nothing. Python's own module `ast` draws the same line.
public final class PythonReader {
  private PythonReader() {}

  /// Reads a file.
  ///
  /// Never throws, whatever the text. Code that is nested deeper than anyone writes (several
  /// hundred levels) is refused, so that who walks the tree needs no more than an ordinary stack
  /// for it.
  ///
  /// @return its statements; of a file that Python refuses those before the fault, and the fault
  public static Module read(SourceFile file) {
    Tokens tokens = Lexer.read(file.text());
    Cursor cursor = new Cursor(file, tokens);
    Parser parser = new Parser(cursor);
    List<Statement> body = new ArrayList<>();
    @Nullable SyntaxFailure failure = null;
    try {
      while (!cursor.is(TokenKind.END)) {
        parser.statements.statement(body);
      }
    } catch (SyntaxException fault) {
      SyntaxException told = told(parser.refusals.explained(fault), tokens, cursor);
      int end = file.text().length();
      int start = Math.min(told.start(), end);
      failure =
          new SyntaxFailure(
              told.reason(), file.span(start, Math.max(start, Math.min(told.end(), end))));
    }
    return new Module(body, failure, file.span(0, file.text().length()));
  }

  /// Which of two faults CPython tells about: after a fault in the grammar it looks for one in the
  /// tokens that follow, which is often its cause.
  private static SyntaxException told(SyntaxException fault, Tokens tokens, Cursor cursor) {
    @Nullable SyntaxException lexical = tokens.failure();
    if (lexical == null || lexical == fault || fault.reason().equals("unexpected indent")) {
      return fault;
    }
    if (tokens.unclosed() >= 0) {
      int read = tokens.start(cursor.furthest());
      return cursor.line(read) > cursor.line(tokens.unclosed()) ? lexical : fault;
    }
    return switch (lexical.reason()) {
      case "invalid syntax",
          "unexpected EOF while parsing",
          "too many levels of indentation",
          "unindent does not match any outer indentation level",
          "inconsistent use of tabs and spaces in indentation" ->
          fault;
      default -> lexical;
    };
  }
}
