package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Value;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The types of libraries that extend SQLAlchemy, as they are on PostgreSQL: SQLModel,
/// SQLAlchemy-Utils, GeoAlchemy 2, pgvector and the like. Their arguments are those of Python code,
/// so that those which say nothing to the database are not looked at.
final class LibraryTypes {
  private LibraryTypes() {}

  /// Types of SQLAlchemy-Utils whose words do not depend on their arguments.
  private static final Map<String, String> UTILITIES =
      Map.ofEntries(
          Map.entry("URLType", "TEXT"),
          Map.entry("JSONType", "JSON"),
          Map.entry("PasswordType", "BYTEA"),
          Map.entry("CountryType", "VARCHAR(2)"),
          Map.entry("CurrencyType", "VARCHAR(3)"),
          Map.entry("LocaleType", "VARCHAR(10)"),
          Map.entry("ColorType", "VARCHAR(20)"),
          Map.entry("TimezoneType", "VARCHAR(50)"),
          Map.entry("ScalarListType", "TEXT"),
          Map.entry("LtreeType", "LTREE"),
          Map.entry("TSVectorType", "TSVECTOR"),
          Map.entry("EncryptedType", "BYTEA"),
          Map.entry("StringEncryptedType", "VARCHAR"),
          Map.entry("CaseInsensitiveUnicodeText", "TEXT"),
          Map.entry("CIText", "CITEXT"),
          Map.entry("IntRangeType", "INT4RANGE"),
          Map.entry("Int8RangeType", "INT8RANGE"),
          Map.entry("NumericRangeType", "NUMRANGE"),
          Map.entry("DateRangeType", "DATERANGE"),
          Map.entry("DateTimeRangeType", "TSRANGE"));

  /// The type of a name, or null where the name is not known.
  ///
  /// @param simple the last part of the name
  /// @param types the SQL of a type that is an argument
  static @Nullable SqlType of(
      String name, String simple, Call call, Function<Value, SqlType> types) {
    String library = name.substring(0, Math.max(0, name.indexOf('.')));
    return switch (library) {
      case "sqlmodel" -> sqlModel(simple, call);
      case "sqlalchemy_utils" -> utility(simple, call, types);
      case "geoalchemy2" -> geometry(simple, call);
      case "pgvector" -> vector(simple, call);
      case "citext", "sqlalchemy_citext" ->
          simple.equalsIgnoreCase("CIText") ? Types.plain("CITEXT", Kind.OTHER, call) : null;
      case "fastapi_users_db_sqlalchemy", "advanced_alchemy" -> shared(simple, call);
      case "oslo_db", "neutron_lib" -> openStack(simple, call);
      default -> null;
    };
  }

  private static @Nullable SqlType sqlModel(String simple, Call call) {
    return switch (simple) {
      case "AutoString" -> Types.string("VARCHAR", call);
      case "GUID" -> Types.plain("UUID", Kind.OTHER, call);
      default -> null;
    };
  }

  private static @Nullable SqlType utility(
      String simple, Call call, Function<Value, SqlType> types) {
    String words = UTILITIES.get(simple);
    if (words != null) {
      return Types.plain(words, Kind.OTHER, call);
    }
    return switch (simple) {
      case "UUIDType" -> {
        boolean binary = !Boolean.FALSE.equals(call.truth(0, "binary"));
        boolean itself = !Boolean.FALSE.equals(call.truth(1, "native"));
        yield Types.plain(itself ? "UUID" : binary ? "BINARY(16)" : "CHAR(32)", Kind.OTHER, call);
      }
      case "EmailType" -> sized(call, 0, "length", "255");
      case "PhoneNumberType" -> sized(call, 1, "max_length", "20");
      case "IPAddressType" -> sized(call, 0, "max_length", "50");
      case "ArrowType", "EnrichedDateTimeType" -> Types.timed("TIMESTAMP", call);
      case "ChoiceType" -> {
        Value impl = call.value(1, "impl");
        yield impl == null ? Types.plain("VARCHAR(255)", Kind.STRING, call) : types.apply(impl);
      }
      default -> null;
    };
  }

  private static SqlType sized(Call call, int position, String argument, String standard) {
    String length = call.number(position, argument);
    return Types.plain("VARCHAR(" + (length == null ? standard : length) + ")", Kind.STRING, call);
  }

  private static @Nullable SqlType geometry(String simple, Call call) {
    String word = simple.toLowerCase(Locale.ROOT);
    return switch (simple) {
      case "Geometry", "Geography" -> {
        Value kind = call.given(0, "geometry_type");
        String srid = call.number(1, "srid");
        Sql sql = new Sql(call.span()).words(word);
        if (!(kind instanceof Value.None)) {
          sql.words("(");
          if (kind == null) {
            sql.words("GEOMETRY");
          } else {
            sql.text(Call.textOf(kind, "the geometry type"));
          }
          sql.words("," + (srid == null ? "-1" : srid) + ")");
        }
        boolean indexed = !Boolean.FALSE.equals(call.truth(-1, "spatial_index"));
        yield SqlType.of(sql.text(), indexed ? Kind.SPATIAL : Kind.OTHER);
      }
      case "Raster" -> Types.plain("raster", Kind.OTHER, call);
      default -> null;
    };
  }

  private static @Nullable SqlType vector(String simple, Call call) {
    return switch (simple) {
      case "Vector", "VECTOR", "HALFVEC", "SPARSEVEC" -> {
        String dimensions = call.number(0, "dim");
        yield Types.plain(
            simple.toUpperCase(Locale.ROOT) + (dimensions == null ? "" : "(" + dimensions + ")"),
            Kind.OTHER,
            call);
      }
      default -> null;
    };
  }

  private static @Nullable SqlType openStack(String simple, Call call) {
    return switch (simple) {
      case "JsonEncodedDict", "JsonEncodedList", "JsonEncodedType" ->
          Types.plain("TEXT", Kind.OTHER, call);
      case "SoftDeleteInteger" -> Types.plain("INTEGER", Kind.INTEGER, call);
      case "String" -> Types.string("VARCHAR", call);
      case "CIDR", "IPAddress" -> Types.plain("VARCHAR(64)", Kind.STRING, call);
      case "MACAddress" -> Types.plain("VARCHAR(32)", Kind.STRING, call);
      default -> null;
    };
  }

  private static @Nullable SqlType shared(String simple, Call call) {
    return switch (simple) {
      case "GUID" -> Types.plain("UUID", Kind.OTHER, call);
      case "TIMESTAMPAware", "DateTimeUTC" ->
          Types.plain("TIMESTAMP WITH TIME ZONE", Kind.TIME, call);
      case "JsonB" -> Types.plain("JSONB", Kind.JSON, call);
      case "BigIntIdentity" -> Types.plain("BIGINT", Kind.BIG_INTEGER, call);
      default -> null;
    };
  }
}
