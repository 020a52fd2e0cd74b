package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.RoutineStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function, procedure or aggregate. Several may share a name with other argument types.
///
/// @param parameters all of them, with modes `in`, `out`, `inout`, `variadic` and `table`
/// @param returns the result type; for procedures without output `void`; for `RETURNS TABLE` and
///   several OUT parameters `record`
/// @param returnsSet whether it returns rows
/// @param language in lower case
/// @param body the code as read, or null for other languages and extensions
/// @param volatility `i`, `s` or `v`
/// @param strict whether it yields null as soon as an argument is null
/// @param securityDefiner whether it runs with its owner's rights
public record Routine(
    int id,
    String name,
    int namespace,
    RoutineKind kind,
    List<Parameter> parameters,
    DataType returns,
    boolean returnsSet,
    String language,
    RoutineStatement.@Nullable Body body,
    char volatility,
    boolean strict,
    boolean securityDefiner)
    implements SchemaObject {
  public Routine {
    parameters = List.copyOf(parameters);
  }

  @Override
  public Routine named(String newName, int newNamespace) {
    return new Routine(
        id,
        newName,
        newNamespace,
        kind,
        parameters,
        returns,
        returnsSet,
        language,
        body,
        volatility,
        strict,
        securityDefiner);
  }

  /// The same with other properties.
  public Routine with(char newVolatility, boolean newStrict, boolean newSecurityDefiner) {
    return new Routine(
        id,
        name,
        namespace,
        kind,
        parameters,
        returns,
        returnsSet,
        language,
        body,
        newVolatility,
        newStrict,
        newSecurityDefiner);
  }

  /// What a routine is.
  public enum RoutineKind {
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    WINDOW
  }

  /// A parameter.
  public record Parameter(String mode, @Nullable String name, DataType type, boolean hasDefault) {}

  /// The types that identify the routine among its namesakes: those of `in`, `inout` and `variadic`
  /// parameters.
  public List<DataType> inputTypes() {
    return parameters.stream()
        .filter(parameter -> !parameter.mode().equals("out") && !parameter.mode().equals("table"))
        .map(parameter -> parameter.type().unmodified())
        .toList();
  }
}
