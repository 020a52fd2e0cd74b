package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Option;
import java.util.ArrayList;
import java.util.List;

/// Reads settings behind SET and RESET, as statements and as clauses of functions, roles and
/// databases (manual, SET).
final class SettingParser {
  private final Cursor cursor;
  private final Names names;

  SettingParser(Parser parser) {
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// A setting and its new values.
  ///
  /// @param values without quotes; empty for DEFAULT and RESET
  /// @param fromCurrent whether `FROM CURRENT` stands instead of values
  record Setting(String name, List<String> values, boolean fromCurrent) {
    private static Setting of(String name, String value) {
      return new Setting(name, List.of(value), false);
    }

    private static Setting byDefault(String name) {
      return new Setting(name, List.of(), false);
    }
  }

  /// `SET name …` or `RESET name` as a clause: an option `set name` with the values joined by
  /// commas (none for DEFAULT, `from current`), or `reset name`.
  Option setOrReset() {
    int start = cursor.position();
    if (cursor.accept("reset")) {
      String name = reset();
      return new Option("reset " + name, null, cursor.span(start));
    }
    cursor.expect("set");
    int what = cursor.position();
    if (cursor.is("transaction", "isolation")
        || cursor.is("transaction", "read")
        || cursor.is("session", "characteristics")) {
      throw cursor.error(what);
    }
    Setting setting = set();
    String value = setting.fromCurrent() ? "from current" : String.join(", ", setting.values());
    boolean none = setting.values().isEmpty() && !setting.fromCurrent();
    return new Option("set " + setting.name(), none ? null : value, cursor.span(start));
  }

  /// What stands behind SET, LOCAL and SESSION included neither (`set_rest_more`).
  Setting set() {
    if (followsName(1)) {
      return generic();
    }
    int start = cursor.position();
    return switch (cursor.word()) {
      case "time" -> {
        cursor.expect("time", "zone");
        yield timeZone();
      }
      case "catalog" -> {
        cursor.advance();
        names.string();
        throw cursor.error("0A000", "current database cannot be changed", start + 1);
      }
      case "schema" -> {
        cursor.advance();
        yield Setting.of("search_path", names.string());
      }
      case "names" -> {
        cursor.advance();
        if (cursor.accept("default") || !names.isString()) {
          yield Setting.byDefault("client_encoding");
        }
        yield Setting.of("client_encoding", names.string());
      }
      case "role" -> {
        cursor.advance();
        yield Setting.of("role", names.nonReservedWordOrString().value());
      }
      case "session" -> {
        cursor.expect("session", "authorization");
        if (cursor.accept("default")) {
          yield Setting.byDefault("session_authorization");
        }
        yield Setting.of("session_authorization", names.nonReservedWordOrString().value());
      }
      case "xml" -> {
        cursor.expect("xml", "option");
        yield Setting.of("xmloption", cursor.expectAny("document", "content"));
      }
      case "transaction" -> {
        cursor.expect("transaction", "snapshot");
        yield Setting.of("transaction snapshot", names.string());
      }
      default -> generic();
    };
  }

  /// `name TO values`, `name = values`, `name FROM CURRENT` (`generic_set`).
  Setting generic() {
    String name = name();
    if (cursor.accept("from")) {
      cursor.expect("current");
      return new Setting(name, List.of(), true);
    }
    return assignment(name);
  }

  /// `name TO values` or `name = values`.
  Setting assigned() {
    return assignment(name());
  }

  private Setting assignment(String name) {
    if (!cursor.accept('=')) {
      cursor.expect("to");
    }
    if (cursor.accept("default")) {
      return Setting.byDefault(name);
    }
    List<String> values = new ArrayList<>(2);
    do {
      values.add(value());
    } while (cursor.accept(','));
    return new Setting(name, values, false);
  }

  private boolean followsName(int ahead) {
    return cursor.kind(ahead) == '='
        || cursor.kind(ahead) == '.'
        || cursor.isAt(ahead, "to")
        || cursor.isAt(ahead, "from");
  }

  /// The name of a setting: words with dots between them (`var_name`).
  String name() {
    StringBuilder name = new StringBuilder(names.colId().value());
    while (cursor.accept('.')) {
      name.append('.').append(names.colId().value());
    }
    return name.toString();
  }

  private String value() {
    if (names.isNumber()) {
      return names.number();
    }
    if (cursor.isAny("true", "false", "on")) {
      return names.take().value();
    }
    return names.nonReservedWordOrString().value();
  }

  private Setting timeZone() {
    String name = "timezone";
    if (cursor.accept("default") || cursor.accept("local")) {
      return Setting.byDefault(name);
    }
    if (names.isNumber()) {
      return Setting.of(name, names.number());
    }
    if (names.isString()) {
      return Setting.of(name, names.string());
    }
    if (!cursor.is("interval")) {
      if (!names.isIdentifier(0)) {
        throw cursor.error();
      }
      return Setting.of(name, names.take().value());
    }
    cursor.advance();
    if (cursor.accept('(')) {
      names.integer();
      cursor.expect(')');
      return Setting.of(name, names.string());
    }
    String value = names.string();
    if (cursor.isAny("year", "month", "day", "hour", "minute", "second")) {
      intervalFields(cursor.position());
    }
    return Setting.of(name, value);
  }

  /// `HOUR` or `HOUR TO MINUTE` behind the interval of SET TIME ZONE.
  private void intervalFields(int start) {
    String first = cursor.expectAny("year", "month", "day", "hour", "minute", "second");
    if (cursor.accept("to")) {
      String last = cursor.expectAny("month", "hour", "minute", "second");
      if (first.equals("hour") && last.equals("minute")) {
        return;
      }
    } else if (first.equals("hour")) {
      return;
    }
    throw cursor.error("time zone interval must be HOUR or HOUR TO MINUTE", start);
  }

  /// What stands behind SHOW or RESET: the name of a setting, one of the phrases for one, or `all`
  /// (`reset_rest`).
  String reset() {
    if (cursor.accept("all")) {
      return "all";
    }
    if (cursor.accept("time", "zone")) {
      return "timezone";
    }
    if (cursor.is("transaction") && cursor.isAt(1, "isolation")) {
      cursor.expect("transaction", "isolation", "level");
      return "transaction_isolation";
    }
    if (cursor.accept("session", "authorization")) {
      return "session_authorization";
    }
    return name();
  }
}
