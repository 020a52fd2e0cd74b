package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.Coercion.Path;
import dev.migrationsentry.builtin.FunctionCall.Argument;
import dev.migrationsentry.builtin.Resolution.Cast;
import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.builtin.Resolution.Undecidable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds the function that a call means, as the server does (manual, section 10.3; `parse_func.c`
/// of its source).
public final class CallResolution {
  private final Coercion coercion;
  private final CandidateChoice choice;

  /// @param types the types and casts that exist
  public CallResolution(TypeSystem types) {
    this.coercion = new Coercion(types);
    this.choice = new CandidateChoice(types, coercion);
  }

  /// The function that a call means.
  ///
  /// @param functions all functions of the called name that can be seen, built-in ones included, in
  ///   the order of the search path (`pg_catalog` first unless the path says otherwise); of a
  ///   procedure the output parameters do not count as arguments
  /// @param call the arguments
  public Resolution<CatalogFunction> resolve(List<CatalogFunction> functions, FunctionCall call) {
    List<Candidate<CatalogFunction>> candidates = FunctionCandidates.of(coercion, functions, call);
    List<@Nullable String> arguments = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      arguments.add(choice.known(argument.type()));
    }
    if (arguments.contains(null)) {
      return call.castTarget() != null && arguments.size() == 1
          ? new Undecidable<>(CandidateChoice.targets(candidates), null)
          : choice.undecided(candidates, arguments);
    }
    List<String> given = arguments.stream().map(Objects::requireNonNull).toList();
    Candidate<CatalogFunction> exact = CandidateChoice.exact(candidates, given);
    if (exact != null) {
      return checked(choice.resolved(exact, given), call);
    }
    if (given.size() == 1 && !call.hasNames() && isCast(call.castTarget(), given.getFirst())) {
      return new Cast<>(Objects.requireNonNull(call.castTarget()));
    }
    return checked(choice.best(candidates, given), call);
  }

  /// What the server finds wrong only when it has chosen the function.
  private Resolution<CatalogFunction> checked(
      Resolution<CatalogFunction> resolution, FunctionCall call) {
    if (!(resolution instanceof Resolved<CatalogFunction> resolved)) {
      return resolution;
    }
    CatalogFunction function = resolved.target();
    if (call.hasNames() && function.kind().isAggregate()) {
      return new Refused<>("0A000", "aggregates cannot use named arguments", null);
    }
    if (call.hasNames() && function.kind() == CatalogFunction.Kind.WINDOW) {
      return new Refused<>("0A000", "window functions cannot use named arguments", null);
    }
    if (call.variadic()
        && function.isVariadic()
        && function.parameters().getLast().type().equals(TypeKeys.ANY)) {
      String last = call.arguments().getLast().type();
      if (last != null && coercion.elementType(coercion.baseType(last)) == null) {
        return new Refused<>("42804", "VARIADIC argument must be an array", null);
      }
    }
    return resolution;
  }

  private boolean isCast(@Nullable String target, String source) {
    if (target == null || coercion.isKind(target, CatalogType.Kind.COMPOSITE)) {
      return false;
    }
    if (source.equals(TypeKeys.UNKNOWN)) {
      return true;
    }
    return switch (coercion.path(source, target, Context.EXPLICIT)) {
      case Path.RELABEL -> true;
      case Path.INPUT_OUTPUT ->
          !(coercion.category(target) == 'S'
              && (source.equals(TypeKeys.RECORD) || coercion.isComposite(source)));
      case Path.NONE, Path.FUNCTION, Path.ARRAY -> false;
    };
  }
}
