package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogFunction.Parameter;
import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.builtin.Volatility;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions and operators of a name, built in and created, in the order of the search path.
final class Callables {
  private final Analysis analysis;
  private final IdentityHashMap<CatalogFunction, Integer> created = new IdentityHashMap<>();

  Callables(Analysis analysis) {
    this.analysis = analysis;
  }

  /// All functions that a name can mean.
  List<CatalogFunction> functions(QualifiedName name) {
    List<CatalogFunction> functions = new ArrayList<>();
    for (Namespace namespace : analysis.lookup.searched(name.qualifier())) {
      for (SchemaObject object :
          schema().findAll(Schema.Space.ROUTINE, namespace.id(), name.name())) {
        if (object instanceof Routine routine) {
          functions.add(function(routine, namespace));
        }
      }
      functions.addAll(builtin().functions(namespace.name(), name.name()));
    }
    return functions;
  }

  /// The built-in functions of a name.
  List<CatalogFunction> builtins(String name) {
    return builtin().functions(name);
  }

  /// All operators that a symbol can mean.
  ///
  /// @param schema the schema in `OPERATOR(schema.+)`, or null
  List<CatalogOperator> operators(String symbol, @Nullable Name schema) {
    List<CatalogOperator> operators = new ArrayList<>();
    for (Namespace namespace : analysis.lookup.searched(schema == null ? null : schema.stored())) {
      for (SchemaObject object : schema().findAll(Schema.Space.OPERATOR, namespace.id(), symbol)) {
        if (object instanceof GlobalObject.Operator operator) {
          operators.add(operator(operator, namespace));
        }
      }
      if (namespace.name().equals("pg_catalog")) {
        operators.addAll(builtin().operators(symbol));
      }
    }
    return operators;
  }

  /// The id of the created routine that a function is, or 0.
  int id(CatalogFunction function) {
    return created.getOrDefault(function, 0);
  }

  private CatalogFunction function(Routine routine, Namespace namespace) {
    List<Parameter> parameters = new ArrayList<>();
    List<CatalogColumn> columns = new ArrayList<>();
    for (Routine.Parameter parameter : routine.parameters()) {
      String name = parameter.name() == null ? "" : parameter.name();
      String type = analysis.system.declared(parameter.type());
      boolean output = !parameter.mode().equals("in") && !parameter.mode().equals("variadic");
      boolean input = !parameter.mode().equals("out") && !parameter.mode().equals("table");
      if (input) {
        boolean variadic = parameter.mode().equals("variadic");
        parameters.add(new Parameter(name, type, parameter.hasDefault(), variadic));
      }
      if (output) {
        String column = name.isEmpty() ? "column" + (columns.size() + 1) : name;
        columns.add(new CatalogColumn(column, type));
      }
    }
    CatalogFunction function =
        new CatalogFunction(
            namespace.name(),
            routine.name(),
            parameters,
            analysis.system.declared(routine.returns()),
            routine.returnsSet(),
            columns,
            kind(routine.kind()),
            Volatility.VOLATILE,
            0);
    created.put(function, routine.id());
    return function;
  }

  private static CatalogFunction.Kind kind(Routine.RoutineKind kind) {
    return switch (kind) {
      case FUNCTION -> CatalogFunction.Kind.FUNCTION;
      case PROCEDURE -> CatalogFunction.Kind.PROCEDURE;
      case AGGREGATE -> CatalogFunction.Kind.AGGREGATE;
      case WINDOW -> CatalogFunction.Kind.WINDOW;
    };
  }

  private CatalogOperator operator(GlobalObject.Operator operator, Namespace namespace) {
    DataType left = operator.left();
    return new CatalogOperator(
        namespace.name(),
        operator.name(),
        left == null ? null : analysis.system.declared(left),
        analysis.system.declared(operator.right()),
        analysis.system.declared(operator.result()),
        switch (operator.volatility()) {
          case 'i' -> Volatility.IMMUTABLE;
          case 's' -> Volatility.STABLE;
          default -> Volatility.VOLATILE;
        });
  }

  private Schema schema() {
    return analysis.database().schema();
  }

  private Builtin builtin() {
    return Builtin.of(analysis.database().major());
  }
}
