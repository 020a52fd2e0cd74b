package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads SQL statements in PL/pgSQL, with the INTO that is PL/pgSQL's own, PERFORM and EXECUTE
/// (manual, section 41.5).
final class PlSqlParser {
  private final PlParser parser;
  private final PlCursor cursor;
  private final PlText text;
  private final PlTargets targets;
  private final PlConstants constants;

  PlSqlParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.text = parser.text;
    this.targets = parser.targets;
    this.constants = new PlConstants(parser);
  }

  /// `PERFORM …;`, behind PERFORM.
  PlStatement perform(int start) {
    cursor.moveTo(start);
    int end = text.upTo(";", "statement", ";").end();
    Statement statement = parser.fragments.performed(start, end);
    return new PlStatement.Sql(statement, List.of(), false, true, cursor.span(start));
  }

  /// An SQL statement up to its `;`. An INTO that is not one of INSERT, MERGE or IMPORT names
  /// variables.
  PlStatement statement() {
    int start = cursor.position();
    boolean mayHaveInto = !cursor.is("import");
    Nesting nesting = new Nesting(cursor);
    List<Expression> into = List.of();
    int intoStart = -1;
    int intoEnd = -1;
    boolean strict = false;
    boolean target = true;
    while (true) {
      target = !cursor.is("insert") && !cursor.is("merge");
      nesting.advance();
      if (nesting.endsStatement()) {
        break;
      }
      if (cursor.atEnd()) {
        throw cursor.error("unexpected end of function definition");
      }
      while (target && mayHaveInto && cursor.is("into")) {
        if (intoStart >= 0) {
          throw cursor.error("INTO specified more than once");
        }
        intoStart = cursor.position();
        cursor.advance();
        strict = cursor.accept("strict");
        into = targets.into();
        intoEnd = cursor.position();
        nesting.revisit();
      }
      if (nesting.endsStatement()) {
        break;
      }
    }
    int end = cursor.position();
    cursor.advance();
    Statement statement =
        intoStart < 0
            ? parser.fragments.statement(start, end)
            : parser.fragments.statement(start, end, intoStart, intoEnd);
    return new PlStatement.Sql(statement, into, strict, false, cursor.span(start));
  }

  /// Counts parentheses, and BEGIN, CASE and END in the definition of a routine, so that a `;`
  /// inside of them does not end the statement.
  private static final class Nesting {
    private static final int HEADER = 4;

    private final PlCursor cursor;
    private final StringBuilder header = new StringBuilder();
    private boolean routine;
    private int parentheses;
    private int blocks;

    Nesting(PlCursor cursor) {
      this.cursor = cursor;
      note();
    }

    /// Goes to the next token.
    void advance() {
      cursor.advance();
      revisit();
    }

    /// Counts the token at the cursor.
    void revisit() {
      note();
      if (cursor.is('(')) {
        parentheses++;
      } else if (cursor.is(')') && parentheses > 0) {
        parentheses--;
      } else if (routine && parentheses == 0) {
        if (cursor.is("begin") || cursor.is("case")) {
          blocks++;
        } else if (cursor.is("end") && blocks > 0) {
          blocks--;
        }
      }
    }

    /// Whether the statement is over.
    boolean endsStatement() {
      return cursor.is(';') && parentheses == 0 && blocks == 0;
    }

    private void note() {
      if (header.length() < HEADER) {
        header.append(
            switch (cursor.word()) {
              case "create" -> 'c';
              case "or" -> 'o';
              case "replace" -> 'r';
              case "function", "procedure" -> 'f';
              default -> '-';
            });
        String begun = header.toString();
        routine = begun.startsWith("cf") || begun.startsWith("corf");
      }
    }
  }

  /// `EXECUTE command [INTO targets] [USING arguments];`, behind EXECUTE.
  PlStatement execute(int start) {
    Piece piece = text.upTo("INTO or USING or ;", "expression", "into", "using", ";");
    Expression command = text.expression(piece);
    List<Statement> constant = constants.statements(piece.start(), piece.end());
    List<Expression> into = List.of();
    boolean hasInto = false;
    boolean strict = false;
    List<Expression> using = new ArrayList<>(2);
    String terminator = piece.terminator();
    while (!terminator.equals(";")) {
      int before = cursor.position() - 1;
      if (terminator.equals("into")) {
        if (hasInto) {
          throw cursor.error("syntax error", before);
        }
        hasInto = true;
        strict = cursor.accept("strict");
        into = targets.into();
        terminator = cursor.is(';') ? ";" : cursor.word();
        if (!terminator.equals(";") && !terminator.equals("using") && !terminator.equals("into")) {
          throw cursor.error("syntax error");
        }
        cursor.advance();
      } else {
        if (!using.isEmpty()) {
          throw cursor.error("syntax error", before);
        }
        terminator = text.expressions(using, ", or ; or INTO", ";", "into");
      }
    }
    return new PlStatement.Execute(command, into, strict, using, constant, cursor.span(start));
  }
}
