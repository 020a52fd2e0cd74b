package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Opaque.SyntaxFailure;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement.Body;
import dev.migrationsentry.sql.ast.RoutineStatement.ForeignBody;
import dev.migrationsentry.sql.ast.RoutineStatement.SqlBody;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the code of routines: `BEGIN ATOMIC … END`, `RETURN expression`, and the strings behind AS
/// and DO by their language.
final class BodyParser {
  private final Parser parser;
  private final Cursor cursor;

  BodyParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// `BEGIN ATOMIC … END` or `RETURN expression`, or null when neither stands here.
  @Nullable Body optionalAtomic() {
    int start = cursor.position();
    if (cursor.is("return")) {
      Statement result = returned();
      return new SqlBody(List.of(result), true, cursor.span(start));
    }
    if (!cursor.is("begin")) {
      return null;
    }
    cursor.expect("begin", "atomic");
    cursor.enter();
    List<Statement> statements = new ArrayList<>(4);
    while (!cursor.is("end")) {
      if (cursor.is("begin")) {
        throw cursor.error();
      }
      if (!cursor.is(';')) {
        statements.add(cursor.is("return") ? returned() : parser.statement());
      }
      cursor.expect(';');
    }
    cursor.expect("end");
    cursor.leave();
    return new SqlBody(statements, true, cursor.span(start));
  }

  /// `RETURN expression` as the query that it is.
  private Statement returned() {
    int start = cursor.position();
    cursor.expect("return");
    Expression value = parser.expressions.expression();
    Query.Target target = new Query.Target(value, null, value.span());
    return PlQueries.select(List.of(target), cursor.span(start));
  }

  /// Code in a string.
  ///
  /// @param language as written; empty when none was
  /// @param code the code, or null when it is not known
  /// @param span the range of the string
  /// @param routine what PL/pgSQL knows of the routine around the code
  Body body(String language, @Nullable SourceText code, Span span, PlRoutine routine) {
    if (code == null || code.tooDeep()) {
      return new ForeignBody(language, null, span);
    }
    return switch (language) {
      case "sql" -> new SqlBody(SqlReader.read(code), false, code.span());
      case "plpgsql" -> procedural(code, routine);
      default -> new ForeignBody(language, null, code.span());
    };
  }

  private static Body procedural(SourceText code, PlRoutine routine) {
    try {
      return new PlParser(code, routine).body();
    } catch (SyntaxException refused) {
      SyntaxFailure failure =
          refused.sqlState().equals("54001")
              ? null
              : new SyntaxFailure(
                  refused.sqlState(), refused.reason(), place(code, refused.offset()));
      return new ForeignBody("plpgsql", failure, code.span());
    }
  }

  /// The character at an offset, where PostgreSQL points; empty at the end of the text.
  private static Span place(SourceText code, int offset) {
    int length = code.text().length();
    int start = Math.min(offset, length);
    return code.span(start, Math.min(start + 1, length));
  }
}
