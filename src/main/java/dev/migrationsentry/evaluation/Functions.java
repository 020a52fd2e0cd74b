package dev.migrationsentry.evaluation;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions and casts that guards use (manual, sections 9.4 and 9.27).
final class Functions {
  private static final Set<String> TEXT_TYPES =
      Set.of("text", "varchar", "name", "bpchar", "citext");
  private static final Set<String> NUMBER_TYPES =
      Set.of("int2", "int4", "int8", "numeric", "oid", "float4", "float8");

  private final Database database;

  Functions(Database database) {
    this.database = database;
  }

  /// The value of a call, or null when it is not known.
  @Nullable Value call(String name, List<Value> arguments) {
    return switch (name) {
      case "to_regclass" -> only(arguments) ? relation(arguments.getFirst()) : null;
      case "to_regtype" -> only(arguments) ? type(arguments.getFirst()) : null;
      case "pg_get_serial_sequence" -> serialSequence(arguments);
      case "current_schema" -> currentSchema();
      case "current_setting" -> arguments.isEmpty() ? null : setting(arguments.getFirst().text());
      case "has_table_privilege", "has_schema_privilege", "has_database_privilege", "pg_has_role" ->
          Value.of(true);
      case "concat" ->
          arguments.stream().allMatch(Value::known)
              ? Value.of(String.join("", arguments.stream().map(Value::text).toList()))
              : null;
      default -> {
        boolean known = arguments.stream().allMatch(Value::known);
        boolean noNull = arguments.stream().noneMatch(Value.Null.class::isInstance);
        yield known && noNull && !arguments.isEmpty() ? strict(name, arguments) : null;
      }
    };
  }

  private static boolean only(List<Value> arguments) {
    return arguments.size() == 1 && arguments.getFirst().known();
  }

  private static @Nullable Value strict(String name, List<Value> arguments) {
    String first = arguments.getFirst().text();
    String second = arguments.size() > 1 ? arguments.get(1).text() : "";
    return switch (name) {
      case "lower" -> Value.of(first.toLowerCase(Locale.ROOT));
      case "upper" -> Value.of(first.toUpperCase(Locale.ROOT));
      case "trim", "btrim" -> arguments.size() == 1 ? Value.of(first.strip()) : null;
      case "length", "char_length" -> Value.of((long) first.codePointCount(0, first.length()));
      case "quote_ident" -> Value.of(identifier(first));
      case "quote_literal" -> Value.of(literal(first));
      case "replace" ->
          arguments.size() == 3 && !second.isEmpty()
              ? Value.of(first.replace(second, arguments.get(2).text()))
              : null;
      case "left" -> prefix(first, second);
      case "split_part" -> arguments.size() == 3 ? part(first, second, arguments.get(2)) : null;
      case "starts_with" -> Value.of(first.startsWith(second));
      case "format" -> format(first, arguments.subList(1, arguments.size()));
      case "array_length", "cardinality" ->
          arguments.getFirst() instanceof Value.Array array
              ? Value.of((long) array.elements().size())
              : null;
      case "to_regproc" -> null;
      default -> null;
    };
  }

  private static @Nullable Value part(String text, String separator, Value number) {
    boolean usable =
        number instanceof Value.Numeral numeral
            && numeral.number().signum() > 0
            && !separator.isEmpty();
    if (!usable) {
      return null;
    }
    int wanted = ((Value.Numeral) number).number().intValue();
    int start = 0;
    for (int i = 1; i < wanted; i++) {
      int end = text.indexOf(separator, start);
      if (end < 0) {
        return Value.of("");
      }
      start = end + separator.length();
    }
    int end = text.indexOf(separator, start);
    return Value.of(end < 0 ? text.substring(start) : text.substring(start, end));
  }

  private static @Nullable Value prefix(String text, String length) {
    try {
      int count = Integer.parseInt(length);
      return count < 0 ? null : Value.of(text.substring(0, Math.min(count, text.length())));
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /// `format(…)` with `%s`, `%I`, `%L`, `%%` and positions (manual, section 9.4.1).
  static @Nullable Value format(String format, List<Value> arguments) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char character = format.charAt(i);
      if (character != '%' || i + 1 == format.length()) {
        text.append(character);
        continue;
      }
      int digits = i + 1;
      while (digits < format.length() && Character.isDigit(format.charAt(digits))) {
        digits++;
      }
      boolean positioned =
          digits > i + 1 && digits < format.length() && format.charAt(digits) == '$';
      int at = positioned ? Integer.parseInt(format.substring(i + 1, digits)) - 1 : next;
      i = positioned ? digits + 1 : i + 1;
      char kind = i < format.length() ? format.charAt(i) : 0;
      if (kind == '%') {
        text.append('%');
        continue;
      }
      if (at >= arguments.size() || "sIL".indexOf(kind) < 0) {
        return null;
      }
      String value = arguments.get(at).text();
      text.append(kind == 'I' ? identifier(value) : kind == 'L' ? literal(value) : value);
      next = at + 1;
    }
    return Value.of(text.toString());
  }

  static String identifier(String name) {
    boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean lower = character >= 'a' && character <= 'z';
      plain &= lower || character == '_' || (character >= '0' && character <= '9');
    }
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private @Nullable Value currentSchema() {
    for (String name : database.session().searchPath()) {
      String written = name.equals("$user") ? database.session().role() : name;
      if (database.schema().namespace(written) != null) {
        return Value.of(written);
      }
    }
    return new Value.Null();
  }

  private @Nullable Value setting(String name) {
    if (name.equals("server_version_num")) {
      return Value.of(database.major() * 10_000L);
    }
    String value = database.session().setting(name.toLowerCase(Locale.ROOT));
    return value == null ? null : Value.of(value);
  }

  /// The sequence that a column owns, as a name with its schema, or NULL when it owns none.
  private @Nullable Value serialSequence(List<Value> arguments) {
    boolean usable = arguments.size() == 2 && arguments.stream().allMatch(Value::known);
    if (!usable || !(relation(arguments.getFirst()) instanceof Value.Numeral id)) {
      return null;
    }
    int table = id.number().intValue();
    if (!(database.schema().object(table) instanceof Relation owner)) {
      return null;
    }
    Column column = owner.column(arguments.get(1).text());
    if (column == null) {
      return null;
    }
    for (Dependency dependency : database.schema().dependents(table)) {
      if (database.schema().object(dependency.dependent()) instanceof Sequence sequence
          && sequence.ownedBy() == table
          && sequence.ownedByColumn() == column.number()) {
        SchemaObject namespace = database.schema().object(sequence.namespace());
        return namespace == null
            ? null
            : Value.of(identifier(namespace.name()) + "." + identifier(sequence.name()));
      }
    }
    return new Value.Null();
  }

  /// The id of a relation that a text names, or NULL when there is none.
  private Value relation(Value name) {
    return found(name, Schema.Space.RELATION);
  }

  private Value type(Value name) {
    return found(name, Schema.Space.TYPE);
  }

  private Value found(Value name, Schema.Space space) {
    if (name instanceof Value.Null || name instanceof Value.Numeral) {
      return name;
    }
    List<String> parts = parts(name.text());
    String plain = parts.getLast();
    String doubt = database.schema().uncertainty(plain);
    if (doubt != null) {
      return new Value.Unknown(doubt);
    }
    List<String> namespaces = new ArrayList<>();
    if (parts.size() > 1) {
      namespaces.add(parts.get(parts.size() - 2));
    } else {
      namespaces.add("pg_temp_0");
      for (String written : database.session().searchPath()) {
        namespaces.add(written.equals("$user") ? database.session().role() : written);
      }
    }
    for (String written : namespaces) {
      Namespace namespace = database.schema().namespace(written);
      SchemaObject object =
          namespace == null ? null : database.schema().find(space, namespace.id(), plain);
      if (object != null) {
        return Value.of((long) object.id());
      }
    }
    return new Value.Null();
  }

  /// The parts of a written name: quotes resolved, the rest folded to lower case.
  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character == '"') {
        quoted = !quoted;
      } else if (character == '.' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(quoted ? character : Character.toLowerCase(character));
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /// A cast, as far as it is known.
  Value cast(Value value, TypeName type) {
    String name = type.name().name();
    if (value instanceof Value.Unknown || value instanceof Value.Null) {
      return value;
    }
    if (type.dimensions() > 0) {
      return value instanceof Value.Text text ? new Value.Array(elements(text.text())) : value;
    }
    if (name.equals("regclass")) {
      Value found = relation(value);
      return found instanceof Value.Null
          ? new Value.Unknown("a relation that is not there: " + value.text())
          : found;
    }
    if (TEXT_TYPES.contains(name)) {
      boolean written = value instanceof Value.Text || value instanceof Value.Truth;
      boolean id = value instanceof Value.Numeral number && isRelation(number);
      return written || !id ? Value.of(value.text()) : new Value.Unknown("the name of a relation");
    }
    if (NUMBER_TYPES.contains(name)) {
      Value number = Comparison.operate("+", value, Value.of(0));
      Value parsed = value instanceof Value.Text text ? parsed(text.text()) : number;
      return parsed == null ? new Value.Unknown("a number") : parsed;
    }
    if (name.equals("bool") && value instanceof Value.Text text) {
      return Value.of(text.text().toLowerCase(Locale.ROOT).startsWith("t"));
    }
    return value;
  }

  private boolean isRelation(Value.Numeral number) {
    return database.schema().object(number.number().intValue()) instanceof Relation;
  }

  private static @Nullable Value parsed(String text) {
    try {
      return new Value.Numeral(new java.math.BigDecimal(text.strip()));
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /// The elements of an array literal without nesting: `{a,b}`.
  static List<Value> elements(String literal) {
    String inner = literal.strip();
    List<Value> elements = new ArrayList<>();
    if (inner.startsWith("{") && inner.endsWith("}") && inner.length() > 2) {
      for (String element : inner.substring(1, inner.length() - 1).split(",", -1)) {
        String plain = element.strip();
        boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
        elements.add(Value.of(quoted ? plain.substring(1, plain.length() - 1) : plain));
      }
    }
    return elements;
  }

  /// Calls with a syntax of their own.
  Value special(Expression.SpecialCall call, List<Value> arguments) {
    return switch (call.name()) {
      case "coalesce" -> {
        for (Value argument : arguments) {
          if (!(argument instanceof Value.Null)) {
            yield argument;
          }
        }
        yield new Value.Null();
      }
      case "nullif" -> {
        Value same = Comparison.compare("=", arguments.getFirst(), arguments.get(1));
        yield same.isTrue()
            ? new Value.Null()
            : same instanceof Value.Unknown ? same : arguments.getFirst();
      }
      case "current_schema" -> {
        Value schema = currentSchema();
        yield schema == null ? new Value.Null() : schema;
      }
      case "current_user", "current_role", "session_user", "user" ->
          Value.of(database.session().role());
      default -> new Value.Unknown(call.name());
    };
  }
}
