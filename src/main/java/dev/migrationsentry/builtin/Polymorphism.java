package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogType.Kind;
import dev.migrationsentry.builtin.Resolution.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the polymorphic types of one call stand for (manual, section 36.2.5;
/// `check_generic_type_consistency` and `enforce_generic_type_consistency` of the server's source).
/// There are two families: the types of `anyelement`'s must agree exactly, those of
/// `anycompatible`'s are brought to a common type.
final class Polymorphism {
  private final TypeSystem types;
  private final Coercion coercion;

  private @Nullable String element;
  private @Nullable String array;
  private @Nullable String range;
  private @Nullable String multirange;
  private boolean isFirstFamily;
  private boolean hasUntypedArray;
  private boolean isNonArray;
  private boolean isEnum;
  private @Nullable String declaredRange;

  private final List<String> compatible = new ArrayList<>();
  private @Nullable String compatibleType;
  private @Nullable String compatibleRange;
  private @Nullable String compatibleMultirange;
  private boolean isSecondFamily;
  private boolean isCompatibleArray;
  private boolean isCompatibleNonArray;
  private @Nullable String declaredCompatibleRange;

  private Polymorphism(TypeSystem types, Coercion coercion) {
    this.types = types;
    this.coercion = coercion;
  }

  /// Matches the types of arguments with declared ones; the declared ones that are not polymorphic
  /// are passed over.
  ///
  /// @return null when they do not agree
  static @Nullable Polymorphism bind(
      TypeSystem types, Coercion coercion, List<String> arguments, List<String> declared) {
    Polymorphism binding = new Polymorphism(types, coercion);
    for (int i = 0; i < arguments.size(); i++) {
      if (!binding.take(arguments.get(i), declared.get(i))) {
        return null;
      }
    }
    return binding.deduceFirstFamily() && binding.deduceSecondFamily() ? binding : null;
  }

  private boolean take(String argument, String declared) {
    boolean untyped = argument.equals(TypeKeys.UNKNOWN);
    String base = untyped ? argument : coercion.baseType(argument);
    switch (declared) {
      case TypeKeys.ANYELEMENT, "anynonarray", "anyenum" -> {
        isFirstFamily = true;
        isNonArray |= declared.equals("anynonarray");
        isEnum |= declared.equals("anyenum");
        if (!untyped) {
          if (element != null && !element.equals(argument)) {
            return false;
          }
          element = argument;
        }
      }
      case TypeKeys.ANYARRAY -> {
        isFirstFamily = true;
        hasUntypedArray |= untyped;
        if (!untyped) {
          if (array != null && !array.equals(base)) {
            return false;
          }
          array = base;
        }
      }
      case "anyrange" -> {
        isFirstFamily = true;
        declaredRange = declared;
        if (!untyped) {
          if (range != null && !range.equals(base)) {
            return false;
          }
          range = base;
        }
      }
      case "anymultirange" -> {
        isFirstFamily = true;
        declaredRange = declared;
        if (!untyped) {
          if (multirange != null && !multirange.equals(base)) {
            return false;
          }
          multirange = base;
        }
      }
      case "anycompatible", "anycompatiblenonarray" -> {
        isSecondFamily = true;
        isCompatibleNonArray |= declared.equals("anycompatiblenonarray");
        if (!untyped) {
          compatible.add(argument);
        }
      }
      case "anycompatiblearray" -> {
        isSecondFamily = true;
        isCompatibleArray = true;
        if (!untyped) {
          String elementType = coercion.elementType(base);
          if (elementType == null) {
            return false;
          }
          compatible.add(elementType);
        }
      }
      case "anycompatiblerange" -> {
        isSecondFamily = true;
        declaredCompatibleRange = declared;
        if (!untyped) {
          return takeCompatibleRange(base);
        }
      }
      case "anycompatiblemultirange" -> {
        isSecondFamily = true;
        declaredCompatibleRange = declared;
        if (!untyped) {
          if (compatibleMultirange != null && !compatibleMultirange.equals(base)) {
            return false;
          }
          compatibleMultirange = base;
        }
      }
      default -> {}
    }
    return true;
  }

  private boolean takeCompatibleRange(String type) {
    if (compatibleRange != null) {
      return compatibleRange.equals(type);
    }
    String subtype = rangeSubtype(type);
    if (subtype == null) {
      return false;
    }
    compatibleRange = type;
    compatible.add(subtype);
    return true;
  }

  private boolean deduceFirstFamily() {
    if (array != null) {
      if (array.equals(TypeKeys.ANYARRAY)) {
        // Only the columns of pg_stats and pg_statistic are of this type.
        if (element != null) {
          return false;
        }
      } else if (!agreesWithElement(coercion.elementType(array))) {
        return false;
      }
    }
    if (multirange != null) {
      CatalogType type = types.type(multirange);
      String ofRange = type == null ? null : type.rangeType();
      if (ofRange == null || (range != null && !range.equals(ofRange))) {
        return false;
      }
      range = ofRange;
    }
    if (range != null && !agreesWithElement(rangeSubtype(range))) {
      return false;
    }
    if (isNonArray && isArrayOrDomainOverArray(element)) {
      return false;
    }
    return !isEnum || (element != null && coercion.isKind(element, Kind.ENUM));
  }

  private boolean agreesWithElement(@Nullable String type) {
    if (type == null || (element != null && !element.equals(type))) {
      return false;
    }
    element = type;
    return true;
  }

  private boolean deduceSecondFamily() {
    if (compatibleMultirange != null) {
      CatalogType type = types.type(compatibleMultirange);
      String ofRange = type == null ? null : type.rangeType();
      if (ofRange == null || !takeCompatibleRange(ofRange)) {
        return false;
      }
    }
    if (!compatible.isEmpty()) {
      if (!(coercion.commonType(List.copyOf(compatible))
          instanceof CommonType.Found(String type))) {
        return false;
      }
      compatibleType = type;
    }
    if (isCompatibleNonArray && isArrayOrDomainOverArray(compatibleType)) {
      return false;
    }
    return compatibleRange == null
        || compatibleType == null
        || compatibleType.equals(rangeSubtype(compatibleRange));
  }

  private boolean isArrayOrDomainOverArray(@Nullable String type) {
    return type != null && coercion.elementType(coercion.baseType(type)) != null;
  }

  private @Nullable String rangeSubtype(String type) {
    CatalogType entry = types.type(type);
    return entry == null ? null : entry.rangeSubtype();
  }

  /// Why the server refuses the call although it chose the function, or null when it does not.
  ///
  /// @param result the declared type of the result
  <T> @Nullable Refused<T> refusal(String result) {
    if (isFirstFamily && element == null && array == null) {
      return undetermined("");
    }
    if (declaredRange != null && range == null) {
      return undetermined(declaredRange.concat(" "));
    }
    if (declaredCompatibleRange != null && compatibleRange == null) {
      return undetermined(declaredCompatibleRange.concat(" "));
    }
    if (isFirstFamily
        && (hasUntypedArray || result.equals(TypeKeys.ANYARRAY))
        && array == null
        && element != null
        && arrayOf(element) == null) {
      return withoutArray(element);
    }
    if (isSecondFamily
        && (isCompatibleArray || result.equals("anycompatiblearray"))
        && arrayOf(compatibleOrText()) == null) {
      return withoutArray(compatibleOrText());
    }
    return null;
  }

  private static <T> Refused<T> undetermined(String which) {
    return new Refused<>(
        "42804",
        "could not determine polymorphic type " + which + "because input has type unknown",
        null);
  }

  private static <T> Refused<T> withoutArray(String type) {
    return new Refused<>("42704", "could not find array type for data type %s", type);
  }

  /// The type that a declared type stands for in this call: itself unless it is polymorphic.
  ///
  /// @return null when it does not follow from the arguments
  @Nullable String resolve(String declared) {
    return switch (declared) {
      case TypeKeys.ANYELEMENT, "anynonarray", "anyenum" -> isFirstFamily ? element : declared;
      case TypeKeys.ANYARRAY -> {
        if (array != null) {
          yield array;
        }
        yield isFirstFamily ? arrayOf(element) : declared;
      }
      case "anyrange" -> range;
      case "anymultirange" -> multirangeOf(range);
      case "anycompatible", "anycompatiblenonarray" ->
          isSecondFamily ? compatibleOrText() : declared;
      case "anycompatiblearray" -> isSecondFamily ? arrayOf(compatibleOrText()) : declared;
      case "anycompatiblerange" -> compatibleRange;
      case "anycompatiblemultirange" -> multirangeOf(compatibleRange);
      default -> declared;
    };
  }

  private String compatibleOrText() {
    return compatibleType == null ? TypeKeys.TEXT : compatibleType;
  }

  private @Nullable String arrayOf(@Nullable String type) {
    CatalogType entry = type == null ? null : types.type(type);
    return entry == null ? null : entry.arrayType();
  }

  private @Nullable String multirangeOf(@Nullable String type) {
    CatalogType entry = type == null ? null : types.type(type);
    return entry == null ? null : entry.multirangeType();
  }
}
