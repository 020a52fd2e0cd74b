package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of functions and uses of operators: which one is meant, and what it yields (manual,
/// chapter 10).
final class Calls {
  private final Analysis analysis;

  Calls(Analysis analysis) {
    this.analysis = analysis;
  }

  /// What a function in FROM yields.
  ///
  /// @param open why there may be columns that are not known, or null
  record Rows(List<ScopeColumn> columns, @Nullable String open) {}

  /// A function that may be meant.
  private record Candidate(
      int least, int most, DataType returns, List<ScopeColumn> columns, int id) {
    boolean takes(int arguments) {
      return arguments >= least && arguments <= most;
    }
  }

  /// The type of a call's result.
  DataType type(Expression.FunctionCall call, List<DataType> arguments) {
    List<Candidate> candidates = candidates(call.name());
    List<Candidate> taking =
        candidates.stream().filter(candidate -> candidate.takes(arguments.size())).toList();
    if (taking.isEmpty()) {
      throw unknown(call, arguments, candidates);
    }
    if (taking.size() == 1) {
      analysis.refer(taking.getFirst().id(), 0);
    } else if (taking.stream().anyMatch(candidate -> candidate.id() != 0)) {
      analysis.incomplete();
    }
    DataType first = taking.getFirst().returns();
    return taking.stream().allMatch(candidate -> candidate.returns().equals(first))
        ? first
        : new DataType.Undecided();
  }

  private RuntimeException unknown(
      Expression.FunctionCall call, List<DataType> arguments, List<Candidate> candidates) {
    String extension = analysis.lookup.unknownExtension();
    if (extension != null) {
      return new UndecidedException(call.name() + "() may come from extension " + extension);
    }
    boolean spread = !call.arguments().isEmpty() && call.arguments().getLast().variadic();
    boolean procedureOrAggregate = call.withinGroup() || spread;
    if (procedureOrAggregate && !candidates.isEmpty()) {
      return new UndecidedException("the call of " + call.name() + " was not understood");
    }
    List<String> names = arguments.stream().map(this::spelled).toList();
    return analysis.missing(
        "42883",
        "function " + call.name() + "(" + String.join(", ", names) + ") does not exist",
        call.span(),
        ObjectKind.FUNCTION,
        call.name().name(),
        call.name().qualifier(),
        List.of());
  }

  private String spelled(DataType type) {
    return TypeSpelling.of(type.unmodified(), analysis.database().schema());
  }

  /// What a function in FROM yields.
  Rows rows(Expression call, Scope scope) {
    if (!(call instanceof Expression.FunctionCall function)) {
      DataType type = analysis.expressions.type(call, scope);
      String name = Queries.outputName(call);
      return new Rows(List.of(new ScopeColumn(name, type)), null);
    }
    DataType type = analysis.expressions.type(function, scope);
    List<Candidate> taking =
        candidates(function.name()).stream()
            .filter(candidate -> candidate.takes(function.arguments().size()))
            .toList();
    String name = function.name().name();
    List<ScopeColumn> columns = taking.isEmpty() ? List.of() : taking.getFirst().columns();
    boolean agree = taking.stream().allMatch(candidate -> candidate.columns().equals(columns));
    if (!columns.isEmpty() && agree) {
      return new Rows(columns, null);
    }
    boolean scalar =
        type instanceof DataType.Builtin builtin
            && !builtin.name().equals("record")
            && !builtin.name().startsWith("any");
    if (scalar && taking.stream().allMatch(candidate -> candidate.columns().isEmpty())) {
      return new Rows(List.of(new ScopeColumn(name, type)), null);
    }
    return new Rows(
        List.of(new ScopeColumn(name, type)), "the columns of " + name + "() are not known");
  }

  /// Whether the only column of a function in FROM takes the alias's name.
  boolean namedByAlias(Expression call) {
    return call instanceof Expression.FunctionCall function
        && candidates(function.name()).stream()
            .allMatch(candidate -> candidate.columns().isEmpty());
  }

  /// Whether a function of that name takes one argument: then `x.name` may be a call of it.
  boolean exists(String name) {
    for (Namespace namespace : analysis.lookup.path()) {
      if (!analysis
          .database()
          .schema()
          .findAll(Schema.Space.ROUTINE, namespace.id(), name)
          .isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Candidate> candidates(QualifiedName name) {
    List<Candidate> candidates = new ArrayList<>();
    String qualifier = name.qualifier();
    Schema schema = analysis.database().schema();
    if (qualifier == null) {
      for (Namespace namespace : analysis.lookup.path()) {
        add(candidates, schema, namespace, name.name());
      }
    } else {
      Namespace namespace = schema.namespace(qualifier);
      if (namespace != null) {
        add(candidates, schema, namespace, name.name());
      }
    }
    return candidates;
  }

  private void add(List<Candidate> candidates, Schema schema, Namespace namespace, String name) {
    for (SchemaObject object : schema.findAll(Schema.Space.ROUTINE, namespace.id(), name)) {
      if (object instanceof Routine routine) {
        candidates.add(created(routine));
      }
    }
    for (CatalogFunction function :
        Builtin.of(analysis.database().major()).functions(namespace.name(), name)) {
      candidates.add(builtin(function));
    }
  }

  private static Candidate created(Routine routine) {
    int arguments = routine.inputTypes().size();
    int defaults = 0;
    boolean variadic = false;
    List<ScopeColumn> columns = new ArrayList<>();
    for (Routine.Parameter parameter : routine.parameters()) {
      defaults += parameter.hasDefault() ? 1 : 0;
      variadic |= parameter.mode().equals("variadic");
      boolean output =
          parameter.mode().equals("out")
              || parameter.mode().equals("inout")
              || parameter.mode().equals("table");
      if (output) {
        String name = parameter.name();
        columns.add(
            new ScopeColumn(
                name == null ? "column" + (columns.size() + 1) : name, parameter.type()));
      }
    }
    return new Candidate(
        Math.max(0, arguments - defaults - (variadic ? 1 : 0)),
        variadic ? Integer.MAX_VALUE : arguments,
        routine.returns(),
        columns,
        routine.id());
  }

  private Candidate builtin(CatalogFunction function) {
    int arguments = function.parameters().size();
    List<ScopeColumn> columns = new ArrayList<>();
    for (CatalogColumn column : function.columns()) {
      columns.add(new ScopeColumn(column.name(), analysis.types.ofKey(column.type())));
    }
    DataType returns = analysis.types.ofKey(function.returnType());
    boolean polymorphic = function.returnType().startsWith("any");
    return new Candidate(
        Math.max(0, arguments - function.defaults() - (function.isVariadic() ? 1 : 0)),
        function.isVariadic() || function.directArguments() > 0 ? Integer.MAX_VALUE : arguments,
        polymorphic ? new DataType.Undecided() : returns,
        columns,
        0);
  }

  /// The type that an operator yields.
  DataType operator(Expression.Operation operation, @Nullable DataType left, DataType right) {
    List<DataType> results = new ArrayList<>();
    for (CatalogOperator operator :
        Builtin.of(analysis.database().major()).operators(operation.operator())) {
      DataType result = analysis.types.ofKey(operator.result());
      boolean prefix = operator.left() == null;
      if (prefix == (left == null) && !results.contains(result)) {
        results.add(result);
      }
    }
    boolean same = left != null && left.equals(right) && results.contains(left);
    boolean arithmetic = "+-*/%".contains(operation.operator());
    if (same && arithmetic && left instanceof DataType.Builtin) {
      return left;
    }
    return results.size() == 1 && !results.getFirst().equals(DataType.builtin("anyarray"))
        ? results.getFirst()
        : new DataType.Undecided();
  }
}
