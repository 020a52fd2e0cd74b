package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Types as PostgreSQL prints them: `format_type` (manual, table 9.76).
public final class TypeText {
  private final Schema schema;
  private final Predicate<SchemaObject> visible;
  private final UnaryOperator<String> quoting;

  /// @param visible whether a type is printed without its schema
  public TypeText(Schema schema, Predicate<SchemaObject> visible) {
    this(schema, visible, Identifiers::quoted);
  }

  /// @param quoting how the names of created types are printed
  TypeText(Schema schema, Predicate<SchemaObject> visible, UnaryOperator<String> quoting) {
    this.schema = schema;
    this.visible = visible;
    this.quoting = quoting;
  }

  /// A type with its modifiers.
  public String withModifiers(DataType type) {
    return text(type, true);
  }

  /// A type without its modifiers.
  public String bare(DataType type) {
    return text(type, false);
  }

  private String text(DataType type, boolean modifiers) {
    return switch (type) {
      case DataType.Undecided ignored -> "?";
      case DataType.Array array -> text(array.element(), modifiers) + "[]";
      case DataType.Builtin builtin ->
          builtin(builtin.name(), modifiers ? builtin.modifiers() : List.of(), modifiers);
      case DataType.Created created ->
          created(created.id()) + list(modifiers ? created.modifiers() : List.of());
    };
  }

  private String created(int id) {
    SchemaObject object = schema.object(id);
    if (object == null) {
      return "???";
    }
    if (visible.test(object)) {
      return quoting.apply(object.name());
    }
    SchemaObject namespace = schema.object(object.namespace());
    return (namespace == null ? "" : quoting.apply(namespace.name()) + ".")
        + quoting.apply(object.name());
  }

  private static String builtin(String name, List<Integer> modifiers, boolean given) {
    return switch (name) {
      case "bool" -> "boolean";
      case "int2" -> "smallint";
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double precision";
      case "numeric" -> "numeric" + list(modifiers);
      case "varchar" -> "character varying" + list(modifiers);
      case "varbit" -> "bit varying" + list(modifiers);
      // Without a length these two are not what the words mean, which is a length of 1.
      case "bpchar" -> given && modifiers.isEmpty() ? "bpchar" : "character" + list(modifiers);
      case "bit" -> given && modifiers.isEmpty() ? "\"bit\"" : "bit" + list(modifiers);
      case "time" -> "time" + list(modifiers) + " without time zone";
      case "timetz" -> "time" + list(modifiers) + " with time zone";
      case "timestamp" -> "timestamp" + list(modifiers) + " without time zone";
      case "timestamptz" -> "timestamp" + list(modifiers) + " with time zone";
      case "interval" -> "interval" + interval(modifiers);
      case "char" -> "\"char\"";
      // A key word, but never in quotes.
      case "json" -> "json";
      default -> qualified(name) + list(modifiers);
    };
  }

  /// Types of `information_schema` have a key with their schema.
  private static String qualified(String key) {
    int dot = key.indexOf('.');
    return dot < 0
        ? Identifiers.quoted(key)
        : Identifiers.quoted(key.substring(0, dot))
            + "."
            + Identifiers.quoted(key.substring(dot + 1));
  }

  private static String list(List<Integer> modifiers) {
    if (modifiers.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    for (int modifier : modifiers) {
      if (text.length() > 1) {
        text.append(',');
      }
      text.append(modifier);
    }
    return text.append(')').toString();
  }

  /// The modifiers of an interval are, as on the server, a mask of its fields and a precision.
  private static String interval(List<Integer> modifiers) {
    if (modifiers.isEmpty()) {
      return "";
    }
    String precision = modifiers.size() > 1 ? "(" + modifiers.get(1) + ")" : "";
    return IntervalFields.words(modifiers.getFirst()) + precision;
  }
}
