package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.PlBlock.Handler;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the exception handlers of a PL/pgSQL block, and the names of errors (manual, section
/// 41.6.8).
final class PlHandlerParser {
  private final PlParser parser;
  private final PlCursor cursor;

  PlHandlerParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// What stands behind EXCEPTION.
  List<Handler> handlers() {
    PlScope.Variable state = PlScope.Variable.of("sqlstate", PlScope.Kind.SCALAR).asConstant();
    parser.scope.add(state);
    parser.scope.add(state.named("sqlerrm"));
    List<Handler> handlers = new ArrayList<>(2);
    do {
      int start = cursor.position();
      cursor.expect("when");
      List<String> conditions = new ArrayList<>(2);
      do {
        conditions.add(condition());
      } while (cursor.accept("or"));
      cursor.expect("then");
      List<PlStatement> body = parser.statements();
      handlers.add(new Handler(conditions, body, cursor.span(start)));
    } while (cursor.is("when"));
    return handlers;
  }

  private String condition() {
    int at = cursor.position();
    String name = cursor.takeIdentifier().value();
    if (name.equals("sqlstate")) {
      return sqlState();
    }
    checkCondition(name, at);
    return name;
  }

  /// The string behind SQLSTATE.
  String sqlState() {
    if (!cursor.isString()) {
      throw cursor.error("syntax error");
    }
    int at = cursor.position();
    String state = cursor.takeString();
    if (state.length() != 5 || !state.chars().allMatch(c -> c < 128 && isStateCharacter(c))) {
      throw cursor.error("invalid SQLSTATE code", at);
    }
    return state.toUpperCase(Locale.ROOT);
  }

  private static boolean isStateCharacter(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  }

  /// Refuses the name of a condition that PostgreSQL does not know.
  void checkCondition(String name, int token) {
    if (!name.equals("others") && ErrorConditions.sqlStates(name).isEmpty()) {
      throw cursor.plain("42704", "unrecognized exception condition \"" + name + "\"", token);
    }
  }
}
