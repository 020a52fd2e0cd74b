package dev.migrationsentry.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which operator class an index uses when it names none (`GetDefaultOpClass` of the server's
/// source).
public final class DefaultOperatorClass {
  private DefaultOperatorClass() {}

  /// The default operator class for a type, or null when the server says that there is none (42704:
  /// `data type … has no default operator class for access method …`).
  ///
  /// @param types the types and casts that exist
  /// @param classes all operator classes of the access method
  /// @param type key of the column's type
  public static @Nullable OperatorClass of(
      TypeSystem types, List<OperatorClass> classes, String type) {
    Coercion coercion = new Coercion(types);
    String base = coercion.baseType(type);
    OperatorClass compatible = null;
    OperatorClass preferred = null;
    int compatibles = 0;
    int preferreds = 0;
    for (OperatorClass candidate : classes) {
      if (!candidate.isDefault()) {
        continue;
      }
      if (candidate.type().equals(base)) {
        return candidate;
      }
      if (coercion.isBinaryCoercible(base, candidate.type())) {
        if (coercion.isPreferred(candidate.type())
            && coercion.category(candidate.type()) == coercion.category(base)) {
          preferred = candidate;
          preferreds++;
        } else {
          compatible = candidate;
          compatibles++;
        }
      }
    }
    if (preferreds == 1) {
      return preferred;
    }
    return preferreds == 0 && compatibles == 1 ? compatible : null;
  }
}
