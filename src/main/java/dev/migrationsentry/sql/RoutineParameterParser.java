package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.RoutineStatement.Parameter;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Reads the parameters of functions, procedures and aggregates (`func_arg`).
final class RoutineParameterParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ParameterParser references;

  RoutineParameterParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.references = new ParameterParser(parser);
  }

  /// `(parameters)`, each with an optional default (`func_args_with_defaults`).
  List<Parameter> parameters() {
    cursor.expect('(');
    List<Parameter> parameters = new ArrayList<>(4);
    if (cursor.accept(')')) {
      return parameters;
    }
    do {
      parameters.add(parameter());
    } while (cursor.accept(','));
    cursor.expect(')');
    return parameters;
  }

  /// The columns in `RETURNS TABLE (…)`, behind TABLE.
  List<Parameter> tableColumns() {
    cursor.expect('(');
    List<Parameter> columns = new ArrayList<>(4);
    do {
      int start = cursor.position();
      Name name = names.typeFunctionName();
      TypeName type = parser.types.functionType();
      columns.add(new Parameter("table", name, type, null, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return columns;
  }

  /// The parameters of an aggregate from `(` to `)`: `*`, or parameters with an optional ORDER BY
  /// before the aggregated ones (`aggr_args`).
  List<Parameter> aggregateParameters() {
    List<Parameter> parameters = new ArrayList<>(2);
    for (ObjectReference.Parameter read : references.aggregateParameters()) {
      Name name = read.name();
      TypeName type = type(read);
      Span span = name == null ? type.span() : name.span().to(type.span());
      parameters.add(new Parameter(read.mode(), name, type, null, span));
    }
    return parameters;
  }

  private Parameter parameter() {
    int start = cursor.position();
    ObjectReference.Parameter read = references.parameter();
    Expression value =
        cursor.accept('=') || cursor.accept("default") ? parser.expressions.expression() : null;
    return new Parameter(read.mode(), read.name(), type(read), value, cursor.span(start));
  }

  /// Only the sides of an operator may have none.
  private static TypeName type(ObjectReference.Parameter parameter) {
    return Objects.requireNonNull(parameter.type(), "a parameter has a type");
  }
}
