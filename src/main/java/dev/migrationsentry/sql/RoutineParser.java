package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.RoutineStatement.Body;
import dev.migrationsentry.sql.ast.RoutineStatement.CreateFunction;
import dev.migrationsentry.sql.ast.RoutineStatement.Parameter;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads functions, procedures, aggregates, DO and CALL.
final class RoutineParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final RoutineParameterParser parameters;
  private final AggregateParser aggregates;
  private final BodyParser bodies;

  RoutineParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.parameters = new RoutineParameterParser(parser);
    this.aggregates = new AggregateParser(parser, parameters);
    this.bodies = new BodyParser(parser);
  }

  /// `CREATE [OR REPLACE] FUNCTION|PROCEDURE`, from its first word on.
  Statement createRoutine() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    boolean procedure = cursor.expectAny("function", "procedure").equals("procedure");
    QualifiedName name = names.functionName();
    List<Parameter> declared = new ArrayList<>(parameters.parameters());
    TypeName returns = null;
    boolean returnsTable = false;
    if (!procedure && cursor.is("returns") && !cursor.isAt(1, "null")) {
      cursor.advance();
      returnsTable = cursor.accept("table");
      if (returnsTable) {
        declared.addAll(parameters.tableColumns());
      } else {
        returns = parser.types.functionType();
      }
    }
    List<Option> options = new ArrayList<>(4);
    RoutineOptionParser found = new RoutineOptionParser(parser, options);
    found.creation();
    Body atomic = bodies.optionalAtomic();
    String language = found.language();
    if (language == null && atomic != null) {
      language = "sql";
    }
    Span span = cursor.span(start);
    CreateFunction header =
        new CreateFunction(
            orReplace,
            procedure,
            name,
            declared,
            returns,
            returnsTable,
            language,
            atomic,
            options,
            span);
    return atomic == null && found.codeToken() >= 0 ? withBody(header, found) : header;
  }

  private CreateFunction withBody(CreateFunction header, RoutineOptionParser found) {
    Span code = cursor.span(found.codeToken(), found.codeToken() + 1);
    SourceText text = found.linked() ? null : found.code();
    String language = header.language() == null ? "" : header.language();
    Body body = bodies.body(language, text, code, PlRoutine.of(header));
    return new CreateFunction(
        header.orReplace(),
        header.procedure(),
        header.name(),
        header.parameters(),
        header.returns(),
        header.returnsTable(),
        header.language(),
        body,
        header.options(),
        header.span());
  }

  /// `CREATE [OR REPLACE] AGGREGATE`, from its first word on.
  Statement createAggregate() {
    return aggregates.create();
  }

  /// `ALTER FUNCTION|PROCEDURE|ROUTINE`, from its first word on.
  Statement alterRoutine() {
    int start = cursor.position();
    cursor.expect("alter");
    ObjectKind kind =
        switch (cursor.expectAny("function", "procedure", "routine")) {
          case "function" -> ObjectKind.FUNCTION;
          case "procedure" -> ObjectKind.PROCEDURE;
          default -> ObjectKind.ROUTINE;
        };
    ObjectReference routine = parser.objects.routine(kind);
    if (!cursor.is("set") || cursor.isAt(1, "schema")) {
      int here = cursor.position();
      boolean schemaSetting = cursor.is("set", "schema") && isString(2);
      Statement common =
          schemaSetting ? null : parser.objects.commonAlteration(start, routine, false);
      if (common != null) {
        return common;
      }
      cursor.moveTo(here);
    }
    List<Option> options = new ArrayList<>(2);
    RoutineOptionParser found = new RoutineOptionParser(parser, options);
    boolean more = true;
    while (more) {
      more = found.common();
    }
    if (options.isEmpty()) {
      throw cursor.error();
    }
    cursor.accept("restrict");
    return new RoutineStatement.AlterFunction(routine, options, cursor.span(start));
  }

  private boolean isString(int ahead) {
    return names.isString(ahead);
  }

  /// `DO`, from its first word on.
  Statement doBlock() {
    int start = cursor.position();
    cursor.expect("do");
    String language = "plpgsql";
    int codeToken = -1;
    @Nullable SourceText code = null;
    do {
      if (cursor.accept("language")) {
        language = names.nonReservedWordOrString().value();
      } else {
        codeToken = cursor.position();
        code = cursor.isKind(Tokens.PLACEHOLDER) ? placeholder() : names.embeddedString();
      }
    } while (cursor.is("language") || names.isString());
    Span span = codeToken < 0 ? cursor.span(start) : cursor.span(codeToken, codeToken + 1);
    Body body = bodies.body(language, code, span, PlRoutine.inline());
    return new RoutineStatement.DoBlock(language, body, cursor.span(start));
  }

  private @Nullable SourceText placeholder() {
    names.string();
    return null;
  }

  /// `CALL`, from its first word on.
  Statement call() {
    int start = cursor.position();
    cursor.expect("call");
    Expression.FunctionCall call = parser.expressions.functionApplication();
    return new RoutineStatement.Call(call, cursor.span(start));
  }
}
