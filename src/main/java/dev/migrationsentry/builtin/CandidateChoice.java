package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.Resolution.Ambiguous;
import dev.migrationsentry.builtin.Resolution.NotFound;
import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.builtin.Resolution.Undecidable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the candidates of a call into its resolution: what functions and operators have in common.
final class CandidateChoice {
  private final TypeSystem types;
  private final Coercion coercion;

  CandidateChoice(TypeSystem types, Coercion coercion) {
    this.types = types;
    this.coercion = coercion;
  }

  /// The type's key, or null when there is no such type: nothing can be said of it then.
  @Nullable String known(@Nullable String type) {
    return type == null || types.type(type) == null ? null : type;
  }

  /// The candidate that is declared with exactly these types, or null.
  static <T> @Nullable Candidate<T> exact(List<Candidate<T>> candidates, List<String> arguments) {
    for (Candidate<T> candidate : candidates) {
      if (candidate.arguments().subList(0, arguments.size()).equals(arguments)) {
        return candidate;
      }
    }
    return null;
  }

  /// The best of the candidates for arguments of known types, of which none has exactly these.
  <T> Resolution<T> best(List<Candidate<T>> candidates, List<String> arguments) {
    for (Candidate<T> candidate : candidates) {
      for (String declared : candidate.given()) {
        if (known(declared) == null) {
          return undecided(candidates, List.copyOf(arguments));
        }
      }
    }
    List<Candidate<T>> matching = CandidateSelection.matching(coercion, candidates, arguments);
    if (matching.isEmpty()) {
      return new NotFound<>();
    }
    Candidate<T> best =
        matching.size() == 1
            ? matching.getFirst()
            : CandidateSelection.best(coercion, matching, arguments);
    return best == null ? new Ambiguous<>() : resolved(best, arguments);
  }

  /// A chosen candidate, with what its polymorphic types stand for.
  <T> Resolution<T> resolved(Candidate<T> candidate, List<String> arguments) {
    T target = candidate.target();
    if (target == null) {
      return new Ambiguous<>();
    }
    List<String> declared = candidate.given();
    Polymorphism binding = Polymorphism.bind(types, coercion, arguments, declared);
    if (binding == null) {
      // Only arguments that are themselves of a polymorphic type get here.
      return new Undecidable<>(List.of(target), null);
    }
    Refused<T> refusal = binding.refusal(candidate.result());
    if (refusal != null) {
      return refusal;
    }
    List<String> converted = new ArrayList<>();
    for (String type : declared) {
      String bound = binding.resolve(type);
      converted.add(bound == null ? type : bound);
    }
    return new Resolved<>(
        target, binding.resolve(candidate.result()), converted, outputs(candidate, binding));
  }

  private static Map<String, String> outputs(Candidate<?> candidate, Polymorphism binding) {
    Map<String, String> bound = new HashMap<>();
    for (CatalogColumn column : candidate.outputs()) {
      String type = binding.resolve(column.type());
      if (TypeKeys.isPolymorphic(column.type()) && type != null) {
        bound.put(column.type(), type);
      }
    }
    return bound;
  }

  /// With an argument of unknown type: nothing when no candidate takes the others, one when it is
  /// the only one, else all that may be meant.
  <T> Resolution<T> undecided(List<Candidate<T>> candidates, List<@Nullable String> arguments) {
    List<Candidate<T>> possible = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (isPossible(candidate, arguments)) {
        possible.add(candidate);
      }
    }
    if (possible.isEmpty()) {
      return new NotFound<>();
    }
    T only = possible.getFirst().target();
    if (possible.size() == 1 && only != null) {
      String result = possible.getFirst().result();
      return new Resolved<>(
          only,
          TypeKeys.isPolymorphic(result) ? null : result,
          possible.getFirst().given(),
          Map.of());
    }
    return new Undecidable<>(targets(possible), sameResult(possible));
  }

  private boolean isPossible(Candidate<?> candidate, List<@Nullable String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      String declared = candidate.arguments().get(i);
      if (argument != null
          && known(declared) != null
          && !TypeKeys.isPolymorphic(declared)
          && !coercion.canCoerce(argument, declared, Context.IMPLICIT)) {
        return false;
      }
    }
    return true;
  }

  static <T> List<T> targets(List<Candidate<T>> candidates) {
    List<T> targets = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (candidate.target() != null) {
        targets.add(candidate.target());
      }
    }
    return targets;
  }

  private static @Nullable String sameResult(List<? extends Candidate<?>> candidates) {
    String type = candidates.getFirst().result();
    for (Candidate<?> candidate : candidates) {
      if (!candidate.result().equals(type)) {
        return null;
      }
    }
    return TypeKeys.isPolymorphic(type) ? null : type;
  }
}
