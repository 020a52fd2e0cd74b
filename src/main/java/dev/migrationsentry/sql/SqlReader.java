package dev.migrationsentry.sql;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the statements of a text, as PostgreSQL 18 understands them.
///
/// Every input has a result. A statement that PostgreSQL refuses, or that cannot be read here,
/// becomes an [Opaque] and costs nothing else. (PostgreSQL itself parses all statements of a simple
/// query before it runs any: sent as one string, one refused statement makes all of it fail.)
public final class SqlReader {
  private SqlReader() {}

  /// How a text differs from plain SQL.
  ///
  /// @param psql whether psql runs it: then its commands, COPY data and variables are no SQL
  /// @param placeholders places that a template engine replaces with what is not known here; each
  ///   reads as a name or as [parameter 0][dev.migrationsentry.sql.ast.Expression.Parameter]
  public record Dialect(boolean psql, List<Span> placeholders) {
    /// SQL and nothing else.
    public static final Dialect PLAIN = new Dialect(false, List.of());

    /// What psql reads.
    public static final Dialect PSQL = new Dialect(true, List.of());

    public Dialect {
      placeholders = List.copyOf(placeholders);
    }
  }

  /// The statements of a file.
  public static List<Statement> read(SourceFile file) {
    return read(file, 0, file.text().length());
  }

  /// The statements of a range of a file.
  ///
  /// @param start the first index of the range
  /// @param end the index after its last character
  public static List<Statement> read(SourceFile file, int start, int end) {
    return read(file, start, end, Dialect.PLAIN);
  }

  /// The statements of a range of a file that is not plain SQL.
  public static List<Statement> read(SourceFile file, int start, int end, Dialect dialect) {
    String text = Mask.apply(file.text(), start, end, dialect.psql(), dialect.placeholders());
    return read(new SourceText(file, text), start, end);
  }

  /// Whether two texts differ in nothing but comments, white space between tokens, and the case of
  /// words.
  public static boolean haveSameTokens(String one, String other) {
    Lexer first = new Lexer(one, 0, one.length());
    Lexer second = new Lexer(other, 0, other.length());
    Tokens ours = new Tokens();
    Tokens theirs = new Tokens();
    while (true) {
      boolean more = first.nextStatement(ours);
      if (more != second.nextStatement(theirs)) {
        return false;
      }
      if (!more) {
        return true;
      }
      if (!haveSameTokens(ours, one, theirs, other)) {
        return false;
      }
    }
  }

  private static boolean haveSameTokens(Tokens ours, String one, Tokens theirs, String other) {
    if (ours.count() != theirs.count()) {
      return false;
    }
    for (int token = 0; token < ours.count(); token++) {
      String text = one.substring(ours.start(token), ours.end(token));
      String otherText = other.substring(theirs.start(token), theirs.end(token));
      boolean same =
          ours.kind(token) == Tokens.WORD
              ? text.equalsIgnoreCase(otherText)
              : text.equals(otherText);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /// The statements of text that was found inside of other text.
  static List<Statement> read(SourceText source) {
    return read(source, 0, source.text().length());
  }

  private static List<Statement> read(SourceText source, int start, int end) {
    Lexer lexer = new Lexer(source.text(), start, end);
    Tokens tokens = new Tokens();
    Parser parser = new Parser(source, tokens);
    List<Statement> statements = new ArrayList<>();
    while (lexer.nextStatement(tokens)) {
      parser.cursor.restart();
      if (!parser.cursor.is(';')) {
        statements.add(statement(parser, tokens, lexer));
      }
    }
    return statements;
  }

  private static Statement statement(Parser parser, Tokens tokens, Lexer lexer) {
    Cursor cursor = parser.cursor;
    try {
      Statement statement = parser.statement();
      if (cursor.atEnd() && tokens.count() - cursor.position() <= 1) {
        return statement;
      }
      return opaque(cursor, tokens, lexer, cursor.error());
    } catch (SyntaxException refused) {
      return opaque(cursor, tokens, lexer, refused);
    }
  }

  private static Statement opaque(
      Cursor cursor, Tokens tokens, Lexer lexer, SyntaxException refused) {
    int end = recover(tokens, lexer, refused.offset());
    Span span = cursor.span(0, Math.max(1, end));
    cursor.moveTo(0);
    String kind = StatementKinds.of(cursor);
    if (refused.sqlState().equals("54001")) {
      return new Opaque(kind, "nested too deeply", null, span);
    }
    int at = Math.min(Math.max(refused.offset(), 0), cursor.source().text().length());
    Opaque.SyntaxFailure failure =
        new Opaque.SyntaxFailure(
            refused.sqlState(), refused.reason(), cursor.source().span(at, errorEnd(tokens, at)));
    return new Opaque(kind, refused.reason(), failure, span);
  }

  /// The number of the token where the refused statement ends. A `;` inside of parentheses that are
  /// never closed is taken for its end, so that what follows is read.
  private static int recover(Tokens tokens, Lexer lexer, int offset) {
    int last = tokens.count() - 1;
    if (lexer.closed()) {
      return last;
    }
    for (int token = 0; token <= last; token++) {
      if (tokens.kind(token) == ';' && tokens.start(token) >= offset) {
        lexer.resumeAt(tokens.end(token));
        return token;
      }
    }
    for (int token = 0; token <= last; token++) {
      if (tokens.kind(token) == ';') {
        lexer.resumeAt(tokens.end(token));
        return token;
      }
    }
    return tokens.count();
  }

  private static int errorEnd(Tokens tokens, int offset) {
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.start(token) == offset) {
        return tokens.end(token);
      }
    }
    return offset;
  }
}
