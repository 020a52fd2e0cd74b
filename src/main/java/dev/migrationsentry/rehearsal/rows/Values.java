package dev.migrationsentry.rehearsal.rows;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes values as the server reads them: another one for each number, as far as the type has that
/// many, and the same for the same number, so that columns of one type lead to each other.
record Values(Map<Long, ServerType> types) {
  /// What the server adds to lengths in the modifiers of texts and numbers (`VARHDRSZ`).
  private static final int HEADER = 4;

  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

  /// The text of a value.
  ///
  /// @param type the id of the type
  /// @param modifier `atttypmod`, or -1
  /// @param number from 1
  /// @return null where no value of the type is known
  @Nullable String of(long type, int modifier, int number) {
    ServerType of = types.get(type);
    if (of == null) {
      return null;
    }
    return switch (of.kind()) {
      case 'd' -> of(of.base(), of.modifier(), number);
      case 'e' -> label(of, number);
      case 'r' -> range(of, number);
      case 'm' -> multirange(of, number);
      case 'c' -> "(" + ",".repeat(Math.max(0, of.fields() - 1)) + ")";
      default -> of.category() == 'A' ? array(of, modifier, number) : base(of, modifier, number);
    };
  }

  private static @Nullable String label(ServerType of, int number) {
    if (of.labels().isEmpty()) {
      return null;
    }
    return of.labels().get((number - 1) % of.labels().size());
  }

  private @Nullable String range(ServerType of, int number) {
    String from = of(of.part(), -1, number);
    String to = of(of.part(), -1, number + 1);
    if (from == null || to == null) {
      return null;
    }
    return "[" + from + "," + to + ")";
  }

  private @Nullable String multirange(ServerType of, int number) {
    String range = of(of.part(), -1, number);
    if (range == null) {
      return null;
    }
    return "{" + range + "}";
  }

  private @Nullable String array(ServerType of, int modifier, int number) {
    String element = of(of.part(), modifier, number);
    return element == null
        ? null
        : "{\"" + element.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
  }

  private static String base(ServerType of, int modifier, int number) {
    return switch (of.name()) {
      case "int2" -> Integer.toString(number % 32_000);
      case "numeric" -> numeric(modifier, number);
      case "bool" -> number % 2 == 1 ? "true" : "false";
      case "varchar", "bpchar" ->
          text(modifier < 0 ? Integer.MAX_VALUE : modifier - HEADER, number);
      case "char" -> text(1, number);
      case "uuid" -> String.format(Locale.ROOT, "00000000-0000-4000-8000-%012d", number);
      case "date" -> FIRST_DAY.plusDays(number % 9_000).toString();
      case "timestamp" -> FIRST_DAY.plusDays(number % 9_000) + " 00:00:00";
      case "timestamptz" -> FIRST_DAY.plusDays(number % 9_000) + " 00:00:00+00";
      case "time" -> time(number);
      case "timetz" -> time(number) + "+00";
      case "interval" -> number + " days";
      case "json", "jsonb" -> "{\"number\": " + number + "}";
      case "bytea" -> String.format(Locale.ROOT, "\\x%08x", number);
      case "inet" -> address(number);
      case "cidr" -> address(number) + "/32";
      case "macaddr" ->
          String.format(
              Locale.ROOT,
              "00:00:00:%02x:%02x:%02x",
              byteOf(number, 2),
              byteOf(number, 1),
              byteOf(number, 0));
      case "macaddr8" ->
          String.format(
              Locale.ROOT,
              "00:00:00:00:00:%02x:%02x:%02x",
              byteOf(number, 2),
              byteOf(number, 1),
              byteOf(number, 0));
      case "bit" -> bits(modifier < 0 ? 1 : modifier, number);
      case "varbit" -> bits(modifier < 0 ? 16 : Math.min(16, modifier), number);
      case "point" -> "(" + number + "," + number + ")";
      case "box", "lseg", "path" -> "((0,0),(" + number + "," + number + "))";
      case "polygon" -> "((0,0),(0," + number + "),(" + number + ",0))";
      case "circle" -> "<(0,0)," + number + ">";
      case "line" -> "{1,1," + number + "}";
      case "xml" -> "<row>" + number + "</row>";
      case "pg_lsn" -> String.format(Locale.ROOT, "0/%X", number);
      case "tid" -> "(0," + number + ")";
      case "regclass" -> "pg_catalog.pg_class";
      case "regtype" -> "integer";
      case "regproc", "regprocedure", "regoper", "regoperator" -> "0";
      case "ltree" -> "row" + number;
      case "hstore" -> "\"number\"=>\"" + number + "\"";
      case "vector", "halfvec" -> vector(modifier, number);
      case "geometry", "geography" -> "POINT(" + (number % 90) + " " + (number % 90) + ")";
      // Numbers, texts, and what the extensions bring: all read a number.
      default -> Integer.toString(number);
    };
  }

  private static int byteOf(int number, int position) {
    return (number >> (8 * position)) & 0xff;
  }

  private static String address(int number) {
    return "10." + byteOf(number, 2) + "." + byteOf(number, 1) + "." + byteOf(number, 0);
  }

  private static String time(int number) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", number / 3600 % 24, number / 60 % 60, number % 60);
  }

  /// Numbers in as many digits as the length takes.
  private static String text(int length, int number) {
    String decimal = Integer.toString(number);
    if (decimal.length() <= length) {
      return decimal;
    }
    String short36 = Integer.toString(number, Character.MAX_RADIX);
    return short36.substring(Math.max(0, short36.length() - length));
  }

  private static String numeric(int modifier, int number) {
    if (modifier < HEADER) {
      return Integer.toString(number);
    }
    int precision = ((modifier - HEADER) >> 16) & 0xffff;
    int scale = ((modifier - HEADER) & 0x7ff) ^ 1024;
    int digits = precision - (scale - 1024);
    if (digits >= 9) {
      return Integer.toString(number);
    }
    if (digits > 0) {
      return Integer.toString(number % (int) Math.pow(10, digits));
    }
    return "0";
  }

  private static String bits(int length, int number) {
    String binary = Integer.toBinaryString(number);
    return binary.length() >= length
        ? binary.substring(binary.length() - length)
        : "0".repeat(length - binary.length()) + binary;
  }

  private static String vector(int dimensions, int number) {
    StringBuilder vector = new StringBuilder("[").append(number);
    for (int i = 1; i < dimensions; i++) {
      vector.append(",0");
    }
    return vector.append(']').toString();
  }
}
