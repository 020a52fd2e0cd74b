package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.Coercion.Path;
import dev.migrationsentry.builtin.FunctionCall.Argument;
import dev.migrationsentry.builtin.Resolution.Ambiguous;
import dev.migrationsentry.builtin.Resolution.Cast;
import dev.migrationsentry.builtin.Resolution.NotFound;
import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import dev.migrationsentry.builtin.Resolution.Undecidable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds the function or operator that a call means, as the server does (manual, sections 10.2 and
/// 10.3; `parse_func.c` and `parse_oper.c` of its source).
public final class CallResolution {
  private final TypeSystem types;
  private final Coercion coercion;

  /// @param types the types and casts that exist
  public CallResolution(TypeSystem types) {
    this.types = types;
    this.coercion = new Coercion(types);
  }

  /// The function that a call means.
  ///
  /// @param functions all functions of the called name that can be seen, built-in ones included, in
  ///   the order of the search path (`pg_catalog` first unless the path says otherwise); of a
  ///   procedure the output parameters do not count as arguments
  /// @param call the arguments
  public Resolution<CatalogFunction> function(List<CatalogFunction> functions, FunctionCall call) {
    List<Candidate<CatalogFunction>> candidates = FunctionCandidates.of(coercion, functions, call);
    List<@Nullable String> arguments = new ArrayList<>();
    for (Argument argument : call.arguments()) {
      arguments.add(known(argument.type()));
    }
    if (arguments.contains(null)) {
      return call.castTarget() != null && arguments.size() == 1
          ? new Undecidable<>(targets(candidates), null)
          : undecided(candidates, arguments);
    }
    List<String> given = arguments.stream().map(Objects::requireNonNull).toList();
    Candidate<CatalogFunction> exact = exact(candidates, given);
    if (exact != null) {
      return checked(resolved(exact, given), call);
    }
    if (given.size() == 1 && !call.hasNames() && isCast(call.castTarget(), given.getFirst())) {
      return new Cast<>(Objects.requireNonNull(call.castTarget()));
    }
    return checked(best(candidates, given), call);
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

  /// The operator that stands between two operands.
  ///
  /// @param operators all operators of the name that can be seen, in the order of the search path
  /// @param left key of the left operand's type, `unknown` for an untyped literal, null when it is
  ///   not known
  /// @param right the same of the right operand
  public Resolution<CatalogOperator> binary(
      List<CatalogOperator> operators, @Nullable String left, @Nullable String right) {
    String knownLeft = known(left);
    String knownRight = known(right);
    if (knownLeft != null && knownRight != null) {
      List<String> arguments = List.of(knownLeft, knownRight);
      CatalogOperator exact = exactOperator(operators, knownLeft, knownRight);
      return exact != null
          ? resolved(candidate(exact), arguments)
          : best(candidates(operators, true), arguments);
    }
    List<@Nullable String> arguments = new ArrayList<>();
    arguments.add(knownLeft);
    arguments.add(knownRight);
    return undecided(candidates(operators, true), arguments);
  }

  /// An untyped operand is first taken to have the other's type, then the base of that.
  private @Nullable CatalogOperator exactOperator(
      List<CatalogOperator> operators, String left, String right) {
    if (!left.equals(TypeKeys.UNKNOWN) && !right.equals(TypeKeys.UNKNOWN)) {
      return withOperands(operators, left, right);
    }
    String type = left.equals(TypeKeys.UNKNOWN) ? right : left;
    CatalogOperator exact = withOperands(operators, type, type);
    String base = coercion.baseType(type);
    return exact == null ? withOperands(operators, base, base) : exact;
  }

  private static @Nullable CatalogOperator withOperands(
      List<CatalogOperator> operators, @Nullable String left, String right) {
    for (CatalogOperator operator : operators) {
      if (operator.right().equals(right) && Objects.equals(operator.left(), left)) {
        return operator;
      }
    }
    return null;
  }

  /// The prefix operator that stands before an operand.
  ///
  /// @param operators all operators of the name that can be seen, in the order of the search path
  /// @param operand key of the operand's type, `unknown` for an untyped literal, null when it is
  ///   not known
  public Resolution<CatalogOperator> prefix(
      List<CatalogOperator> operators, @Nullable String operand) {
    String argument = known(operand);
    if (argument == null) {
      List<@Nullable String> arguments = new ArrayList<>();
      arguments.add(null);
      return undecided(candidates(operators, false), arguments);
    }
    CatalogOperator exact = withOperands(operators, null, argument);
    return exact != null
        ? resolved(candidate(exact), List.of(argument))
        : best(candidates(operators, false), List.of(argument));
  }

  /// The operator of `left operator ANY (array)` or `ALL`.
  ///
  /// @param operators all operators of the name that can be seen, in the order of the search path
  /// @param left key of the left operand's type, as of [#binary]
  /// @param array key of the array's type, `unknown` for an untyped literal, null when it is not
  ///   known
  public Resolution<CatalogOperator> overArray(
      List<CatalogOperator> operators, @Nullable String left, @Nullable String array) {
    String known = known(array);
    String right = known;
    if (known != null && !known.equals(TypeKeys.UNKNOWN)) {
      right = coercion.elementType(coercion.baseType(known));
      if (right == null) {
        return new Refused<>("42809", "op ANY/ALL (array) requires array on right side", null);
      }
    }
    Resolution<CatalogOperator> resolution = binary(operators, left, right);
    return resolution instanceof Resolved<CatalogOperator> resolved
        ? checkedOverArray(resolved, known)
        : resolution;
  }

  private Resolution<CatalogOperator> checkedOverArray(
      Resolved<CatalogOperator> resolved, @Nullable String array) {
    if (resolved.type() != null && !resolved.type().equals(TypeKeys.BOOL)) {
      return new Refused<>("42809", "op ANY/ALL (array) requires operator to yield boolean", null);
    }
    boolean literal = TypeKeys.UNKNOWN.equals(array);
    if (array == null || (!literal && TypeKeys.isPolymorphic(resolved.target().right()))) {
      return resolved;
    }
    String element = resolved.argumentTypes().getLast();
    CatalogType type = types.type(element);
    return type != null && type.arrayType() == null
        ? new Refused<>("42704", "could not find array type for data type %s", element)
        : resolved;
  }

  /// The binary or the prefix operators, of those with the same operands only the first.
  private static List<Candidate<CatalogOperator>> candidates(
      List<CatalogOperator> operators, boolean binary) {
    Map<List<String>, Candidate<CatalogOperator>> candidates = new LinkedHashMap<>();
    for (CatalogOperator operator : operators) {
      if (binary == (operator.left() != null)) {
        Candidate<CatalogOperator> candidate = candidate(operator);
        candidates.putIfAbsent(candidate.arguments(), candidate);
      }
    }
    return List.copyOf(candidates.values());
  }

  private static Candidate<CatalogOperator> candidate(CatalogOperator operator) {
    String left = operator.left();
    List<String> operands =
        left == null ? List.of(operator.right()) : List.of(left, operator.right());
    return new Candidate<>(operator, operands, 0, false, operator.schema());
  }

  /// The type's key, or null when there is no such type: nothing can be said of it then.
  private @Nullable String known(@Nullable String type) {
    return type == null || types.type(type) == null ? null : type;
  }

  private static <T> @Nullable Candidate<T> exact(
      List<Candidate<T>> candidates, List<String> arguments) {
    for (Candidate<T> candidate : candidates) {
      if (candidate.arguments().subList(0, arguments.size()).equals(arguments)) {
        return candidate;
      }
    }
    return null;
  }

  private <T> Resolution<T> best(List<Candidate<T>> candidates, List<String> arguments) {
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

  private <T> Resolution<T> resolved(Candidate<T> candidate, List<String> arguments) {
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
    Refused<T> refusal = binding.refusal(resultType(target));
    if (refusal != null) {
      return refusal;
    }
    List<String> converted = new ArrayList<>();
    for (String type : declared) {
      String bound = binding.resolve(type);
      converted.add(bound == null ? type : bound);
    }
    return new Resolved<>(
        target, binding.resolve(resultType(target)), converted, outputs(target, binding));
  }

  private static Map<String, String> outputs(Object target, Polymorphism binding) {
    Map<String, String> bound = new HashMap<>();
    if (target instanceof CatalogFunction function) {
      for (CatalogColumn column : function.columns()) {
        String type = binding.resolve(column.type());
        if (TypeKeys.isPolymorphic(column.type()) && type != null) {
          bound.put(column.type(), type);
        }
      }
    }
    return bound;
  }

  private static String resultType(Object target) {
    return switch (target) {
      case CatalogFunction function -> function.returnType();
      case CatalogOperator operator -> operator.result();
      default -> throw new IllegalArgumentException(target.toString());
    };
  }

  /// With an argument of unknown type: nothing when no candidate takes the others, one when it is
  /// the only one, else all that may be meant.
  private <T> Resolution<T> undecided(
      List<Candidate<T>> candidates, List<@Nullable String> arguments) {
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
      String result = resultType(only);
      return new Resolved<>(
          only,
          TypeKeys.isPolymorphic(result) ? null : result,
          possible.getFirst().given(),
          Map.of());
    }
    List<T> targets = targets(possible);
    return new Undecidable<>(targets, targets.size() == possible.size() ? same(targets) : null);
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

  private static <T> List<T> targets(List<Candidate<T>> candidates) {
    List<T> targets = new ArrayList<>();
    for (Candidate<T> candidate : candidates) {
      if (candidate.target() != null) {
        targets.add(candidate.target());
      }
    }
    return targets;
  }

  private static @Nullable String same(List<?> targets) {
    String type = resultType(targets.getFirst());
    for (Object target : targets) {
      if (!resultType(target).equals(type)) {
        return null;
      }
    }
    return TypeKeys.isPolymorphic(type) ? null : type;
  }
}
