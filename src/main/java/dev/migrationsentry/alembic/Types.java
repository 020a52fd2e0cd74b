package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// SQLAlchemy's types to the words that its PostgreSQL dialect writes for them (`PGTypeCompiler`
/// and `GenericTypeCompiler` of SQLAlchemy 2.0).
final class Types {
  private final RepositoryTypes repositoryTypes;
  private final Enumerations enumerations;

  /// @param running runs what types of the repository define
  Types(Running running) {
    this.repositoryTypes = new RepositoryTypes(this, running);
    this.enumerations = new Enumerations(running);
  }

  /// The SQL of a type.
  ///
  /// @param value a class such as `sa.Integer` or an object such as `sa.String(20)`
  /// @param schema the schema of the table, for types that take it over, or null
  /// @param at where a type without a place of its own is used
  /// @throws NotRendered where it is not known
  SqlType of(Value value, @Nullable Name schema, Span at) {
    return switch (value) {
      case Value.Library library ->
          named(library.name(), new Call(Call.simple(library.name()), Arguments.NONE, at), schema);
      case Value.Construct construct -> named(construct.name(), Call.of(construct), schema);
      case Value.Member member when member.name().equals("impl") -> of(member.of(), schema, at);
      case Value.Member member when isFlask(member.of()) ->
          named("sqlalchemy." + member.name(), new Call(member.name(), Arguments.NONE, at), schema);
      case Value.MemberCall call when isFlask(call.of()) ->
          named(
              "sqlalchemy." + call.name(),
              new Call(call.name(), call.arguments(), call.span()),
              schema);
      case Living.FoundType found -> SqlType.of(Sql.words(found.text(), at), Kind.OTHER);
      case Value.MemberCall call
          when call.name().equals("type_descriptor") && !call.arguments().positional().isEmpty() ->
          of(call.arguments().positional().getFirst(), schema, at);
      case Value.MemberCall call when call.name().equals("with_variant") ->
          variant(call, schema, at);
      case Value.MemberCall call
          when call.name().equals("as_mutable")
              || call.name().equals("as_generic")
              || call.name().equals("copy") ->
          call.name().equals("as_mutable") && !call.arguments().positional().isEmpty()
              ? of(call.arguments().positional().getFirst(), schema, at)
              : of(call.of(), schema, at);
      case Value.Unknown unknown -> throw new NotRendered("a type is not known: " + unknown.why());
      default -> repositoryTypes.of(value, schema, at);
    };
  }

  /// Whether a value is Flask-SQLAlchemy's `db`, which has all names of SQLAlchemy.
  private static boolean isFlask(Value value) {
    return value instanceof Value.Construct construct
        && construct.name().startsWith("flask_sqlalchemy.");
  }

  private SqlType variant(Value.MemberCall call, @Nullable Name schema, Span at) {
    for (int i = 1; i < call.arguments().positional().size(); i++) {
      if (isPostgres(call.arguments().positional().get(i))) {
        return of(call.arguments().positional().getFirst(), schema, at);
      }
    }
    Value named = call.arguments().get("dialect_name");
    if (named != null && isPostgres(named)) {
      Value type = call.arguments().get(0, "type_");
      if (type != null) {
        return of(type, schema, at);
      }
    }
    return of(call.of(), schema, at);
  }

  private static boolean isPostgres(Value value) {
    return value instanceof Value.Text text && text.text().equals("postgresql");
  }

  /// What a column's type makes of a Python value before it is sent.
  ///
  /// @param type the type as the code describes it, or null
  Value bound(@Nullable Value type, Value value, Span at) {
    return switch (value) {
      case Value.Construct construct -> value;
      case Value.Member member -> value;
      case Value.MemberCall call -> value;
      case Value.Operation operation -> value;
      default -> repositoryTypes.bound(type, value, at);
    };
  }

  private SqlType named(String name, Call call, @Nullable Name schema) {
    String simple = Call.simple(name);
    if (name.startsWith("sqlalchemy.") || name.startsWith("sqlmodel.sql.sqltypes.types.")) {
      if (name.contains(".dialects.") && !name.contains(".dialects.postgresql")) {
        throw new NotRendered(name + " is a type of another database");
      }
      SqlType type = standard(simple, call, schema, name.contains(".dialects.postgresql"));
      if (type != null) {
        call.finish();
        return type;
      }
    } else {
      SqlType type = LibraryTypes.of(name, simple, call, inner -> of(inner, schema, call.span()));
      if (type != null) {
        return type;
      }
    }
    throw new NotRendered(name + " is not a type that is known");
  }

  private @Nullable SqlType standard(
      String name, Call call, @Nullable Name schema, boolean postgres) {
    return switch (name) {
      case "Integer", "INTEGER", "INT" -> plain("INTEGER", Kind.INTEGER, call);
      case "BigInteger", "BIGINT" -> plain("BIGINT", Kind.BIG_INTEGER, call);
      case "SmallInteger", "SMALLINT" -> plain("SMALLINT", Kind.SMALL_INTEGER, call);
      case "String", "Unicode", "VARCHAR" -> string("VARCHAR", call);
      case "Text", "UnicodeText", "TEXT" -> string("TEXT", call);
      case "CHAR", "NCHAR", "NVARCHAR", "CLOB" -> string(name, call);
      case "Boolean", "BOOLEAN" -> {
        call.ignore("create_constraint", "name", "_create_events", "_adapted_from");
        yield plain("BOOLEAN", Kind.BOOLEAN, call);
      }
      case "Numeric", "NUMERIC" -> numeric("NUMERIC", call);
      case "DECIMAL" -> numeric("DECIMAL", call);
      case "Float", "FLOAT" -> {
        call.ignore("asdecimal", "decimal_return_scale");
        String precision = call.number(0, "precision");
        yield plain(
            precision == null || precision.equals("0") ? "FLOAT" : "FLOAT(" + precision + ")",
            Kind.NUMERIC,
            call);
      }
      case "Double", "DOUBLE_PRECISION" -> floating("DOUBLE PRECISION", call);
      case "DOUBLE" -> floating("DOUBLE", call);
      case "REAL" -> floating("REAL", call);
      case "Date", "DATE" -> plain("DATE", Kind.TIME, call);
      case "Time", "TIME" -> timed("TIME", call);
      case "DateTime", "TIMESTAMP" -> timed("TIMESTAMP", call);
      case "DATETIME" -> {
        call.ignore("timezone");
        yield plain("DATETIME", Kind.TIME, call);
      }
      case "Interval", "INTERVAL" -> interval(call, name.equals("INTERVAL"));
      case "LargeBinary", "BYTEA", "PickleType" -> {
        call.ignore(
            "length", "protocol", "pickler", "comparator", "cache_ok", "should_evaluate_none");
        Value impl = call.value("impl");
        yield impl == null ? plain("BYTEA", Kind.OTHER, call) : of(impl, schema, call.span());
      }
      case "BLOB" -> {
        call.ignore("length");
        yield plain("BLOB", Kind.OTHER, call);
      }
      case "BINARY", "VARBINARY" -> {
        String length = call.number(0, "length");
        yield plain(length == null ? name : name + "(" + length + ")", Kind.OTHER, call);
      }
      case "JSON" -> {
        call.ignore("none_as_null", "astext_type");
        yield plain("JSON", Kind.JSON, call);
      }
      case "JSONB" -> {
        call.ignore("none_as_null", "astext_type");
        yield plain("JSONB", Kind.JSON, call);
      }
      case "Uuid", "UUID" -> {
        call.ignore("as_uuid");
        yield Boolean.FALSE.equals(call.truth(-1, "native_uuid"))
            ? plain("CHAR(32)", Kind.OTHER, call)
            : plain("UUID", Kind.OTHER, call);
      }
      case "ARRAY" -> array(call, schema);
      case "Enum", "ENUM" -> enumerations.of(call, schema, postgres);
      case "DOMAIN" -> enumerations.domain(call, inner -> of(inner, schema, call.span()));
      case "BIT" -> bit(call);
      case "HSTORE" -> {
        call.ignore("text_type");
        yield plain("HSTORE", Kind.OTHER, call);
      }
      case "NullType", "NULLTYPE" ->
          throw new PythonError(
              "sqlalchemy.exc.CompileError",
              "Can't generate DDL for NullType(); did you forget to specify a type on this Column?");
      case "CIDR",
          "INET",
          "MACADDR",
          "MACADDR8",
          "MONEY",
          "OID",
          "REGCLASS",
          "REGCONFIG",
          "TSVECTOR",
          "TSQUERY",
          "CITEXT",
          "JSONPATH",
          "INT4RANGE",
          "INT8RANGE",
          "NUMRANGE",
          "DATERANGE",
          "TSRANGE",
          "TSTZRANGE",
          "INT4MULTIRANGE",
          "INT8MULTIRANGE",
          "NUMMULTIRANGE",
          "DATEMULTIRANGE",
          "TSMULTIRANGE",
          "TSTZMULTIRANGE" ->
          plain(name, Kind.OTHER, call);
      default -> null;
    };
  }

  static SqlType plain(String words, Kind kind, Call call) {
    return SqlType.of(Sql.words(words, call.span()), kind);
  }

  /// A string type with its length and its collation.
  static SqlType string(String word, Call call) {
    call.ignore("convert_unicode", "unicode_error", "_expect_unicode", "_warn_on_bytestring");
    Sql sql = new Sql(call.span()).words(word);
    String length = call.number(0, "length");
    if (length != null && !length.equals("0")) {
      sql.words("(" + length + ")");
    }
    Value.Text collation = call.text(1, "collation");
    if (collation != null) {
      sql.words(" COLLATE \"").text(collation).words("\"");
    }
    return SqlType.of(sql.text(), Kind.STRING);
  }

  private static SqlType numeric(String word, Call call) {
    call.ignore("asdecimal", "decimal_return_scale");
    String precision = call.number(0, "precision");
    String scale = call.number(1, "scale");
    String words =
        precision == null
            ? word
            : scale == null
                ? word + "(" + precision + ")"
                : word + "(" + precision + ", " + scale + ")";
    return plain(words, Kind.NUMERIC, call);
  }

  private static SqlType floating(String words, Call call) {
    call.ignore("precision", "asdecimal", "decimal_return_scale");
    return plain(words, Kind.NUMERIC, call);
  }

  /// `TIMESTAMP` or `TIME` with or without time zone.
  static SqlType timed(String word, Call call) {
    boolean zone = Boolean.TRUE.equals(call.truth(0, "timezone"));
    String precision = call.number(1, "precision");
    return plain(
        word
            + (precision == null ? "" : "(" + precision + ")")
            + (zone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE"),
        Kind.TIME,
        call);
  }

  private static SqlType interval(Call call, boolean postgres) {
    Sql sql = new Sql(call.span()).words("INTERVAL");
    if (!postgres) {
      call.ignore("native", "day_precision");
      String precision = call.number(-1, "second_precision");
      return SqlType.of(
          sql.words(precision == null ? "" : " (" + precision + ")").text(), Kind.TIME);
    }
    String precision = call.number(0, "precision");
    Value.Text fields = call.text(1, "fields");
    if (fields != null) {
      sql.words(" ").text(fields);
    }
    if (precision != null) {
      sql.words(" (" + precision + ")");
    }
    return SqlType.of(sql.text(), Kind.TIME);
  }

  private static SqlType bit(Call call) {
    String length = call.number(0, "length");
    boolean varying = Boolean.TRUE.equals(call.truth(1, "varying"));
    if (varying) {
      return plain("BIT VARYING" + (length == null ? "" : "(" + length + ")"), Kind.OTHER, call);
    }
    return plain("BIT(" + (length == null ? "1" : length) + ")", Kind.OTHER, call);
  }

  private SqlType array(Call call, @Nullable Name schema) {
    call.ignore("as_tuple", "zero_indexes");
    SqlType item = of(call.required(0, "item_type"), schema, call.span());
    String dimensions = call.number(2, "dimensions");
    String brackets = "[]".repeat(dimensions == null ? 1 : Integer.parseInt(dimensions));
    String words = item.sql().text();
    int collate = words.indexOf(" COLLATE");
    Sql sql = new Sql(call.span());
    if (collate < 0) {
      sql.text(item.sql()).words(brackets);
    } else {
      sql.text(Sql.part(item.sql(), 0, collate))
          .words(brackets)
          .text(Sql.part(item.sql(), collate, words.length()));
    }
    return new SqlType(sql.text(), Kind.OTHER, item.named(), null, item);
  }
}
