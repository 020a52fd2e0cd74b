package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlScope.Kind;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the loops of PL/pgSQL (manual, sections 41.6.5 to 41.6.7).
final class PlLoopParser {
  private final PlParser parser;
  private final PlCursor cursor;
  private final PlText text;
  private final PlTargets targets;
  private final PlCursorParser cursors;

  PlLoopParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.text = parser.text;
    this.targets = parser.targets;
    this.cursors = new PlCursorParser(parser);
  }

  /// A loop from its first word on; the label before it is read.
  PlStatement loop(int start, @Nullable Name label) {
    parser.scope.push(label == null ? null : label.value(), true);
    String word = cursor.word();
    cursor.advance();
    PlStatement.Header header =
        switch (word) {
          case "while" -> new PlStatement.While(text.expressionTo("LOOP", "loop"));
          case "for" -> forHeader();
          case "foreach" -> forEachHeader();
          default -> new PlStatement.Endless();
        };
    List<PlStatement> body = parser.statements();
    cursor.expect("end");
    cursor.expect("loop");
    int end = cursor.position();
    Name endLabel = parser.optionalEndLabel();
    cursor.expect(';');
    parser.checkEndLabel(label, endLabel, end);
    parser.scope.pop();
    return new PlStatement.Loop(label, header, body, cursor.span(start));
  }

  /// What stands between FOR and IN.
  ///
  /// @param list the scalars when there are several
  private record LoopVariable(Word word, @Nullable List<Expression> list) {}

  private LoopVariable loopVariable() {
    if (!cursor.isName()) {
      throw cursor.error("syntax error");
    }
    Word word = cursor.takeName();
    if (word.variable() == null) {
      if (word.parts().size() > 1 || cursor.is(',') || cursor.isKeyword(word)) {
        throw cursor.unknownVariable(word);
      }
      return new LoopVariable(word, null);
    }
    if (cursor.is(',') && !word.isRecord()) {
      targets.checkAssignable(word);
      return new LoopVariable(word, targets.scalars(word));
    }
    return new LoopVariable(word, null);
  }

  private PlStatement.Header forHeader() {
    LoopVariable variable = loopVariable();
    cursor.expect("in");
    if (cursor.accept("execute")) {
      return forExecute(variable);
    }
    int start = cursor.position();
    Word over = cursor.isName() ? cursor.takeName() : null;
    if (over != null && over.variable() != null && !over.field() && over.variable().cursor()) {
      return forCursor(variable, over);
    }
    cursor.moveTo(start);
    boolean reverse = cursor.is("reverse") && !cursor.isDotted();
    if (reverse) {
      cursor.advance();
    }
    Piece piece = text.upTo("LOOP", "expression", "..", "loop");
    if (piece.terminator().equals("..")) {
      return forRange(variable, reverse, piece);
    }
    if (reverse) {
      throw cursor.plain("cannot specify REVERSE in query FOR loop", start);
    }
    var query = text.statement(piece);
    return new PlStatement.ForQuery(rowTargets("42601", variable), query, null, List.of());
  }

  private PlStatement.Header forExecute(LoopVariable variable) {
    Piece piece = text.upTo("LOOP or USING", "expression", "loop", "using");
    Expression command = text.expression(piece);
    List<Expression> rows = rowTargets("42804", variable);
    List<Expression> using = new ArrayList<>(2);
    if (piece.terminator().equals("using")) {
      text.expressions(using, ", or LOOP", "loop");
    }
    return new PlStatement.ForExecute(rows, command, using);
  }

  /// The variables that take the rows of a query.
  private List<Expression> rowTargets(String sqlState, LoopVariable variable) {
    if (variable.list() != null) {
      return variable.list();
    }
    if (variable.word().variable() == null) {
      throw cursor.plain(
          sqlState,
          "loop variable of loop over rows must be a record variable or list of scalar variables",
          variable.word().token());
    }
    targets.checkAssignable(variable.word());
    return List.of(targets.expression(variable.word()));
  }

  private PlStatement.Header forCursor(LoopVariable variable, Word over) {
    if (variable.list() != null) {
      throw cursor.plain(
          "cursor FOR loop must have only one target variable", variable.word().token());
    }
    Variable cursorVariable = over.variable();
    if (cursorVariable == null || cursorVariable.cursorParameters() == null) {
      throw cursor.plain("cursor FOR loop must use a bound cursor variable", over.token());
    }
    List<Expression> arguments = cursors.arguments(cursorVariable);
    cursor.expect("loop");
    Name row = variable.word().parts().getLast();
    parser.scope.add(Variable.of(row.value(), Kind.RECORD));
    return new PlStatement.ForQuery(
        List.of(targets.expression(variable.word())), null, over.parts().getLast(), arguments);
  }

  private PlStatement.Header forRange(LoopVariable variable, boolean reverse, Piece first) {
    Expression low = text.expression(first);
    Piece second = text.upTo("LOOP", "expression", "loop", "by");
    Expression high = text.expression(second);
    Expression step = second.terminator().equals("by") ? text.expressionTo("LOOP", "loop") : null;
    if (variable.list() != null) {
      throw cursor.plain(
          "integer FOR loop must have only one target variable", variable.word().token());
    }
    Name name = variable.word().parts().getLast();
    parser.scope.add(Variable.of(name.value(), Kind.SCALAR));
    return new PlStatement.ForRange(name, reverse, low, high, step);
  }

  private PlStatement.Header forEachHeader() {
    LoopVariable variable = loopVariable();
    if (cursor.accept("slice")) {
      if (!cursor.isKind(Tokens.INTEGER)) {
        throw cursor.error("syntax error");
      }
      cursor.advance();
    }
    cursor.expect("in");
    cursor.expect("array");
    Expression array = text.expressionTo("LOOP", "loop");
    List<Expression> elements = variable.list();
    if (elements == null) {
      if (variable.word().variable() == null) {
        throw cursor.plain(
            "loop variable of FOREACH must be a known variable or list of variables",
            variable.word().token());
      }
      targets.checkAssignable(variable.word());
      elements = List.of(targets.expression(variable.word()));
    }
    return new PlStatement.ForEach(elements, array);
  }
}
