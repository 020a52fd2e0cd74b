package dev.migrationsentry.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data type as overload resolution sees it: the part of a row of `pg_type` (and `pg_range`) that
/// decides how values of the type are converted. Describes built-in types, those of extensions, and
/// (made by the factory methods here) those that the migrations define.
///
/// @param name the type's **key**: types are referred to by this string everywhere in this package.
///   Built-in types and those of contrib extensions have their catalog name (`int4`, `_int4`,
///   `timestamptz`, `citext`), those of `information_schema` are prefixed with the schema and a
///   dot. Keys of user-defined types are chosen by who defines them and must differ from these;
///   `schema.name` always does.
/// @param kind what `pg_type.typtype` says
/// @param category one letter (manual, table 52.65): types convert more readily within a category
/// @param preferred whether it is the preferred type of its category
/// @param input volatility of the conversion from text
/// @param output volatility of the conversion to text
/// @param takesModifiers whether the type may be written with modifiers, as `numeric(10, 2)`
/// @param collatable whether values of the type have a collation
/// @param arrayType key of the type of arrays of this type, or null when there is none
/// @param elementType for a true array type (also `oidvector` and `int2vector`) the element's type
/// @param subscriptType for a type that is no array but can be subscripted (`point`, `jsonb`), the
///   type of what a subscript picks
/// @param baseType for a domain the type that it restricts
/// @param notNull for a domain whether it refuses nulls itself
/// @param rangeSubtype for a range type the type of its bounds
/// @param multirangeType for a range type its multirange type
/// @param rangeType for a multirange type its range type
/// @param columns for a composite type (also the row type of a relation) its attributes in order
public record CatalogType(
    String name,
    Kind kind,
    char category,
    boolean preferred,
    Volatility input,
    Volatility output,
    boolean takesModifiers,
    boolean collatable,
    @Nullable String arrayType,
    @Nullable String elementType,
    @Nullable String subscriptType,
    @Nullable String baseType,
    boolean notNull,
    @Nullable String rangeSubtype,
    @Nullable String multirangeType,
    @Nullable String rangeType,
    List<CatalogColumn> columns) {

  /// What `pg_type.typtype` tells apart.
  public enum Kind {
    BASE,
    COMPOSITE,
    DOMAIN,
    ENUM,
    PSEUDO,
    RANGE,
    MULTIRANGE;

    static Kind of(char letter) {
      return switch (letter) {
        case 'b' -> BASE;
        case 'c' -> COMPOSITE;
        case 'd' -> DOMAIN;
        case 'e' -> ENUM;
        case 'p' -> PSEUDO;
        case 'r' -> RANGE;
        case 'm' -> MULTIRANGE;
        default -> throw new IllegalArgumentException("type kind " + letter);
      };
    }
  }

  public CatalogType {
    columns = List.copyOf(columns);
  }

  private static CatalogType of(
      String name, Kind kind, char category, Volatility io, @Nullable String arrayType) {
    return new CatalogType(
        name, kind, category, false, io, io, false, false, arrayType, null, null, null, false, null,
        null, null, List.of());
  }

  /// A type made by `CREATE TYPE … AS ENUM`.
  public static CatalogType enumeration(String name, @Nullable String arrayType) {
    return of(name, Kind.ENUM, 'E', Volatility.STABLE, arrayType);
  }

  /// A type made by `CREATE TYPE … AS (…)`, or the row type of a table or view.
  public static CatalogType composite(
      String name, @Nullable String arrayType, List<CatalogColumn> columns) {
    return new CatalogType(
        name,
        Kind.COMPOSITE,
        'C',
        false,
        Volatility.STABLE,
        Volatility.STABLE,
        false,
        false,
        arrayType,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        columns);
  }

  /// A type made by `CREATE DOMAIN`.
  ///
  /// @param base the type under it, which may be a domain itself
  public static CatalogType domain(
      String name, @Nullable String arrayType, CatalogType base, boolean notNull) {
    return new CatalogType(
        name,
        Kind.DOMAIN,
        base.category(),
        false,
        Volatility.STABLE,
        base.output(),
        false,
        base.collatable(),
        arrayType,
        null,
        null,
        base.name(),
        notNull,
        null,
        null,
        null,
        List.of());
  }

  /// The array type that the server makes with almost every type.
  ///
  /// @param name the array type's own key
  public static CatalogType arrayOf(String name, CatalogType element) {
    return new CatalogType(
        name,
        Kind.BASE,
        'A',
        false,
        Volatility.STABLE,
        Volatility.STABLE,
        element.takesModifiers(),
        element.collatable(),
        null,
        element.name(),
        null,
        null,
        false,
        null,
        null,
        null,
        List.of());
  }

  /// A type made by `CREATE TYPE … AS RANGE`, which also makes a [#multirange] type and a cast to
  /// it ([CatalogCast#toMultirange]).
  public static CatalogType range(
      String name, @Nullable String arrayType, String subtype, String multirange) {
    return new CatalogType(
        name,
        Kind.RANGE,
        'R',
        false,
        Volatility.STABLE,
        Volatility.STABLE,
        false,
        false,
        arrayType,
        null,
        null,
        null,
        false,
        subtype,
        multirange,
        null,
        List.of());
  }

  /// The multirange type that the server makes with every range type.
  ///
  /// @param range key of the range type
  public static CatalogType multirange(String name, @Nullable String arrayType, String range) {
    return new CatalogType(
        name,
        Kind.MULTIRANGE,
        'R',
        false,
        Volatility.STABLE,
        Volatility.STABLE,
        false,
        false,
        arrayType,
        null,
        null,
        null,
        false,
        null,
        null,
        range,
        List.of());
  }

  /// A base type of which nothing is known but that it exists (`CREATE TYPE … (INPUT = …)`, or a
  /// type of an extension whose contents are unknown).
  public static CatalogType base(String name, @Nullable String arrayType) {
    return of(name, Kind.BASE, 'U', Volatility.IMMUTABLE, arrayType);
  }
}
