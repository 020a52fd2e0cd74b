package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;

/// The numbers in parentheses behind a built-in type: which are allowed, and what the server keeps.
final class TypeModifiers {
  private static final int LONGEST = 10485760;

  private TypeModifiers() {}

  /// The modifiers as the server keeps them.
  ///
  /// @throws Refusal when the server does not take them
  static List<Integer> checked(
      Draft draft, String type, List<Integer> modifiers, TypeName written) {
    Span at = written.span();
    return switch (type) {
      case "interval" ->
          TypeNames.interval(
              written.intervalFields(), modifiers.isEmpty() ? modifiers : precision(modifiers, at));
      case "time", "timetz", "timestamp", "timestamptz" ->
          modifiers.isEmpty() ? modifiers : precision(modifiers, at);
      case "bpchar", "bit" -> {
        // The grammar reads `char` and `bit` as types of length 1; `bpchar` has no length.
        if (modifiers.isEmpty()) {
          boolean isGrammars =
              written.name().parts().size() == 2 && !written.name().span().text().contains(".");
          yield isGrammars ? List.of(1) : List.of();
        }
        yield length(type.equals("bit") ? "bit" : "char", modifiers, at);
      }
      case "varchar" -> modifiers.isEmpty() ? modifiers : length("varchar", modifiers, at);
      case "varbit" -> modifiers.isEmpty() ? modifiers : length("bit varying", modifiers, at);
      case "numeric" -> modifiers.isEmpty() ? modifiers : numeric(draft, modifiers, at);
      case "float4", "float8" -> List.of();
      default -> {
        CatalogType known = Builtin.of(draft.major()).type(type);
        if (!modifiers.isEmpty() && known != null && !known.takesModifiers()) {
          throw notAllowed(written);
        }
        yield modifiers;
      }
    };
  }

  static Refusal notAllowed(TypeName written) {
    return Refusal.of(
        "42601",
        "type modifier is not allowed for type \"" + TypeNames.text(written) + "\"",
        written.span());
  }

  private static List<Integer> precision(List<Integer> modifiers, Span at) {
    int precision = modifiers.getFirst();
    if (modifiers.size() != 1) {
      throw Refusal.of("22023", "invalid type modifier", at);
    }
    // The server warns, and takes the greatest precision it has.
    return List.of(Math.min(precision, 6));
  }

  private static List<Integer> length(String type, List<Integer> modifiers, Span at) {
    if (modifiers.size() != 1) {
      throw Refusal.of("22023", "invalid type modifier", at);
    }
    int length = modifiers.getFirst();
    if (length < 1) {
      throw Refusal.of("22023", "length for type " + type + " must be at least 1", at);
    }
    int longest = type.startsWith("bit") ? LONGEST * 8 : LONGEST;
    if (length > longest) {
      throw Refusal.of("22023", "length for type " + type + " cannot exceed " + longest, at);
    }
    return modifiers;
  }

  private static List<Integer> numeric(Draft draft, List<Integer> modifiers, Span at) {
    if (modifiers.size() > 2) {
      throw Refusal.of("22023", "invalid NUMERIC type modifier", at);
    }
    int precision = modifiers.getFirst();
    if (precision < 1 || precision > 1000) {
      throw Refusal.of(
          "22023", "NUMERIC precision " + precision + " must be between 1 and 1000", at);
    }
    int scale = modifiers.size() == 2 ? modifiers.get(1) : 0;
    if (draft.major() < 15 && (scale < 0 || scale > precision)) {
      throw Refusal.of(
          "22023", "NUMERIC scale " + scale + " must be between 0 and precision " + precision, at);
    }
    if (scale < -1000 || scale > 1000) {
      throw Refusal.of("22023", "NUMERIC scale " + scale + " must be between -1000 and 1000", at);
    }
    return List.of(precision, scale);
  }
}
