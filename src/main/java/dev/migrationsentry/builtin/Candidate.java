package dev.migrationsentry.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function or operator as it would take one call's arguments.
///
/// @param <T> what it is
/// @param target the function or operator, or null when several are equally good for the same types
/// @param arguments the declared types in the order of the call's arguments, variadic ones
///   repeated; longer than the call when defaults fill in the rest
/// @param defaulted how many of `arguments` are filled in by defaults
/// @param isExpanded whether a variadic parameter was repeated
/// @param schema where it lives
/// @param result the declared type of what it yields
/// @param outputs its output parameters, empty when there are none
record Candidate<T>(
    @Nullable T target,
    List<String> arguments,
    int defaulted,
    boolean isExpanded,
    String schema,
    String result,
    List<CatalogColumn> outputs) {

  /// The same, standing for several that are equally good.
  Candidate<T> ambiguous() {
    return new Candidate<>(null, arguments, defaulted, isExpanded, schema, result, outputs);
  }

  /// The declared types of the arguments that the call gives.
  List<String> given() {
    return arguments.subList(0, arguments.size() - defaulted);
  }
}
