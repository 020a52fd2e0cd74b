package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Fragment;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Python values as they stand in the statement that reaches the server: psycopg2 writes parameters
/// into the statement as literals.
final class Literals {
  private Literals() {}

  /// A value as SQL.
  ///
  /// @param kind the type that SQLAlchemy knows for it, or null
  /// @param at where a value without a place of its own is used
  /// @throws NotRendered where it is not known
  static Value.Text of(Value value, @Nullable Kind kind, Span at) {
    if (kind == Kind.JSON) {
      StringBuilder json = new StringBuilder();
      Json.write(value, json);
      return Sql.literal(Value.Text.of(json.toString(), placeOf(value, at)), at);
    }
    return switch (value) {
      case Value.None none -> Sql.words("NULL", at);
      case Value.Truth truth -> Sql.words(truth.truth() ? "true" : "false", at);
      case Value.Numeral numeral -> Sql.words(number(numeral), at);
      case Value.Text text -> Sql.literal(text, at);
      case Value.Bytes bytes -> Sql.words(bytes(bytes.text()), at);
      case Value.Sequence sequence -> array(sequence, at);
      case Value.Construct construct -> constructed(construct);
      case Value.Mapping mapping ->
          throw new PythonError("sqlalchemy.exc.ProgrammingError", "can't adapt type 'dict'");
      case Value.Unknown ignored -> Sql.words(Fragment.PARAMETER, at);
      case Value.Handle ignored -> Sql.words(Fragment.PARAMETER, at);
      default -> throw new NotRendered("a value is not known" + Call.because(value));
    };
  }

  private static Span placeOf(Value value, Span at) {
    return value instanceof Value.Text text && !text.fragments().isEmpty()
        ? text.fragments().getFirst().from()
        : at;
  }

  /// A number as Python writes it.
  static String number(Value.Numeral numeral) {
    BigDecimal number = numeral.number();
    if (numeral.whole()) {
      return number.toPlainString();
    }
    String plain = number.stripTrailingZeros().toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String bytes(String text) {
    StringBuilder hex = new StringBuilder("'\\x");
    for (int i = 0; i < text.length(); i++) {
      hex.append("%02x".formatted((int) text.charAt(i)));
    }
    return hex.append("'::bytea").toString();
  }

  private static Value.Text array(Value.Sequence sequence, Span at) {
    List<Value.Text> items = new ArrayList<>();
    for (Value item : Call.items(sequence, "a list")) {
      items.add(of(item, null, at));
    }
    if (sequence.kind() == Value.Sequence.Kind.TUPLE) {
      return new Sql(at).words("(").joined(", ", items).words(")").text();
    }
    return items.isEmpty()
        ? Sql.words("'{}'", at)
        : new Sql(at).words("ARRAY[").joined(", ", items).words("]").text();
  }

  private static Value.Text constructed(Value.Construct construct) {
    Span at = construct.span();
    Arguments arguments = construct.arguments();
    return switch (construct.name()) {
      case "datetime.datetime" ->
          Sql.words("'" + date(arguments) + " " + time(arguments, 3) + "'", at);
      case "datetime.date" -> Sql.words("'" + date(arguments) + "'", at);
      case "datetime.time" -> Sql.words("'" + time(arguments, 0) + "'", at);
      case "sqlalchemy.ext.mutable.MutableDict", "sqlalchemy.ext.mutable.MutableList" ->
          of(first(construct, "initial"), null, at);
      case "uuid.UUID" -> Sql.literal(Call.textOf(first(construct, "hex"), "the UUID"), at);
      case "decimal.Decimal" ->
          first(construct, "value") instanceof Value.Numeral numeral
              ? Sql.words(number(numeral), at)
              : Call.textOf(first(construct, "value"), "the number");
      // What a function of another library returns is bound as a value.
      default ->
          construct.name().startsWith("sqlalchemy") || construct.name().startsWith("alembic")
              ? unknown(construct)
              : Sql.words(Fragment.PARAMETER, at);
    };
  }

  private static Value.Text unknown(Value.Construct construct) {
    throw new NotRendered(construct.name() + "() is known only when the code runs");
  }

  private static Value first(Value.Construct construct, String name) {
    Value value = construct.arguments().get(0, name);
    if (value == null) {
      throw new NotRendered("the argument of " + construct.name() + " is not known");
    }
    return value;
  }

  private static String date(Arguments arguments) {
    return "%s-%s-%s"
        .formatted(
            digits(arguments.get(0, "year"), 4),
            digits(arguments.get(1, "month"), 2),
            digits(arguments.get(2, "day"), 2));
  }

  private static String time(Arguments arguments, int from) {
    if (arguments.get("tzinfo") != null || arguments.positional().size() > from + 4) {
      throw new NotRendered("the time zone of a time is not known");
    }
    String micros = digits(arguments.get(from + 3, "microsecond"), 6);
    return "%s:%s:%s%s"
        .formatted(
            digits(arguments.get(from, "hour"), 2),
            digits(arguments.get(from + 1, "minute"), 2),
            digits(arguments.get(from + 2, "second"), 2),
            micros.equals("000000") ? "" : "." + micros);
  }

  private static String digits(@Nullable Value value, int count) {
    if (value == null) {
      return "0".repeat(count);
    }
    if (value instanceof Value.Numeral numeral) {
      return String.format(Locale.ROOT, "%0" + count + "d", numeral.number().longValue());
    }
    throw new NotRendered("a part of a date is not a known number" + Call.because(value));
  }

  /// What Python's `json.dumps` writes.
  static final class Json {
    private Json() {}

    /// Writes a value.
    static void write(Value value, StringBuilder to) {
      switch (value) {
        case Value.None none -> to.append("null");
        case Value.Truth truth -> to.append(truth.truth());
        case Value.Numeral numeral -> to.append(number(numeral));
        case Value.Text text -> string(text.text(), to);
        case Value.Sequence sequence -> {
          String between = "[";
          for (Value item : Call.items(sequence, "a list")) {
            to.append(between);
            write(item, to);
            between = ", ";
          }
          to.append(between.equals("[") ? "[]" : "]");
        }
        case Value.Mapping mapping -> {
          if (mapping.uncertain() != null) {
            throw new NotRendered("a dictionary is not known: " + mapping.uncertain());
          }
          String between = "{";
          for (Map.Entry<Value, Value> entry : mapping.entries().entrySet()) {
            to.append(between);
            StringBuilder key = new StringBuilder();
            write(entry.getKey(), key);
            to.append(key.charAt(0) == '"' ? key : "\"" + key + "\"").append(": ");
            write(entry.getValue(), to);
            between = ", ";
          }
          to.append(between.equals("{") ? "{}" : "}");
        }
        default -> throw new NotRendered("a JSON value is not known" + Call.because(value));
      }
    }

    private static void string(String text, StringBuilder to) {
      to.append('"');
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '"' -> to.append("\\\"");
          case '\\' -> to.append("\\\\");
          case '\n' -> to.append("\\n");
          case '\r' -> to.append("\\r");
          case '\t' -> to.append("\\t");
          case '\b' -> to.append("\\b");
          case '\f' -> to.append("\\f");
          default -> {
            if (c < ' ' || c > '~') {
              to.append("\\u%04x".formatted((int) c));
            } else {
              to.append(c);
            }
          }
        }
      }
      to.append('"');
    }
  }
}
