package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads RAISE and GET DIAGNOSTICS (manual, sections 41.9.1 and 41.5.5).
final class PlMessageParser {
  private final PlParser parser;
  private final PlCursor cursor;
  private final PlText text;
  private final PlTargets targets;

  PlMessageParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.text = parser.text;
    this.targets = parser.targets;
  }

  /// The statement behind RAISE.
  PlStatement raise(int start) {
    requireMore();
    if (cursor.accept(';')) {
      return result("exception", null, null, List.of(), List.of(), start);
    }
    String level = "exception";
    String word = cursor.isDotted() ? "" : cursor.word();
    switch (word) {
      case "exception", "warning", "notice", "info", "log", "debug" -> {
        level = word;
        cursor.advance();
        requireMore();
      }
      default -> {}
    }
    if (cursor.isString()) {
      return message(start, level);
    }
    String condition = null;
    if (!cursor.is("using")) {
      condition = condition();
      if (cursor.accept(';')) {
        return result(level, condition, null, List.of(), List.of(), start);
      }
    }
    cursor.expect("using");
    return result(level, condition, null, List.of(), options(), start);
  }

  private void requireMore() {
    if (cursor.atEnd()) {
      throw cursor.error("unexpected end of function definition");
    }
  }

  private String condition() {
    if (cursor.is("sqlstate") && !cursor.isDotted()) {
      cursor.advance();
      return parser.handlers.sqlState();
    }
    if (!cursor.isName() || cursor.isDotted()) {
      throw cursor.error("syntax error");
    }
    int at = cursor.position();
    Word word = cursor.takeName();
    if (word.variable() != null) {
      throw cursor.error("syntax error", at);
    }
    String name = word.parts().getFirst().value();
    if (name.equals("others")) {
      throw cursor.plain("42704", "unrecognized exception condition \"others\"", at);
    }
    parser.handlers.checkCondition(name, at);
    return name;
  }

  private PlStatement message(int start, String level) {
    String format = cursor.takeString();
    List<Expression> arguments = new ArrayList<>(2);
    String end;
    if (cursor.accept(',')) {
      end = text.expressions(arguments, ", or ; or USING", ";", "using");
    } else if (cursor.accept(';')) {
      end = ";";
    } else {
      cursor.expect("using");
      end = "using";
    }
    List<PlStatement.Setting> using = end.equals("using") ? options() : List.of();
    int placeholders = placeholders(format);
    if (placeholders != arguments.size()) {
      throw cursor.plain(
          "too "
              + (placeholders < arguments.size() ? "many" : "few")
              + " parameters specified for RAISE",
          start);
    }
    return result(level, null, format, arguments, using, start);
  }

  private static int placeholders(String format) {
    int count = 0;
    for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at + 1)) {
      if (format.startsWith("%%", at)) {
        at++;
      } else {
        count++;
      }
    }
    return count;
  }

  private PlStatement result(
      String level,
      @Nullable String condition,
      @Nullable String format,
      List<Expression> arguments,
      List<PlStatement.Setting> using,
      int start) {
    return new PlStatement.Raise(level, condition, format, arguments, using, cursor.span(start));
  }

  private List<PlStatement.Setting> options() {
    List<PlStatement.Setting> options = new ArrayList<>(2);
    Piece piece;
    do {
      requireMore();
      String name = cursor.isDotted() ? "" : cursor.word();
      switch (name) {
        case "errcode",
            "message",
            "detail",
            "hint",
            "column",
            "constraint",
            "datatype",
            "table",
            "schema" ->
            cursor.advance();
        default -> throw cursor.error("unrecognized RAISE statement option");
      }
      if (!cursor.isAssignment(0)) {
        throw cursor.error("syntax error, expected \"=\"");
      }
      cursor.advance();
      piece = text.upTo(", or ;", "expression", ",", ";");
      options.add(new PlStatement.Setting(name, text.expression(piece)));
    } while (!piece.terminator().equals(";"));
    return options;
  }

  /// The statement behind GET.
  PlStatement diagnostics(int start) {
    boolean stacked = cursor.accept("stacked");
    if (!stacked) {
      cursor.accept("current");
    }
    cursor.expect("diagnostics");
    List<Expression> found = new ArrayList<>(2);
    List<String> items = new ArrayList<>(2);
    do {
      Word word = targets.known();
      targets.checkAssignable(word);
      if (word.isRecord() || cursor.is('[')) {
        throw targets.notScalar(word);
      }
      found.add(targets.expression(word));
      if (!cursor.isAssignment(0)) {
        throw cursor.error("syntax error");
      }
      cursor.advance();
      items.add(item());
    } while (cursor.accept(','));
    cursor.expect(';');
    for (String item : items) {
      checkItem(item, stacked, start);
    }
    return new PlStatement.GetDiagnostics(stacked, found, items, cursor.span(start));
  }

  private String item() {
    String item = cursor.isDotted() ? "" : cursor.word();
    switch (item) {
      case "row_count",
          "pg_context",
          "pg_routine_oid",
          "pg_exception_detail",
          "pg_exception_hint",
          "pg_exception_context",
          "column_name",
          "constraint_name",
          "pg_datatype_name",
          "message_text",
          "table_name",
          "schema_name",
          "returned_sqlstate" ->
          cursor.advance();
      default -> throw cursor.error("unrecognized GET DIAGNOSTICS item");
    }
    return item;
  }

  private void checkItem(String item, boolean stacked, int start) {
    boolean current = item.equals("row_count") || item.equals("pg_routine_oid");
    if (item.equals("pg_context") || current != stacked) {
      return;
    }
    throw cursor.plain(
        "diagnostics item "
            + item.toUpperCase(Locale.ROOT)
            + " is not allowed in GET "
            + (stacked ? "STACKED" : "CURRENT")
            + " DIAGNOSTICS",
        start);
  }
}
