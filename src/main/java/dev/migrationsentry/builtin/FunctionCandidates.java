package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogFunction.Parameter;
import dev.migrationsentry.builtin.FunctionCall.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Picks the functions that could take a call's number and names of arguments
/// (`FuncnameGetCandidates` and `MatchNamedCall` of the server's source).
final class FunctionCandidates {
  private final Coercion coercion;
  private final FunctionCall call;
  private final List<Candidate<CatalogFunction>> accepted = new ArrayList<>();

  private FunctionCandidates(Coercion coercion, FunctionCall call) {
    this.coercion = coercion;
    this.call = call;
  }

  /// @param functions all functions of the called name, in the order of the search path
  static List<Candidate<CatalogFunction>> of(
      Coercion coercion, List<CatalogFunction> functions, FunctionCall call) {
    FunctionCandidates candidates = new FunctionCandidates(coercion, call);
    for (CatalogFunction function : functions) {
      Candidate<CatalogFunction> candidate =
          call.hasNames() ? candidates.byName(function) : candidates.byPosition(function);
      if (candidate != null) {
        candidates.accept(candidate);
      }
    }
    return List.copyOf(candidates.accepted);
  }

  private @Nullable Candidate<CatalogFunction> byPosition(CatalogFunction function) {
    List<Parameter> parameters = function.parameters();
    int wanted = parameters.size();
    int given = call.arguments().size();
    boolean expands = function.isVariadic() && wanted <= given && !call.variadic();
    boolean fillsIn = wanted > given && given + function.defaults() >= wanted;
    if (wanted != given && !expands && !fillsIn) {
      return null;
    }
    List<String> arguments = new ArrayList<>();
    for (Parameter parameter : parameters) {
      arguments.add(parameter.type());
    }
    if (expands) {
      String repeated = repeatedType(arguments.removeLast());
      while (arguments.size() < given) {
        arguments.add(repeated);
      }
    }
    return candidate(function, arguments, fillsIn ? wanted - given : 0, expands);
  }

  private static Candidate<CatalogFunction> candidate(
      CatalogFunction function, List<String> arguments, int defaulted, boolean expanded) {
    return new Candidate<>(
        function,
        List.copyOf(arguments),
        defaulted,
        expanded,
        function.schema(),
        function.returnType(),
        function.columns());
  }

  private String repeatedType(String declared) {
    return switch (declared) {
      case TypeKeys.ANYARRAY -> TypeKeys.ANYELEMENT;
      case "anycompatiblearray" -> "anycompatible";
      default -> {
        String element = coercion.elementType(declared);
        yield element == null ? declared : element;
      }
    };
  }

  private @Nullable Candidate<CatalogFunction> byName(CatalogFunction function) {
    List<Parameter> parameters = function.parameters();
    int given = call.arguments().size();
    if ((function.isVariadic() && !call.variadic())
        || parameters.size() > given + function.defaults()
        || parameters.size() < given) {
      return null;
    }
    boolean[] filled = new boolean[parameters.size()];
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      int place = place(parameters, i, call.arguments().get(i));
      if (place < 0 || filled[place]) {
        return null;
      }
      filled[place] = true;
      arguments.add(parameters.get(place).type());
    }
    for (int i = 0; i < filled.length; i++) {
      if (!filled[i]) {
        if (!parameters.get(i).hasDefault()) {
          return null;
        }
        arguments.add(parameters.get(i).type());
      }
    }
    return candidate(function, arguments, parameters.size() - given, false);
  }

  private static int place(List<Parameter> parameters, int position, Argument argument) {
    if (argument.name() == null) {
      return position;
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(argument.name())) {
        return i;
      }
    }
    return -1;
  }

  /// Keeps a candidate unless one with the same types is there: then the one that comes first in
  /// the search path stays, in the same schema the one without repetition, and else neither is
  /// better.
  private void accept(Candidate<CatalogFunction> candidate) {
    for (int i = 0; i < accepted.size(); i++) {
      Candidate<CatalogFunction> earlier = accepted.get(i);
      if (!earlier.given().equals(candidate.given())) {
        continue;
      }
      if (earlier.schema().equals(candidate.schema())) {
        if (earlier.isExpanded() && !candidate.isExpanded()) {
          accepted.set(i, candidate);
        } else if (earlier.isExpanded() == candidate.isExpanded()) {
          accepted.set(i, earlier.ambiguous());
        }
      }
      return;
    }
    accepted.add(candidate);
  }
}
