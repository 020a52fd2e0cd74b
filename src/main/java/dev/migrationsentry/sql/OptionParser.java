package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads lists of options: storage parameters, definitions, options of foreign objects and of
/// utility commands.
final class OptionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  OptionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `(fillfactor = 70, toast.autovacuum_enabled)` (`reloptions`).
  List<Option> storageParameters() {
    cursor.expect('(');
    List<Option> options = new ArrayList<>(2);
    do {
      int start = cursor.position();
      String name = names.colLabel().value();
      if (cursor.accept('.')) {
        name = name + "." + names.colLabel().value();
      }
      String value = cursor.accept('=') ? definitionValue() : null;
      options.add(new Option(Cursor.lower(name), value, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return options;
  }

  /// `WITH (storage parameters)`, or nothing.
  List<Option> optionalWith() {
    if (cursor.is("with") && cursor.kind(1) == '(') {
      cursor.advance();
      return storageParameters();
    }
    return List.of();
  }

  /// `(name = value, name)` (`definition`).
  List<Option> definition() {
    cursor.expect('(');
    List<Option> options = new ArrayList<>(4);
    do {
      int start = cursor.position();
      String name = Cursor.lower(names.colLabel().value());
      String value = cursor.accept('=') ? definitionValue() : null;
      options.add(new Option(name, value, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return options;
  }

  /// A value in a definition (`def_arg`): a type, an operator, a number, a string or a word, as
  /// written without quotes.
  String definitionValue() {
    if (names.isString()) {
      return names.string();
    }
    if (names.isNumber()) {
      return names.number();
    }
    if (names.isOperator(0)) {
      return names.operatorName().toString();
    }
    if (cursor.is("operator") && cursor.kind(1) == '(') {
      cursor.advance();
      cursor.advance();
      String operator = names.operatorName().toString();
      cursor.expect(')');
      return operator;
    }
    if (cursor.kind() == Tokens.WORD
        && Keywords.category(cursor.keyword()) == Keywords.Category.RESERVED) {
      return names.take().value();
    }
    if (cursor.is("none")) {
      return names.take().value();
    }
    int start = cursor.position();
    parser.types.functionType();
    int end = cursor.position();
    return end == start + 1 ? nameText(start) : cursor.textFrom(start);
  }

  private String nameText(int token) {
    int here = cursor.position();
    cursor.moveTo(token);
    String value = names.take().value();
    cursor.moveTo(here);
    return value;
  }

  /// `OPTIONS (name 'value', …)` of foreign objects, or nothing (`create_generic_options`).
  List<Option> optionalForeignOptions() {
    return cursor.is("options") ? foreignOptions(false) : List.of();
  }

  /// `OPTIONS (ADD name 'value', SET name 'value', DROP name)` (`alter_generic_options`); the word
  /// before a name becomes part of it: `set host`.
  List<Option> alterForeignOptions() {
    return foreignOptions(true);
  }

  private List<Option> foreignOptions(boolean alter) {
    cursor.expect("options");
    cursor.expect('(');
    List<Option> options = new ArrayList<>(2);
    do {
      int start = cursor.position();
      String action = "";
      if (alter && cursor.isAny("add", "set", "drop") && !names.isString(1)) {
        action = names.take().value() + " ";
      }
      boolean drop = action.equals("drop ");
      String name = names.colLabel().value();
      String value = drop ? null : names.string();
      options.add(new Option(action + name, value, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return options;
  }

  /// `(name value, name)`: the options of EXPLAIN, VACUUM, REINDEX and their like
  /// (`utility_option_list`).
  List<Option> utilityOptions() {
    cursor.expect('(');
    List<Option> options = new ArrayList<>(4);
    do {
      int start = cursor.position();
      String name = utilityOptionName();
      boolean valued = !cursor.is(',') && !cursor.is(')');
      String value = valued ? numberOrWord() : null;
      options.add(new Option(name, value, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return options;
  }

  private String utilityOptionName() {
    if (cursor.acceptAny("analyze", "analyse") != null) {
      return "analyze";
    }
    return cursor.is("format") ? names.take().value() : names.nonReservedWord().value();
  }

  private String numberOrWord() {
    return names.isNumber() || cursor.is('-') || cursor.is('+')
        ? names.number()
        : booleanOrString();
  }

  /// `(name value, name (a, b), name)`: the options of COPY (`copy_generic_opt_list`).
  List<Option> copyOptions() {
    cursor.expect('(');
    List<Option> options = new ArrayList<>(2);
    do {
      int start = cursor.position();
      String name = Cursor.lower(names.colLabel().value());
      options.add(new Option(name, copyValue(), cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return options;
  }

  private @Nullable String copyValue() {
    if (cursor.is(',') || cursor.is(')')) {
      return null;
    }
    if (cursor.accept('*')) {
      return "*";
    }
    if (cursor.is("default")) {
      return names.take().value();
    }
    if (cursor.accept('(')) {
      StringBuilder list = new StringBuilder();
      do {
        list.append(list.isEmpty() ? "" : ", ").append(booleanOrString());
      } while (cursor.accept(','));
      cursor.expect(')');
      return list.toString();
    }
    return numberOrWord();
  }

  /// TRUE, FALSE, ON, a word or a string (`opt_boolean_or_string`).
  String booleanOrString() {
    if (cursor.isAny("true", "false", "on")) {
      return names.take().value();
    }
    return names.nonReservedWordOrString().value();
  }
}
