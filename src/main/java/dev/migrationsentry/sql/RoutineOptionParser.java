package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the options of functions and procedures, which stand in any order (manual, CREATE
/// FUNCTION).
final class RoutineOptionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final List<Option> options;
  private @Nullable String language;
  private @Nullable SourceText code;
  private int codeToken = -1;
  private int linkToken = -1;

  /// @param options what is found is added here, except LANGUAGE and AS
  RoutineOptionParser(Parser parser, List<Option> options) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.options = options;
  }

  /// The language in LANGUAGE, or null.
  @Nullable String language() {
    return language;
  }

  /// The string behind AS, or null.
  @Nullable SourceText code() {
    return code;
  }

  /// The first token of the code behind AS; negative when there is none.
  int codeToken() {
    return codeToken;
  }

  /// Whether AS names a file and a symbol in it.
  boolean linked() {
    return linkToken >= 0;
  }

  /// All options of CREATE FUNCTION (`createfunc_opt_list`).
  void creation() {
    boolean more = true;
    while (more) {
      more = createOption();
    }
  }

  private boolean createOption() {
    int start = cursor.position();
    switch (cursor.word()) {
      case "as" -> {
        cursor.advance();
        codeToken = cursor.position();
        code = string();
        if (cursor.accept(',')) {
          linkToken = cursor.position();
          names.string();
        }
      }
      case "language" -> {
        cursor.advance();
        language = names.nonReservedWordOrString().value();
      }
      case "transform" -> {
        cursor.advance();
        do {
          cursor.expect("for", "type");
          parser.types.typeName();
        } while (cursor.accept(','));
        add("transform", null, start);
      }
      case "window" -> {
        cursor.advance();
        add("window", "true", start);
      }
      default -> {
        return common();
      }
    }
    return true;
  }

  /// A string constant as text; null for the placeholder of a template.
  private @Nullable SourceText string() {
    if (cursor.isKind(Tokens.PLACEHOLDER)) {
      names.string();
      return null;
    }
    return names.embeddedString();
  }

  /// An option that ALTER FUNCTION knows too (`common_func_opt_item`).
  ///
  /// @return false when none stands here
  boolean common() {
    int start = cursor.position();
    String word = cursor.word();
    switch (word) {
      case "called" -> {
        cursor.expect("called", "on", "null", "input");
        add("strict", "false", start);
      }
      case "returns" -> {
        cursor.expect("returns", "null", "on", "null", "input");
        add("strict", "true", start);
      }
      case "strict" -> flag("strict", "true", start);
      case "immutable", "stable", "volatile" -> flag("volatility", word, start);
      case "external", "security" -> {
        cursor.accept("external");
        cursor.expect("security");
        add("security", cursor.expectAny("definer", "invoker"), start);
      }
      case "leakproof" -> flag("leakproof", "true", start);
      case "not" -> {
        cursor.expect("not", "leakproof");
        add("leakproof", "false", start);
      }
      case "cost", "rows" -> {
        cursor.advance();
        add(word, names.number(), start);
      }
      case "support" -> {
        cursor.advance();
        add(word, names.anyName().toString(), start);
      }
      case "parallel" -> {
        cursor.advance();
        add(word, names.colId().value(), start);
      }
      case "set", "reset" -> options.add(parser.sessions.settings().setOrReset());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void flag(String name, String value, int start) {
    cursor.advance();
    add(name, value, start);
  }

  private void add(String name, @Nullable String value, int start) {
    options.add(new Option(name, value, cursor.span(start)));
  }
}
