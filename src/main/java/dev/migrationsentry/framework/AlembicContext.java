package dev.migrationsentry.framework;

import dev.migrationsentry.framework.PythonConstants.Held;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Keyword;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `env.py` tells Alembic by `context.configure(…)`, as far as its values are constants
/// (Alembic documentation, `EnvironmentContext.configure`).
///
/// @param transactionPerMigration whether each revision has a transaction of its own
/// @param versionTable the name of the table that holds the current revisions
/// @param versionTableSchema the schema of that table, or null for the first one of `search_path`
/// @param includeSchemas whether autogenerate looks at all schemas
/// @param unresolved places whose values only a run shows
record AlembicContext(
    boolean transactionPerMigration,
    String versionTable,
    @Nullable String versionTableSchema,
    boolean includeSchemas,
    List<Unclear> unresolved) {
  /// The settings of an `env.py` that says nothing.
  static final AlembicContext USUAL =
      new AlembicContext(false, "alembic_version", null, false, List.of());

  AlembicContext {
    unresolved = List.copyOf(unresolved);
  }

  /// An argument that is not known.
  ///
  /// @param name the argument's name
  /// @param why a clause
  record Unclear(String name, Span where, String why) {}

  /// Reads an `env.py`.
  static AlembicContext of(SourceFile file) {
    Module module = PythonReader.read(file);
    PythonConstants constants = PythonConstants.of(module);
    Map<String, Held> arguments = new HashMap<>();
    for (Expression.Call call : calls(module.body())) {
      // The offline configuration only prints SQL; where both are there, the one with a connection
      // decides.
      boolean online = call.keywords().stream().anyMatch(word -> "connection".equals(word.name()));
      for (Keyword keyword : call.keywords()) {
        String name = keyword.name();
        if (name != null) {
          Held held = constants.evaluate(keyword.value());
          if (online) {
            arguments.put(name, held);
          } else {
            arguments.putIfAbsent(name, held);
          }
        }
      }
    }
    List<Unclear> unresolved = new ArrayList<>();
    boolean each = truth("transaction_per_migration", arguments, unresolved);
    boolean all = truth("include_schemas", arguments, unresolved);
    String table = text("version_table", arguments, unresolved);
    String schema = text("version_table_schema", arguments, unresolved);
    return new AlembicContext(
        each, table == null ? USUAL.versionTable() : table, schema, all, unresolved);
  }

  private static boolean truth(String name, Map<String, Held> arguments, List<Unclear> unresolved) {
    return switch (arguments.get(name)) {
      case Held.Truth truth -> truth.value();
      case Held.Unknown(String why, Span where) -> {
        unresolved.add(new Unclear(name, where, why));
        yield false;
      }
      case null -> false;
      case Held ignored -> false;
    };
  }

  private static @Nullable String text(
      String name, Map<String, Held> arguments, List<Unclear> unresolved) {
    return switch (arguments.get(name)) {
      case Held.Text text -> text.text();
      case Held.Unknown(String why, Span where) -> {
        unresolved.add(new Unclear(name, where, why));
        yield null;
      }
      case null -> null;
      case Held ignored -> null;
    };
  }

  /// The calls of a function named `configure`, also inside of functions.
  private static List<Expression.Call> calls(List<Statement> statements) {
    List<Expression.Call> found = new ArrayList<>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.FunctionDefinition function -> found.addAll(calls(function.body()));
        case Statement.ClassDefinition type -> found.addAll(calls(type.body()));
        case Statement.If branch -> {
          found.addAll(calls(branch.body()));
          found.addAll(calls(branch.otherwise()));
        }
        case Statement.With with -> found.addAll(calls(with.body()));
        case Statement.For loop -> found.addAll(calls(loop.body()));
        case Statement.While loop -> found.addAll(calls(loop.body()));
        case Statement.Try attempt -> {
          found.addAll(calls(attempt.body()));
          attempt.handlers().forEach(one -> found.addAll(calls(one.body())));
          found.addAll(calls(attempt.otherwise()));
          found.addAll(calls(attempt.last()));
        }
        case Statement.ExpressionStatement expression -> {
          if (expression.value() instanceof Expression.Call call
              && call.function() instanceof Expression.Attribute attribute
              && attribute.name().equals("configure")) {
            found.add(call);
          }
        }
        case Statement ignored -> {}
      }
    }
    return found;
  }
}
