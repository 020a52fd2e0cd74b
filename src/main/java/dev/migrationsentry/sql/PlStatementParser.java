package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// Reads the statements of PL/pgSQL that hold no other statements (manual, section 41.5).
final class PlStatementParser {
  private final PlParser parser;
  private final PlCursor cursor;
  private final PlText text;
  private final PlTargets targets;
  private final PlSqlParser sql;
  private final PlCursorParser cursors;
  private final PlMessageParser messages;
  private final PlReturnParser returns;

  PlStatementParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.text = parser.text;
    this.targets = parser.targets;
    this.sql = new PlSqlParser(parser);
    this.cursors = new PlCursorParser(parser);
    this.messages = new PlMessageParser(parser);
    this.returns = new PlReturnParser(parser);
  }

  /// The statement at the cursor.
  PlStatement statement() {
    int start = cursor.position();
    if (cursor.isName()) {
      if (cursor.kind(1) == '.' || cursor.isAssignment(1) || cursor.kind(1) == '[') {
        Word word = cursor.takeName();
        cursor.moveTo(start);
        if (word.variable() != null) {
          return assignment(word);
        }
        if (word.parts().size() > 1 || !PlKeywords.isUnreserved(cursor.word())) {
          return unknownName(word, start);
        }
      }
      return keyword(start);
    }
    return switch (cursor.word()) {
      case "execute" -> {
        cursor.advance();
        yield sql.execute(start);
      }
      case "null" -> {
        cursor.advance();
        cursor.expect(';');
        yield new PlStatement.Nothing(cursor.span(start));
      }
      default -> throw cursor.error("syntax error");
    };
  }

  /// A statement that begins with a name PL/pgSQL does not know: SQL, unless a value is assigned to
  /// it.
  private PlStatement unknownName(Word word, int start) {
    cursor.takeName();
    if (cursor.isAssignment(0) || cursor.is('[') || cursor.is('.')) {
      throw cursor.unknownVariable(word);
    }
    cursor.moveTo(start);
    return sql.statement();
  }

  private PlStatement keyword(int start) {
    String word = cursor.word();
    if (!PlKeywords.isUnreserved(word)
        || word.equals("insert")
        || word.equals("merge")
        || word.equals("import")) {
      return sql.statement();
    }
    if (!PlKeywords.beginsStatement(word)) {
      throw cursor.error("syntax error");
    }
    if (word.equals("call") || word.equals("do")) {
      Statement statement = text.statementToSemicolon();
      return new PlStatement.Sql(statement, List.of(), false, false, cursor.span(start));
    }
    cursor.advance();
    return switch (word) {
      case "assert" -> assertion(start);
      case "close" -> cursors.close(start);
      case "commit", "rollback" -> endTransaction(start, word.equals("commit"));
      case "continue", "exit" -> exit(start, word.equals("exit"));
      case "fetch" -> cursors.fetch(start, false);
      case "move" -> cursors.fetch(start, true);
      case "get" -> messages.diagnostics(start);
      case "open" -> cursors.open(start);
      case "perform" -> sql.perform(start);
      case "raise" -> messages.raise(start);
      default -> returns.returned(start);
    };
  }

  private PlStatement assignment(Word word) {
    targets.checkAssignable(word);
    Piece piece = text.upTo(";", "statement", ";");
    PlFragments.Assignment left =
        parser.fragments.assignment(piece.start(), piece.end(), word.parts().size());
    Expression value = parser.fragments.expression(left.value(), piece.end());
    return new PlStatement.Assign(left.target(), value, cursor.span(piece.start()));
  }

  private PlStatement assertion(int start) {
    Piece piece = text.upTo(", or ;", "expression", ",", ";");
    Expression condition = text.expression(piece);
    Expression message = piece.terminator().equals(",") ? text.expressionToSemicolon() : null;
    return new PlStatement.Assert(condition, message, cursor.span(start));
  }

  private PlStatement endTransaction(int start, boolean commit) {
    boolean chain = false;
    if (cursor.accept("and")) {
      chain = !cursor.accept("no");
      cursor.expect("chain");
    }
    cursor.expect(';');
    return new PlStatement.EndTransaction(commit, chain, cursor.span(start));
  }

  private PlStatement exit(int start, boolean leave) {
    int labelToken = cursor.position();
    Name label = cursor.isIdentifier(0) ? cursor.takeIdentifier() : null;
    Expression when = null;
    if (!cursor.accept(';')) {
      cursor.expect("when");
      when = text.expressionToSemicolon();
    }
    if (label != null) {
      checkLabel(label, leave, labelToken);
    } else if (!parser.scope.insideLoop()) {
      throw cursor.plain(
          leave
              ? "EXIT cannot be used outside a loop, unless it has a label"
              : "CONTINUE cannot be used outside a loop",
          start);
    }
    return new PlStatement.Exit(leave, label, when, cursor.span(start));
  }

  private void checkLabel(Name label, boolean leave, int token) {
    if (!parser.scope.hasLabel(label.value())) {
      throw cursor.plain(
          "there is no label \""
              + label.value()
              + "\" attached to any block or loop enclosing this statement",
          token);
    }
    if (!leave && !parser.scope.isLoopLabel(label.value())) {
      throw cursor.plain("block label \"" + label.value() + "\" cannot be used in CONTINUE", token);
    }
  }
}
