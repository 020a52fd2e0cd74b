package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the bodies of functions, procedures and DO blocks.
final class RoutineRun {
  private RoutineRun() {}

  /// Runs a function or procedure.
  ///
  /// @param arguments the parameters' values by name
  /// @param at the call, which an error inside of the body points to
  static Outcome of(Routine routine, Map<String, Value> arguments, Database database, Span at) {
    RoutineStatement.Body body = routine.body();
    if (body == null) {
      return new Outcome.Unknown("runs function " + routine.name(), database, List.of());
    }
    Outcome outcome =
        run(body, arguments, database, "function " + routine.name() + " in " + routine.language());
    if (outcome instanceof Outcome.Fails(ServerError error)) {
      return new Outcome.Fails(
          new ServerError(
              error.sqlState(),
              error.message(),
              error.detail(),
              error.hint(),
              at,
              error.subject()));
    }
    return outcome;
  }

  /// Runs a DO block.
  static Outcome of(RoutineStatement.DoBlock block, Database database) {
    return run(block.body(), Map.of(), database, "code in " + block.language());
  }

  private static Outcome run(
      RoutineStatement.Body body, Map<String, Value> arguments, Database database, String what) {
    Variables variables = Variables.none();
    arguments.forEach(variables::declare);
    return switch (body) {
      case RoutineStatement.ProceduralBody procedural ->
          new ProceduralRun(database).run(procedural.block(), variables, arguments.keySet());
      case RoutineStatement.SqlBody sql ->
          statements(sql.statements(), arguments, variables, database);
      case RoutineStatement.ForeignBody foreign -> {
        var failure = foreign.failure();
        yield failure == null
            ? new Outcome.Unknown("runs " + what, database, List.of())
            : new Outcome.Fails(
                new ServerError(failure.sqlState(), failure.message(), failure.at()));
      }
    };
  }

  private static Outcome statements(
      List<Statement> statements,
      Map<String, Value> arguments,
      Variables variables,
      Database start) {
    Map<String, DataType> types = new HashMap<>();
    arguments.keySet().forEach(name -> types.put(name, new DataType.Undecided()));
    Scope scope = Resolver.variables(null, types, null);
    Database database = start;
    List<Change> changes = new ArrayList<>();
    String doubt = null;
    for (Statement statement : statements) {
      Outcome outcome = Executor.execute(statement, database, scope, variables);
      switch (outcome) {
        case Outcome.Done done -> {
          database = done.after();
          changes.addAll(done.changes());
        }
        case Outcome.Fails fails -> {
          return fails;
        }
        case Outcome.Unknown unknown -> {
          database = unknown.after();
          changes.addAll(unknown.changes());
          doubt = doubt == null ? unknown.why() : doubt;
        }
      }
    }
    return doubt == null
        ? new Outcome.Done(database, changes)
        : new Outcome.Unknown(doubt, database, changes);
  }
}
