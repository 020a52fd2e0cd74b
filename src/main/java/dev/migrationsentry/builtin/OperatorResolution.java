package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.Resolution.Refused;
import dev.migrationsentry.builtin.Resolution.Resolved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds the operator that an expression means, as the server does (manual, section 10.2;
/// `parse_oper.c` of its source).
public final class OperatorResolution {
  private final TypeSystem types;
  private final Coercion coercion;
  private final CandidateChoice choice;

  /// @param types the types and casts that exist
  public OperatorResolution(TypeSystem types) {
    this.types = types;
    this.coercion = new Coercion(types);
    this.choice = new CandidateChoice(types, coercion);
  }

  /// The operator that stands between two operands.
  ///
  /// @param operators all operators of the name that can be seen, in the order of the search path
  /// @param left key of the left operand's type, `unknown` for an untyped literal, null when it is
  ///   not known
  /// @param right the same of the right operand
  public Resolution<CatalogOperator> binary(
      List<CatalogOperator> operators, @Nullable String left, @Nullable String right) {
    String knownLeft = choice.known(left);
    String knownRight = choice.known(right);
    if (knownLeft != null && knownRight != null) {
      List<String> arguments = List.of(knownLeft, knownRight);
      CatalogOperator exact = exactOperator(operators, knownLeft, knownRight);
      return exact != null
          ? choice.resolved(candidate(exact), arguments)
          : choice.best(candidates(operators, true), arguments);
    }
    List<@Nullable String> arguments = new ArrayList<>();
    arguments.add(knownLeft);
    arguments.add(knownRight);
    return choice.undecided(candidates(operators, true), arguments);
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
    String argument = choice.known(operand);
    if (argument == null) {
      List<@Nullable String> arguments = new ArrayList<>();
      arguments.add(null);
      return choice.undecided(candidates(operators, false), arguments);
    }
    CatalogOperator exact = withOperands(operators, null, argument);
    return exact != null
        ? choice.resolved(candidate(exact), List.of(argument))
        : choice.best(candidates(operators, false), List.of(argument));
  }

  /// The operator of `left operator ANY (array)` or `ALL`.
  ///
  /// @param operators all operators of the name that can be seen, in the order of the search path
  /// @param left key of the left operand's type, as of [#binary]
  /// @param array key of the array's type, `unknown` for an untyped literal, null when it is not
  ///   known
  public Resolution<CatalogOperator> overArray(
      List<CatalogOperator> operators, @Nullable String left, @Nullable String array) {
    String known = choice.known(array);
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
    return new Candidate<>(
        operator, operands, 0, false, operator.schema(), operator.result(), List.of());
  }
}
