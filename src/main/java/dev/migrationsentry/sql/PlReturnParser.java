package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads RETURN in its forms (manual, section 41.6.1). What may be returned depends on the routine,
/// and PL/pgSQL checks it when it compiles the body.
final class PlReturnParser {
  private static final String MISMATCH = "42804";

  private final PlRoutine routine;
  private final PlCursor cursor;
  private final PlText text;

  PlReturnParser(PlParser parser) {
    this.routine = parser.routine;
    this.cursor = parser.cursor;
    this.text = parser.text;
  }

  /// The statement behind RETURN.
  PlStatement returned(int start) {
    if (cursor.atEnd()) {
      throw cursor.error("unexpected end of function definition");
    }
    if (cursor.is("next") && !cursor.isDotted()) {
      cursor.advance();
      return next(start);
    }
    if (cursor.is("query") && !cursor.isDotted()) {
      cursor.advance();
      return query(start);
    }
    String without = withoutValue();
    Expression value = null;
    if (without == null) {
      value = text.expressionToSemicolon();
    } else {
      requireNoValue(without, routine.procedure() && routine.returnsVoid() ? "42601" : MISMATCH);
    }
    return new PlStatement.Return("return", value, cursor.span(start));
  }

  /// Why RETURN may have no value here, or null when it must have one.
  private @Nullable String withoutValue() {
    if (routine.returnsSet()) {
      return "RETURN cannot have a parameter in function returning set";
    }
    if (routine.returnsVoid()) {
      return routine.procedure()
          ? "RETURN cannot have a parameter in a procedure"
          : "RETURN cannot have a parameter in function returning void";
    }
    return routine.hasResultParameters()
        ? "RETURN cannot have a parameter in function with OUT parameters"
        : null;
  }

  private void requireNoValue(String message, String sqlState) {
    if (!cursor.accept(';')) {
      throw cursor.plain(sqlState, message, cursor.position());
    }
  }

  private PlStatement next(int start) {
    if (!routine.returnsSet()) {
      throw cursor.plain(MISMATCH, "cannot use RETURN NEXT in a non-SETOF function", start);
    }
    Expression value = null;
    if (routine.hasResultParameters()) {
      requireNoValue(
          "RETURN NEXT cannot have a parameter in function with OUT parameters", MISMATCH);
    } else {
      value = text.expressionToSemicolon();
    }
    return new PlStatement.Return("next", value, cursor.span(start));
  }

  private PlStatement query(int start) {
    if (!routine.returnsSet()) {
      throw cursor.plain(MISMATCH, "cannot use RETURN QUERY in a non-SETOF function", start);
    }
    if (!cursor.accept("execute")) {
      var query = text.statementToSemicolon();
      return new PlStatement.ReturnQuery(query, null, List.of(), cursor.span(start));
    }
    Piece piece = text.upTo("; or USING", "expression", ";", "using");
    Expression command = text.expression(piece);
    List<Expression> using = piece.terminator().equals("using") ? text.using() : List.of();
    return new PlStatement.ReturnQuery(null, command, using, cursor.span(start));
  }
}
