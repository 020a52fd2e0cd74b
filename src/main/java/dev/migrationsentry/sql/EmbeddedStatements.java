package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads SQL that stands in a string: the body of an SQL function, the command of EXECUTE.
final class EmbeddedStatements {
  private EmbeddedStatements() {}

  /// The statements of a text. One that PostgreSQL refuses is an [Opaque] with the failure, and
  /// those behind it are read all the same.
  static List<Statement> read(SourceText source) {
    String text = source.text();
    Tokens tokens = new Tokens();
    Lexer lexer = new Lexer(text, 0, text.length());
    Parser parser = new Parser(source, tokens);
    List<Statement> statements = new ArrayList<>(2);
    while (lexer.nextStatement(tokens)) {
      parser.cursor.restart();
      if (!parser.cursor.atEnd()) {
        statements.add(read(source, parser));
      }
    }
    return statements;
  }

  private static Statement read(SourceText source, Parser parser) {
    Cursor cursor = parser.cursor;
    int last = cursor.count() - 1;
    int behind = cursor.text(last).equals(";") ? last : last + 1;
    Span whole = cursor.span(0, behind);
    try {
      Statement statement = parser.statement();
      if (!cursor.atEnd()) {
        throw cursor.error();
      }
      return statement;
    } catch (SyntaxException refused) {
      Opaque.SyntaxFailure failure =
          new Opaque.SyntaxFailure(
              refused.sqlState(), refused.reason(), place(source, refused.offset()));
      return new Opaque(null, refused.reason(), failure, whole);
    }
  }

  /// The character at an offset, where PostgreSQL points; empty at the end of the text.
  static Span place(SourceText source, int offset) {
    int start = Math.min(offset, source.text().length());
    return source.span(start, Math.min(start + 1, source.text().length()));
  }
}
