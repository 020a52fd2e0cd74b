package dev.migrationsentry.builtin;

import java.util.List;

/// A function, procedure, aggregate or window function with one signature: the part of a row of
/// `pg_proc` that decides which calls it takes and what they return. Built in, of an extension, or
/// defined by the migrations.
///
/// @param schema the schema that it lives in
/// @param name its name
/// @param parameters the input parameters in order (`IN`, `INOUT`, `VARIADIC`); those with a
///   default are the last ones
/// @param returnType key of the result's type; `void` for a procedure without output, `record`
///   where `columns` describe the result
/// @param returnsSet whether it returns any number of results (`SETOF`, `TABLE`)
/// @param columns the output parameters in order (`OUT`, `INOUT`, `TABLE`), empty when there are
///   none
/// @param kind what it is
/// @param volatility what it promises
/// @param directArguments for an ordered-set or hypothetical-set aggregate the number of arguments
///   before `WITHIN GROUP`, for all others 0
public record CatalogFunction(
    String schema,
    String name,
    List<Parameter> parameters,
    String returnType,
    boolean returnsSet,
    List<CatalogColumn> columns,
    Kind kind,
    Volatility volatility,
    int directArguments) {

  /// What `pg_proc.prokind` and `pg_aggregate.aggkind` tell apart.
  public enum Kind {
    FUNCTION,
    PROCEDURE,
    WINDOW,
    AGGREGATE,
    /// An aggregate that needs `WITHIN GROUP (ORDER BY …)`, as `percentile_cont`.
    ORDERED_SET_AGGREGATE,
    /// An aggregate over a row that might be there, as `rank(x) WITHIN GROUP (ORDER BY …)`.
    HYPOTHETICAL_SET_AGGREGATE;

    static Kind of(char letter) {
      return switch (letter) {
        case 'f' -> FUNCTION;
        case 'p' -> PROCEDURE;
        case 'w' -> WINDOW;
        case 'a' -> AGGREGATE;
        case 'o' -> ORDERED_SET_AGGREGATE;
        case 'h' -> HYPOTHETICAL_SET_AGGREGATE;
        default -> throw new IllegalArgumentException("function kind " + letter);
      };
    }

    /// Whether it is an aggregate of any sort.
    public boolean isAggregate() {
      return this == AGGREGATE
          || this == ORDERED_SET_AGGREGATE
          || this == HYPOTHETICAL_SET_AGGREGATE;
    }
  }

  /// An input parameter.
  ///
  /// @param name its name, empty when it has none
  /// @param type key of the declared type; for a variadic parameter the array type, or `any`
  /// @param hasDefault whether a call may leave it out
  /// @param variadic whether it takes all the remaining arguments
  public record Parameter(String name, String type, boolean hasDefault, boolean variadic) {
    /// A parameter without name and default.
    public static Parameter of(String type) {
      return new Parameter("", type, false, false);
    }
  }

  public CatalogFunction {
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
  }

  /// Number of trailing parameters that have a default.
  public int defaults() {
    int count = 0;
    for (Parameter parameter : parameters) {
      if (parameter.hasDefault()) {
        count++;
      }
    }
    return count;
  }

  /// Whether the last input parameter is variadic.
  public boolean isVariadic() {
    return !parameters.isEmpty() && parameters.getLast().variadic();
  }
}
