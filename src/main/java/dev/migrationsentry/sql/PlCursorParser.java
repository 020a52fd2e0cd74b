package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlScope.Kind;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what PL/pgSQL does with cursors: OPEN, FETCH, MOVE, CLOSE, and the arguments of bound
/// cursors (manual, section 41.7).
final class PlCursorParser {
  private final PlCursor cursor;
  private final PlText text;
  private final PlTargets targets;

  PlCursorParser(PlParser parser) {
    this.cursor = parser.cursor;
    this.text = parser.text;
    this.targets = parser.targets;
  }

  /// `(arguments)` of a bound cursor, in the order of its parameters; nothing when it has none.
  List<Expression> arguments(Variable bound) {
    List<String> parameters = bound.cursorParameters();
    if (parameters == null || parameters.isEmpty()) {
      if (cursor.is('(')) {
        throw cursor.plain("cursor \"" + bound.name() + "\" has no arguments", cursor.position());
      }
      return List.of();
    }
    if (!cursor.is('(')) {
      throw cursor.plain("cursor \"" + bound.name() + "\" has arguments", cursor.position());
    }
    cursor.advance();
    TreeMap<Integer, Expression> values = new TreeMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      int start = cursor.position();
      int position = argumentPosition(bound, parameters, i);
      if (values.containsKey(position)) {
        throw cursor.plain(
            "value for parameter \""
                + parameters.get(position)
                + "\" of cursor \""
                + bound.name()
                + "\" specified more than once",
            start);
      }
      Piece piece = text.upTo(",\" or \")", "expression", ",", ")");
      values.put(position, text.expression(piece));
      boolean last = i == parameters.size() - 1;
      if (piece.terminator().equals(")") != last) {
        throw cursor.plain(
            (last ? "too many" : "not enough") + " arguments for cursor \"" + bound.name() + "\"",
            piece.end());
      }
    }
    return new ArrayList<>(values.values());
  }

  /// The number of the parameter that the next argument is for: `name := value`, `name => value`,
  /// or the next one.
  private int argumentPosition(Variable bound, List<String> parameters, int next) {
    boolean named =
        cursor.isIdentifier(0)
            && (cursor.kind(1) == Tokens.COLON_EQUALS || cursor.kind(1) == Tokens.EQUALS_GREATER);
    if (!named) {
      return next;
    }
    int start = cursor.position();
    String name = cursor.takeIdentifier().value();
    int position = parameters.indexOf(name);
    if (position < 0) {
      throw cursor.plain(
          "cursor \"" + bound.name() + "\" has no argument named \"" + name + "\"", start);
    }
    cursor.advance();
    return position;
  }

  /// A variable that is a cursor.
  private Word cursorVariable() {
    Word word = targets.known();
    Variable variable = word.variable();
    if (variable == null || word.field() || variable.kind() == Kind.RECORD) {
      throw cursor.plain("42804", "cursor variable must be a simple variable", word.token());
    }
    if (!variable.cursor() && variable.kind() == Kind.SCALAR) {
      throw cursor.plain(
          "42804",
          "variable \"" + variable.name() + "\" must be of type cursor or refcursor",
          word.token());
    }
    return word;
  }

  private static boolean isBound(Word word) {
    return word.variable() != null && word.variable().cursorParameters() != null;
  }

  /// `OPEN cursor …;`, behind OPEN.
  PlStatement open(int start) {
    Word word = cursorVariable();
    if (isBound(word) && word.variable() != null) {
      List<Expression> arguments = arguments(word.variable());
      cursor.expect(';');
      return result("open", word, null, arguments, start);
    }
    boolean no = cursor.accept("no");
    if (cursor.is("scroll")) {
      cursor.advance();
    } else if (no && !cursor.is("for")) {
      throw cursor.error("syntax error, expected \"FOR\"");
    }
    if (!cursor.accept("for")) {
      throw cursor.error("syntax error, expected \"FOR\"");
    }
    if (!cursor.accept("execute")) {
      var query = text.statementToSemicolon();
      return new PlStatement.Cursor(
          "open", word.parts().getLast(), query, null, List.of(), List.of(), cursor.span(start));
    }
    Piece piece = text.upTo("USING or ;", "expression", "using", ";");
    Expression command = text.expression(piece);
    List<Expression> using = piece.terminator().equals("using") ? text.using() : List.of();
    return result("open", word, command, using, start);
  }

  private PlStatement result(
      String action,
      Word word,
      @Nullable Expression command,
      List<Expression> arguments,
      int start) {
    return new PlStatement.Cursor(
        action, word.parts().getLast(), null, command, arguments, List.of(), cursor.span(start));
  }

  /// `CLOSE cursor;`, behind CLOSE.
  PlStatement close(int start) {
    Word word = cursorVariable();
    cursor.expect(';');
    return result("close", word, null, List.of(), start);
  }

  /// `FETCH|MOVE direction cursor [INTO targets];`, behind the first word.
  PlStatement fetch(int start, boolean move) {
    List<Expression> count = new ArrayList<>(1);
    boolean several = direction(count);
    Word word = cursorVariable();
    List<Expression> into = List.of();
    if (!move) {
      cursor.expect("into");
      into = targets.into();
    }
    cursor.expect(';');
    if (several && !move) {
      throw cursor.plain("0A000", "FETCH statement cannot return multiple rows", start);
    }
    return new PlStatement.Cursor(
        move ? "move" : "fetch",
        word.parts().getLast(),
        null,
        null,
        count,
        into,
        cursor.span(start));
  }

  /// The direction and FROM or IN.
  ///
  /// @return whether several rows may come
  private boolean direction(List<Expression> count) {
    if (cursor.atEnd()) {
      throw cursor.error("unexpected end of function definition");
    }
    String word = cursor.isDotted() ? "" : cursor.word();
    return switch (word) {
      case "next", "prior", "first", "last" -> {
        cursor.advance();
        requireFrom();
        yield false;
      }
      case "absolute", "relative" -> {
        cursor.advance();
        count.add(upToFrom());
        yield false;
      }
      case "all" -> {
        cursor.advance();
        requireFrom();
        yield true;
      }
      case "forward", "backward" -> {
        cursor.advance();
        yield completeDirection(count);
      }
      case "from", "in" -> {
        cursor.advance();
        yield false;
      }
      default -> {
        if (isVariable()) {
          yield false;
        }
        count.add(upToFrom());
        yield true;
      }
    };
  }

  private boolean completeDirection(List<Expression> count) {
    if (cursor.atEnd()) {
      throw cursor.error("unexpected end of function definition");
    }
    if (cursor.accept("from") || cursor.accept("in")) {
      return false;
    }
    if (cursor.accept("all")) {
      requireFrom();
    } else {
      count.add(upToFrom());
    }
    return true;
  }

  private boolean isVariable() {
    if (!cursor.isName()) {
      return false;
    }
    int here = cursor.position();
    boolean variable = cursor.takeName().variable() != null;
    cursor.moveTo(here);
    return variable;
  }

  private Expression upToFrom() {
    return text.expression(text.upTo("FROM or IN", "expression", "from", "in"));
  }

  private void requireFrom() {
    if (!cursor.accept("from") && !cursor.accept("in")) {
      throw cursor.error("expected FROM or IN");
    }
  }
}
