package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The check of a function's SQL body when it is created (manual, CREATE FUNCTION and
/// `check_function_bodies`).
final class SqlBodyCheck {
  private SqlBodyCheck() {}

  /// @param checked whether `check_function_bodies` is on; BEGIN ATOMIC bodies are always checked
  static void check(
      Draft draft,
      RoutineStatement.CreateFunction function,
      RoutineStatement.SqlBody body,
      boolean checked) {
    if (!checked && !body.atomic()) {
      return;
    }
    Map<String, DataType> parameters = new LinkedHashMap<>();
    for (RoutineStatement.Parameter parameter : function.parameters()) {
      if (parameter.name() != null) {
        parameters.put(parameter.name().stored(), type(draft, parameter));
      }
    }
    Scope scope = Resolver.variables(function.name().name(), parameters, null);
    for (Statement statement : body.statements()) {
      ServerError error = refusal(draft, statement, scope);
      if (error != null) {
        throw Refusal.of(error);
      }
    }
  }

  /// The type of a parameter, which for a polymorphic one is known at each call only.
  private static DataType type(Draft draft, RoutineStatement.Parameter parameter) {
    DataType type = new TypeNames(draft).resolveOrShell(parameter.type()).unmodified();
    DataType element = type instanceof DataType.Array array ? array.element() : type;
    return TypeStatements.isPseudo(draft, element) ? new DataType.Undecided() : type;
  }

  private static @Nullable ServerError refusal(Draft draft, Statement statement, Scope scope) {
    if (statement instanceof Opaque opaque) {
      Opaque.SyntaxFailure failure = opaque.failure();
      return failure == null
          ? null
          : new ServerError(failure.sqlState(), failure.message(), failure.at());
    }
    Resolved resolved =
        switch (statement) {
          case Query query -> Resolver.query(query, draft.now(), scope);
          case DataStatement.Truncate ignored -> null;
          case DataStatement data -> Resolver.data(data, draft.now(), scope);
          default -> null;
        };
    return resolved instanceof Resolved.Refused refused ? refused.error() : null;
  }
}
