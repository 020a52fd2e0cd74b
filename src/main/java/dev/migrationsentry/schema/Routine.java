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
    char volatility)
    implements SchemaObject {
  public Routine {
    parameters = List.copyOf(parameters);
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
