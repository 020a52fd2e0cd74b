package dev.migrationsentry.builtin;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogType.Kind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which types the server converts into which (manual, chapter 10, and `parse_coerce.c` of its
/// source). All types are given by their keys and must exist in the type system; `unknown` is the
/// type of a literal that nothing has given a type yet.
public final class Coercion {
  private final TypeSystem types;

  /// @param types the types and casts that exist
  public Coercion(TypeSystem types) {
    this.types = types;
  }

  /// How a value of one type becomes one of another.
  public enum Path {
    /// Not at all.
    NONE,
    /// The value is taken as it is.
    RELABEL,
    /// By a cast function.
    FUNCTION,
    /// Element by element.
    ARRAY,
    /// By writing it as text and reading that.
    INPUT_OUTPUT
  }

  /// The way from one type to another by casts alone (`find_coercion_pathway`).
  public Path path(String source, String target, Context context) {
    String from = baseType(source);
    String to = baseType(target);
    if (from.equals(to)) {
      return Path.RELABEL;
    }
    CatalogCast cast = types.cast(from, to);
    if (cast != null) {
      if (context.compareTo(cast.context()) < 0) {
        return Path.NONE;
      }
      return switch (cast.method()) {
        case BINARY -> Path.RELABEL;
        case FUNCTION -> Path.FUNCTION;
        case INPUT_OUTPUT -> Path.INPUT_OUTPUT;
      };
    }
    String fromElement = elementType(from);
    String toElement = elementType(to);
    if (fromElement != null
        && toElement != null
        && !to.equals("oidvector")
        && !to.equals("int2vector")
        && path(fromElement, toElement, context) != Path.NONE) {
      return Path.ARRAY;
    }
    boolean toText = context != Context.IMPLICIT && category(to) == 'S';
    boolean fromText = context == Context.EXPLICIT && category(from) == 'S';
    return toText || fromText ? Path.INPUT_OUTPUT : Path.NONE;
  }

  /// Whether a value of one type is accepted where another is wanted (`can_coerce_type`).
  ///
  /// @param context how the conversion comes about
  public boolean canCoerce(String source, String target, Context context) {
    return canCoerce(List.of(source), List.of(target), context);
  }

  /// Whether each of several values is accepted in its place; they belong together because
  /// polymorphic types must agree.
  boolean canCoerce(List<String> sources, List<String> targets, Context context) {
    boolean polymorphic = false;
    for (int i = 0; i < sources.size(); i++) {
      String target = targets.get(i);
      if (TypeKeys.isPolymorphic(target)) {
        polymorphic |= !sources.get(i).equals(target);
      } else if (!canCoercePlain(sources.get(i), target, context)) {
        return false;
      }
    }
    return !polymorphic
        || Polymorphism.bind(types, this, sources, targets.subList(0, sources.size())) != null;
  }

  private boolean canCoercePlain(String source, String target, Context context) {
    return source.equals(target)
        || target.equals(TypeKeys.ANY)
        || (source.equals(TypeKeys.UNKNOWN) && !target.equals("internal"))
        || path(source, target, context) != Path.NONE
        || (source.equals(TypeKeys.RECORD) && isComposite(target))
        || (target.equals(TypeKeys.RECORD) && isComposite(source))
        || (target.equals(TypeKeys.RECORD_ARRAY) && isArrayOfComposites(source))
        || types.inheritsFrom(source, target);
  }

  /// Whether values of one type can be used as those of another without any work
  /// (`IsBinaryCoercible`); this decides which operator class serves a type.
  public boolean isBinaryCoercible(String source, String target) {
    if (source.equals(target)) {
      return true;
    }
    String from = baseType(source);
    return switch (target) {
      case TypeKeys.ANY, TypeKeys.ANYELEMENT, "anycompatible" -> true;
      case TypeKeys.ANYARRAY, "anycompatiblearray" -> elementType(from) != null;
      case "anynonarray", "anycompatiblenonarray" -> elementType(from) == null;
      case "anyenum" -> isKind(from, Kind.ENUM);
      case "anyrange", "anycompatiblerange" -> isKind(from, Kind.RANGE);
      case "anymultirange", "anycompatiblemultirange" -> isKind(from, Kind.MULTIRANGE);
      case TypeKeys.RECORD -> from.equals(target) || isComposite(from);
      case TypeKeys.RECORD_ARRAY -> from.equals(target) || isArrayOfComposites(from);
      default -> {
        CatalogCast cast = types.cast(from, target);
        yield from.equals(target)
            || (cast != null
                && cast.method() == CatalogCast.Method.BINARY
                && cast.context() == Context.IMPLICIT);
      }
    };
  }

  /// The one type that several values are brought to in `UNION`, `CASE`, `COALESCE`, `VALUES`,
  /// `ARRAY[…]`, `GREATEST` and their like (`select_common_type`, manual, section 10.5).
  ///
  /// @param branches the types of the values in order, at least one; null where it is not known
  public CommonType commonType(List<@Nullable String> branches) {
    boolean undecidable = false;
    for (String branch : branches) {
      undecidable |= branch == null || types.type(branch) == null;
    }
    if (undecidable) {
      return new CommonType.Undecidable();
    }
    List<String> known = branches.stream().map(Objects::requireNonNull).toList();
    String common = known.getFirst();
    if (!common.equals(TypeKeys.UNKNOWN) && allEqual(known)) {
      return new CommonType.Found(common);
    }
    int chosen = 0;
    common = baseType(common);
    for (int i = 1; i < known.size(); i++) {
      String next = baseType(known.get(i));
      if (next.equals(TypeKeys.UNKNOWN) || next.equals(common)) {
        continue;
      }
      if (common.equals(TypeKeys.UNKNOWN)) {
        common = next;
        chosen = i;
      } else if (category(next) != category(common)) {
        return new CommonType.Unmatched(known.get(chosen), known.get(i));
      } else if (!isPreferred(common)
          && canCoerce(common, next, Context.IMPLICIT)
          && !canCoerce(next, common, Context.IMPLICIT)) {
        common = next;
        chosen = i;
      }
    }
    if (common.equals(TypeKeys.UNKNOWN)) {
      common = TypeKeys.TEXT;
    }
    for (String branch : known) {
      if (!canCoerce(branch, common, Context.IMPLICIT)) {
        return new CommonType.Unconvertible(branch, common);
      }
    }
    return new CommonType.Found(common);
  }

  private static boolean allEqual(List<String> list) {
    for (String each : list) {
      if (!each.equals(list.getFirst())) {
        return false;
      }
    }
    return true;
  }

  /// The type below a domain, at any depth; any other type itself.
  public String baseType(String type) {
    String base = type;
    CatalogType entry = types.type(base);
    while (entry != null && entry.kind() == Kind.DOMAIN && entry.baseType() != null) {
      base = entry.baseType();
      entry = types.type(base);
    }
    return base;
  }

  /// The type of the elements of a true array type, null for any other type (domains too).
  @Nullable String elementType(String type) {
    CatalogType entry = types.type(type);
    return entry == null ? null : entry.elementType();
  }

  char category(String type) {
    CatalogType entry = types.type(type);
    return entry == null ? 'U' : entry.category();
  }

  boolean isPreferred(String type) {
    CatalogType entry = types.type(type);
    return entry != null && entry.preferred();
  }

  boolean isKind(String type, Kind kind) {
    CatalogType entry = types.type(type);
    return entry != null && entry.kind() == kind;
  }

  /// Whether values have columns: composite types and domains over them.
  boolean isComposite(String type) {
    return isKind(baseType(type), Kind.COMPOSITE);
  }

  private boolean isArrayOfComposites(String type) {
    String element = elementType(type);
    return element != null && isComposite(element);
  }
}
