package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.SpecialCall;
import dev.migrationsentry.sql.ast.Expression.Window;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the constructors, queries and aggregates of SQL/JSON (manual, section 9.16).
final class JsonParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;

  JsonParser(Parser parser, ExpressionParser expressions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
  }

  /// The call at the cursor.
  Expression call(boolean windows) {
    int start = cursor.position();
    String word = cursor.word();
    cursor.advance();
    cursor.expect('(');
    List<Expression> arguments = new ArrayList<>(4);
    TypeName type =
        switch (word) {
          case "json" -> {
            arguments.add(value());
            uniqueKeys();
            yield null;
          }
          case "json_scalar" -> {
            arguments.add(expressions.expression());
            yield null;
          }
          case "json_serialize" -> {
            arguments.add(value());
            yield returning();
          }
          case "json_object" -> object(arguments);
          case "json_array" -> array(arguments);
          case "json_objectagg" -> {
            nameAndValue(arguments);
            nulls();
            uniqueKeys();
            yield returning();
          }
          case "json_arrayagg" -> {
            arguments.add(value());
            if (cursor.accept("order")) {
              cursor.expect("by");
              expressions.sortKeys().forEach(key -> arguments.add(key.expression()));
            }
            nulls();
            yield returning();
          }
          default -> query(word, arguments);
        };
    cursor.expect(')');
    if (windows && (word.equals("json_objectagg") || word.equals("json_arrayagg"))) {
      aggregate(arguments);
    }
    return new SpecialCall(word, arguments, type, cursor.span(start));
  }

  private void aggregate(List<Expression> arguments) {
    FunctionParser functions = expressions.functions();
    Expression filter = functions.filter();
    if (filter != null) {
      arguments.add(filter);
    }
    Window over = functions.over();
    if (over != null) {
      arguments.addAll(over.partitionBy());
      over.orderBy().forEach(key -> arguments.add(key.expression()));
      arguments.addAll(over.frameBounds());
    }
  }

  /// An expression with an optional `FORMAT JSON` (`json_value_expr`).
  Expression value() {
    Expression value = expressions.expression();
    format();
    return value;
  }

  /// `FORMAT JSON [ENCODING name]`, or nothing.
  boolean format() {
    if (!(cursor.is("format") && cursor.isLookahead())) {
      return false;
    }
    cursor.expect("format", "json");
    if (cursor.accept("encoding")) {
      int token = cursor.position();
      String encoding = names.colId().value();
      if (!List.of("utf8", "utf16", "utf32").contains(Cursor.lower(encoding))) {
        throw cursor.error("22023", "unrecognized JSON encoding: " + encoding, token);
      }
    }
    return true;
  }

  private @Nullable TypeName returning() {
    if (!cursor.accept("returning")) {
      return null;
    }
    TypeName type = parser.types.typeName();
    format();
    return type;
  }

  private @Nullable TypeName object(List<Expression> arguments) {
    if (cursor.is(')') || cursor.is("returning")) {
      return returning();
    }
    if (names.isTypeFunctionName(0)
        && (cursor.kind(1) == Tokens.EQUALS_GREATER || cursor.kind(1) == Tokens.COLON_EQUALS)) {
      arguments.addAll(expressions.functions().argumentValues());
      return null;
    }
    arguments.add(expressions.expression());
    if (cursor.accept(':') || cursor.accept("value")) {
      arguments.add(value());
      while (cursor.accept(',')) {
        nameAndValue(arguments);
      }
      nulls();
      uniqueKeys();
      return returning();
    }
    // The function json_object(text[]), called like any other.
    if (cursor.accept(',')) {
      arguments.addAll(expressions.functions().argumentValues());
    }
    return null;
  }

  private void nameAndValue(List<Expression> arguments) {
    arguments.add(expressions.expression());
    if (!cursor.accept(':')) {
      cursor.expect("value");
    }
    arguments.add(value());
  }

  private @Nullable TypeName array(List<Expression> arguments) {
    if (cursor.is(')') || cursor.is("returning")) {
      return returning();
    }
    if (parser.queries.isQueryWord()) {
      int start = cursor.position();
      Query query = parser.queries.queryWithoutParentheses();
      arguments.add(
          new Expression.Subquery(Expression.Subquery.Use.ARRAY, query, cursor.span(start)));
      format();
      return returning();
    }
    do {
      arguments.add(value());
    } while (cursor.accept(','));
    nulls();
    return returning();
  }

  /// `NULL ON NULL`, `ABSENT ON NULL`, or nothing.
  private void nulls() {
    if (cursor.is("null", "on") || cursor.is("absent", "on")) {
      cursor.advance();
      cursor.expect("on", "null");
    }
  }

  private void uniqueKeys() {
    if (cursor.acceptAny("with", "without") != null) {
      cursor.expect("unique");
      cursor.accept("keys");
    }
  }

  private @Nullable TypeName query(String word, List<Expression> arguments) {
    arguments.add(value());
    cursor.expect(',');
    arguments.add(expressions.expression());
    passing(arguments);
    if (word.equals("json_exists")) {
      onError(arguments);
      return null;
    }
    TypeName type = returning();
    if (word.equals("json_query")) {
      wrapper();
      quotes();
    }
    behavior(arguments);
    return type;
  }

  /// `PASSING value AS name, …`, or nothing.
  void passing(List<Expression> arguments) {
    if (cursor.accept("passing")) {
      do {
        arguments.add(value());
        cursor.expect("as");
        names.colLabel();
      } while (cursor.accept(','));
    }
  }

  /// `WITHOUT [ARRAY] WRAPPER`, `WITH [CONDITIONAL|UNCONDITIONAL] [ARRAY] WRAPPER`, or nothing.
  void wrapper() {
    if (cursor.accept("without")) {
      cursor.accept("array");
      cursor.expect("wrapper");
    } else if (cursor.accept("with")) {
      cursor.acceptAny("conditional", "unconditional");
      cursor.accept("array");
      cursor.expect("wrapper");
    }
  }

  /// `KEEP QUOTES`, `OMIT QUOTES [ON SCALAR STRING]`, or nothing.
  void quotes() {
    if (cursor.acceptAny("keep", "omit") != null) {
      cursor.expect("quotes");
      if (cursor.accept("on")) {
        cursor.expect("scalar", "string");
      }
    }
  }

  /// `… ON EMPTY … ON ERROR`, each optional.
  void behavior(List<Expression> arguments) {
    if (!isBehavior()) {
      return;
    }
    oneBehavior(arguments);
    cursor.expect("on");
    if (cursor.expectAny("empty", "error").equals("empty") && isBehavior()) {
      oneBehavior(arguments);
      cursor.expect("on", "error");
    }
  }

  /// `… ON ERROR`, or nothing.
  void onError(List<Expression> arguments) {
    if (isBehavior()) {
      oneBehavior(arguments);
      cursor.expect("on", "error");
    }
  }

  private boolean isBehavior() {
    return cursor.isAny("default", "error", "null", "true", "false", "unknown", "empty");
  }

  private void oneBehavior(List<Expression> arguments) {
    if (cursor.accept("default")) {
      arguments.add(expressions.expression());
    } else if (cursor.accept("empty")) {
      cursor.acceptAny("array", "object");
    } else {
      cursor.advance();
    }
  }
}
