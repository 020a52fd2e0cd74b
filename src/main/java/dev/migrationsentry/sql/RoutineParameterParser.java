package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.RoutineStatement.Parameter;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of functions, procedures and aggregates (`func_arg`).
final class RoutineParameterParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  RoutineParameterParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `(parameters)`, each with an optional default (`func_args_with_defaults`).
  List<Parameter> parameters() {
    cursor.expect('(');
    List<Parameter> parameters = new ArrayList<>(4);
    if (cursor.accept(')')) {
      return parameters;
    }
    do {
      parameters.add(parameter(true));
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
    cursor.expect('(');
    List<Parameter> parameters = new ArrayList<>(2);
    if (cursor.accept('*')) {
      cursor.expect(')');
      return parameters;
    }
    if (!cursor.is("order")) {
      aggregated(parameters);
    }
    if (cursor.is("order")) {
      cursor.expect("order", "by");
      aggregated(parameters);
    }
    cursor.expect(')');
    return parameters;
  }

  private void aggregated(List<Parameter> parameters) {
    do {
      parameters.add(parameter(false));
    } while (cursor.accept(','));
  }

  /// One parameter: mode, name and type, the mode before or behind the name.
  Parameter parameter(boolean withDefault) {
    int start = cursor.position();
    String mode = optionalMode();
    Name name = null;
    if (names.isTypeFunctionName(0) && (startsType(1) || (mode == null && startsMode(1)))) {
      name = names.typeFunctionName();
      if (mode == null) {
        mode = optionalMode();
      }
    }
    TypeName type = parser.types.functionType();
    Expression value = null;
    if (withDefault && (cursor.accept('=') || cursor.accept("default"))) {
      value = parser.expressions.expression();
    }
    return new Parameter(mode == null ? "in" : mode, name, type, value, cursor.span(start));
  }

  private @Nullable String optionalMode() {
    if (cursor.accept("in")) {
      return cursor.accept("out") ? "inout" : "in";
    }
    return cursor.acceptAny("out", "inout", "variadic");
  }

  private boolean startsMode(int ahead) {
    return switch (cursor.word(ahead)) {
      case "in", "out", "inout", "variadic" -> true;
      default -> false;
    };
  }

  /// Whether a type begins there, so that the word before it is the parameter's name.
  private boolean startsType(int ahead) {
    return names.isTypeFunctionName(ahead)
        || switch (cursor.word(ahead)) {
          case "bigint",
              "bit",
              "boolean",
              "char",
              "character",
              "dec",
              "decimal",
              "float",
              "int",
              "integer",
              "interval",
              "json",
              "national",
              "nchar",
              "numeric",
              "real",
              "setof",
              "smallint",
              "time",
              "timestamp",
              "varchar" ->
              true;
          default -> false;
        };
  }
}
