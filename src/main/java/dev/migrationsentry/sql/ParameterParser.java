package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectReference.Parameter;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of a routine that is named, not created: modes, names and types without
/// defaults.
final class ParameterParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ParameterParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// A function's name: any name with qualifiers, or one word that is not reserved.
  QualifiedName functionName() {
    if (cursor.kind(1) == '.') {
      return names.anyName();
    }
    Name name = names.isColId(0) ? names.colId() : names.typeFunctionName();
    return ReferenceParser.single(name);
  }

  /// `(int, OUT text, VARIADIC name int[])` (`func_args`).
  List<Parameter> parameters() {
    cursor.expect('(');
    if (cursor.accept(')')) {
      return List.of();
    }
    List<Parameter> parameters = list();
    cursor.expect(')');
    return parameters;
  }

  /// `(*)`, `(int)`, `(ORDER BY int)` or `(int ORDER BY text)` (`aggr_args`).
  List<Parameter> aggregateParameters() {
    cursor.expect('(');
    List<Parameter> parameters;
    if (cursor.accept('*')) {
      parameters = List.of();
    } else {
      parameters = new ArrayList<>(cursor.is("order") ? List.of() : list());
      boolean variadic = !parameters.isEmpty() && isVariadic(parameters.getLast());
      int order = cursor.position();
      if (cursor.accept("order")) {
        cursor.expect("by");
        List<Parameter> ordered = list();
        if (!variadic) {
          parameters.addAll(ordered);
        } else if (ordered.size() != 1 || !isVariadic(ordered.getFirst())) {
          throw cursor.error(
              "0A000",
              "an ordered-set aggregate with a VARIADIC direct argument must have one VARIADIC"
                  + " aggregated argument of the same data type",
              order + 2);
        }
      }
    }
    cursor.expect(')');
    return parameters;
  }

  private static boolean isVariadic(Parameter parameter) {
    return parameter.mode().equals("variadic");
  }

  private List<Parameter> list() {
    List<Parameter> parameters = new ArrayList<>(3);
    do {
      parameters.add(parameter());
    } while (cursor.accept(','));
    return parameters;
  }

  /// One argument: mode, name and type, the mode before or behind the name (`func_arg`).
  Parameter parameter() {
    String mode = mode();
    Name name = null;
    if (names.isTypeFunctionName(0) && (beginsType(1) || (mode == null && beginsMode(1)))) {
      name = names.typeFunctionName();
      if (mode == null) {
        mode = mode();
      }
    }
    TypeName type = parser.types.functionType();
    return new Parameter(mode == null ? "in" : mode, name, type);
  }

  private @Nullable String mode() {
    if (cursor.accept("in")) {
      return cursor.accept("out") ? "inout" : "in";
    }
    return cursor.acceptAny("out", "inout", "variadic");
  }

  private boolean beginsMode(int ahead) {
    return switch (cursor.word(ahead)) {
      case "in", "out", "inout", "variadic" -> true;
      default -> false;
    };
  }

  /// Whether a token may begin a type, so that the word before it is a parameter's name.
  private boolean beginsType(int ahead) {
    if (names.isTypeFunctionName(ahead)) {
      return true;
    }
    return switch (cursor.word(ahead)) {
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
