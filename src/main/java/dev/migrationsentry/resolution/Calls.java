package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CallResolution;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.FunctionCall;
import dev.migrationsentry.builtin.Resolution;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of functions: which one is meant, and what it yields (manual, section 10.3).
final class Calls {
  private final Analysis analysis;
  private final CallResolution resolution;

  Calls(Analysis analysis) {
    this.analysis = analysis;
    this.resolution = new CallResolution(analysis.system);
  }

  /// What a function in FROM yields.
  ///
  /// @param open why there may be columns that are not known, or null
  /// @param scalar whether it is one column that takes an alias's name
  record Rows(List<ScopeColumn> columns, @Nullable String open, boolean scalar) {
    Rows(List<ScopeColumn> columns, @Nullable String open) {
      this(columns, open, false);
    }
  }

  /// The type of a call's result, with a look at what the clause around it allows.
  ///
  /// @param arguments the types of the arguments, and of the keys of WITHIN GROUP
  /// @param mark what had been met before the arguments
  DataType type(
      Expression.FunctionCall call, List<DataType> arguments, Scope scope, ColumnUses.Mark mark) {
    Resolution<CatalogFunction> meaning = meaning(call, arguments);
    DataType type = type(meaning, call, arguments);
    analysis.stability.call(meaning, arguments);
    if (call.over() != null) {
      analysis.uses.window(mark, scope, call.span());
      return type;
    }
    switch (meaning) {
      case Resolved<CatalogFunction> resolved -> {
        if (resolved.target().kind().isAggregate()) {
          analysis.uses.aggregate(mark, scope, call.span());
        } else if (resolved.target().returnsSet()) {
          analysis.uses.rows(scope, call.span());
        }
      }
      case Resolution.Undecidable<CatalogFunction> ignored -> {
        Boolean aggregate = aggregate(call.name());
        if (aggregate == null) {
          analysis.incomplete();
          analysis.uses.take(mark, scope);
        } else if (aggregate) {
          analysis.uses.aggregate(mark, scope, call.span());
        }
      }
      default -> {}
    }
    return type;
  }

  /// The type of a call's result.
  ///
  /// @param arguments the types of the arguments, and of the keys of WITHIN GROUP
  private DataType type(
      Resolution<CatalogFunction> meaning, Expression.FunctionCall call, List<DataType> arguments) {
    return switch (meaning) {
      case Resolved<CatalogFunction> resolved -> {
        analysis.refer(analysis.callables.id(resolved.target()), 0);
        analysis.constants.arguments(call, resolved);
        yield analysis.system.ofKey(resolved.type());
      }
      case Resolution.Cast<CatalogFunction> cast -> analysis.system.ofKey(cast.type());
      case Resolution.Undecidable<CatalogFunction> undecidable -> {
        if (undecidable.candidates().stream().anyMatch(each -> analysis.callables.id(each) != 0)) {
          analysis.incomplete();
        }
        yield analysis.system.ofKey(undecidable.type());
      }
      case Resolution.NotFound<CatalogFunction> ignored -> throw unknown(call, arguments);
      case Resolution.Ambiguous<CatalogFunction> ignored ->
          throw refusal(
              "42725",
              "function " + signature(call, arguments) + " is not unique",
              "Could not choose a best candidate function. You might need to add explicit type"
                  + " casts.",
              call);
      case Resolution.Refused<CatalogFunction> refused -> {
        String type = refused.type();
        String message =
            type == null
                ? refused.message()
                : refused.message().replace("%s", spelled(analysis.system.ofKey(type)));
        throw refusal(refused.sqlState(), message, null, call);
      }
    };
  }

  private Resolution<CatalogFunction> meaning(
      Expression.FunctionCall call, List<DataType> arguments) {
    List<FunctionCall.Argument> given = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      boolean written = i < call.arguments().size() && call.arguments().get(i).name() != null;
      String name = written ? analysis.argumentName(call.arguments().get(i)) : null;
      given.add(new FunctionCall.Argument(analysis.system.key(arguments.get(i)), name));
    }
    boolean variadic = !call.arguments().isEmpty() && call.arguments().getLast().variadic();
    DataType target = arguments.size() == 1 ? analysis.types.find(call.name()) : null;
    return resolution.resolve(
        analysis.callables.functions(call.name()),
        new FunctionCall(given, variadic, target == null ? null : analysis.system.key(target)));
  }

  private RuntimeException refusal(
      String sqlState, String message, @Nullable String hint, Expression.FunctionCall call) {
    return analysis.unmatched(
        sqlState,
        message,
        hint,
        call.span(),
        ObjectKind.FUNCTION,
        call.name().name(),
        call.name().qualifier());
  }

  private RuntimeException unknown(Expression.FunctionCall call, List<DataType> arguments) {
    analysis.schema(call.name());
    if (call.withinGroup()) {
      return new UndecidedException("the call of " + call.name() + " was not understood");
    }
    if (arguments.size() == 1) {
      // `name(row)` is `row.name`.
      String key = analysis.system.key(arguments.getFirst());
      CatalogType type = key == null ? null : analysis.system.type(key);
      if (type == null || type.kind() == CatalogType.Kind.COMPOSITE || "record".equals(key)) {
        return new UndecidedException(call.name() + " may be a column");
      }
    }
    boolean doubtful = arguments.stream().anyMatch(type -> analysis.system.key(type) == null);
    if (doubtful && !analysis.callables.functions(call.name()).isEmpty()) {
      return new UndecidedException("the call of " + call.name() + " was not understood");
    }
    return refusal(
        "42883",
        "function " + signature(call, arguments) + " does not exist",
        doubtful
            ? null
            : "No function matches the given name and argument types. You might need to add"
                + " explicit type casts.",
        call);
  }

  private String signature(Expression.FunctionCall call, List<DataType> arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      boolean written = i < call.arguments().size() && call.arguments().get(i).name() != null;
      String name = written ? analysis.argumentName(call.arguments().get(i)) + " => " : "";
      texts.add(name + spelled(arguments.get(i)));
    }
    return call.name() + "(" + String.join(", ", texts) + ")";
  }

  private String spelled(DataType type) {
    return analysis.spelled(type);
  }

  /// What a built-in function yields that stands behind a syntax of its own.
  DataType builtin(String name, List<DataType> arguments) {
    List<@Nullable String> keys = new ArrayList<>();
    arguments.forEach(argument -> keys.add(analysis.system.key(argument)));
    Resolution<CatalogFunction> meaning =
        resolution.resolve(analysis.callables.builtins(name), FunctionCall.of(keys));
    analysis.stability.call(meaning, arguments);
    return switch (meaning) {
      case Resolved<CatalogFunction> resolved -> analysis.system.ofKey(resolved.type());
      case Resolution.Undecidable<CatalogFunction> some -> analysis.system.ofKey(some.type());
      default -> new DataType.Undecided();
    };
  }

  /// What a function in FROM yields.
  Rows rows(Expression call, Scope scope) {
    if (!(call instanceof Expression.FunctionCall function)) {
      DataType type = analysis.expressions.type(call, scope);
      return new Rows(List.of(new ScopeColumn(OutputNames.of(call), type)), null, true);
    }
    String name = function.name().name();
    if (name.equals("unnest") && function.arguments().size() > 1) {
      List<ScopeColumn> columns = new ArrayList<>();
      for (Expression.FunctionCall.Argument argument : function.arguments()) {
        DataType of = analysis.expressions.type(argument.value(), scope);
        columns.add(
            new ScopeColumn(
                name,
                of instanceof DataType.Array array ? array.element() : new DataType.Undecided()));
      }
      return new Rows(columns, null);
    }
    List<DataType> arguments = analysis.expressions.arguments(function, scope);
    Resolution<CatalogFunction> meaning = meaning(function, arguments);
    DataType type = type(meaning, function, arguments);
    String unknown = "the columns of " + name + "() are not known";
    if (meaning instanceof Resolved<CatalogFunction> resolved) {
      List<ScopeColumn> columns = columns(resolved);
      if (!columns.isEmpty()) {
        return new Rows(columns, null);
      }
    } else {
      return new Rows(List.of(new ScopeColumn(name, type)), unknown);
    }
    String key = analysis.system.key(type);
    CatalogType of = key == null ? null : analysis.system.type(analysis.conversions.base(key));
    if (of == null || of.kind() == CatalogType.Kind.PSEUDO) {
      boolean scalar = key != null && key.equals("void");
      return new Rows(List.of(new ScopeColumn(name, type)), scalar ? null : unknown);
    }
    if (of.kind() == CatalogType.Kind.COMPOSITE) {
      List<ScopeColumn> columns = new ArrayList<>();
      of.columns()
          .forEach(column ->
              columns.add(new ScopeColumn(column.name(), analysis.system.ofKey(column.type()))));
      return new Rows(columns, null);
    }
    return new Rows(List.of(new ScopeColumn(name, type)), null, true);
  }

  private List<ScopeColumn> columns(Resolved<CatalogFunction> resolved) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (CatalogColumn column : resolved.target().columns()) {
      String type = resolved.resolve(column.type());
      columns.add(new ScopeColumn(column.name(), analysis.system.ofKey(type)));
    }
    return columns;
  }

  /// Whether a function of that name takes one argument: then `x.name` may be a call of it.
  boolean exists(String name) {
    for (Namespace namespace : analysis.lookup.searched(null)) {
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

  /// Whether a name is that of an aggregate, whatever its arguments; null when it may be one.
  @Nullable Boolean aggregate(QualifiedName name) {
    List<CatalogFunction> functions = analysis.callables.functions(name);
    boolean all = functions.stream().allMatch(each -> each.kind().isAggregate());
    boolean none = functions.stream().noneMatch(each -> each.kind().isAggregate());
    return (functions.isEmpty() || all == none) ? null : (Boolean) all;
  }
}
