package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.Constant;
import dev.migrationsentry.sql.ast.Expression.SpecialCall;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads calls with a syntax of their own (`func_expr_common_subexpr`): CAST, EXTRACT, SUBSTRING,
/// CURRENT_DATE, …; those of JSON and XML are sent on.
final class SpecialCallParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;
  private final JsonParser json;
  private final XmlParser xml;

  SpecialCallParser(Parser parser, ExpressionParser expressions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
    this.json = new JsonParser(parser, expressions);
    this.xml = new XmlParser(parser, expressions);
  }

  /// Whether such a call begins here.
  boolean isCall() {
    if (cursor.kind() != Tokens.WORD) {
      return false;
    }
    return switch (cursor.word()) {
      case "current_catalog",
          "current_date",
          "current_role",
          "current_time",
          "current_timestamp",
          "current_user",
          "localtime",
          "localtimestamp",
          "session_user",
          "system_user",
          "user",
          "cast" ->
          true;
      case "current_schema" -> cursor.kind(1) != '(';
      case "collation" -> cursor.isAt(1, "for");
      case "coalesce",
          "extract",
          "greatest",
          "least",
          "merge_action",
          "normalize",
          "nullif",
          "overlay",
          "position",
          "substring",
          "treat",
          "trim",
          "json",
          "json_array",
          "json_arrayagg",
          "json_exists",
          "json_object",
          "json_objectagg",
          "json_query",
          "json_scalar",
          "json_serialize",
          "json_value",
          "xmlconcat",
          "xmlelement",
          "xmlexists",
          "xmlforest",
          "xmlparse",
          "xmlpi",
          "xmlroot",
          "xmlserialize" ->
          cursor.kind(1) == '(';
      default -> false;
    };
  }

  /// The call at the cursor.
  ///
  /// @param windows whether FILTER and OVER may follow an aggregate
  Expression call(boolean windows) {
    int start = cursor.position();
    String word = cursor.word();
    if (word.startsWith("json")) {
      return json.call(windows);
    }
    if (word.startsWith("xml")) {
      return xml.call();
    }
    cursor.advance();
    return switch (word) {
      case "current_time", "current_timestamp", "localtime", "localtimestamp" -> {
        List<Expression> precision = List.of();
        if (cursor.accept('(')) {
          int token = cursor.position();
          int digits = names.integer();
          precision =
              List.of(
                  new Constant(
                      Constant.Kind.INTEGER, Integer.toString(digits), cursor.span(token)));
          cursor.expect(')');
        }
        yield new SpecialCall(word, precision, null, cursor.span(start));
      }
      case "cast", "treat" -> castOrTreat(word, start);
      case "collation" -> {
        cursor.expect("for");
        cursor.expect('(');
        List<Expression> operand = List.of(expressions.expression());
        cursor.expect(')');
        yield new SpecialCall("collation for", operand, null, cursor.span(start));
      }
      case "coalesce", "greatest", "least" -> {
        cursor.expect('(');
        List<Expression> arguments = expressions.expressionList();
        cursor.expect(')');
        yield new SpecialCall(word, arguments, null, cursor.span(start));
      }
      case "nullif" -> {
        cursor.expect('(');
        Expression first = expressions.expression();
        cursor.expect(',');
        Expression second = expressions.expression();
        cursor.expect(')');
        yield new SpecialCall(word, List.of(first, second), null, cursor.span(start));
      }
      case "merge_action" -> {
        cursor.expect('(');
        cursor.expect(')');
        yield new SpecialCall(word, List.of(), null, cursor.span(start));
      }
      case "extract", "normalize", "overlay", "position", "substring", "trim" -> {
        cursor.expect('(');
        List<Expression> arguments =
            switch (word) {
              case "extract" -> extract();
              case "normalize" -> normalize();
              case "overlay" -> overlay();
              case "position" -> position();
              case "substring" -> substring();
              default -> trim();
            };
        cursor.expect(')');
        yield new SpecialCall(word, arguments, null, cursor.span(start));
      }
      default -> new SpecialCall(word, List.of(), null, cursor.span(start));
    };
  }

  private Expression castOrTreat(String word, int start) {
    cursor.expect('(');
    Expression operand = expressions.expression();
    cursor.expect("as");
    TypeName type = parser.types.typeName();
    cursor.expect(')');
    return word.equals("cast")
        ? new Expression.Cast(operand, type, cursor.span(start))
        : new SpecialCall(word, List.of(operand), type, cursor.span(start));
  }

  private List<Expression> extract() {
    int token = cursor.position();
    String field;
    if (names.isString()) {
      field = names.string();
    } else if (names.isIdentifier(0)
        || cursor.isAny("year", "month", "day", "hour", "minute", "second")) {
      field = names.take().value();
    } else {
      throw cursor.error();
    }
    Expression constant = new Constant(Constant.Kind.STRING, field, cursor.span(token));
    cursor.expect("from");
    return List.of(constant, expressions.expression());
  }

  private List<Expression> normalize() {
    Expression operand = expressions.expression();
    if (!cursor.accept(',')) {
      return List.of(operand);
    }
    int token = cursor.position();
    String form = cursor.expectAny("nfc", "nfd", "nfkc", "nfkd");
    return List.of(operand, new Constant(Constant.Kind.STRING, form, cursor.span(token)));
  }

  private List<Expression> overlay() {
    if (cursor.is(')')) {
      return List.of();
    }
    List<Expression> arguments = new ArrayList<>(4);
    if (isNamedArgument()) {
      return arguments();
    }
    arguments.add(expressions.expression());
    if (cursor.accept("placing")) {
      arguments.add(expressions.expression());
      cursor.expect("from");
      arguments.add(expressions.expression());
      if (cursor.accept("for")) {
        arguments.add(expressions.expression());
      }
      return arguments;
    }
    return furtherArguments(arguments);
  }

  private List<Expression> position() {
    Expression part = expressions.restricted();
    cursor.expect("in");
    return List.of(part, expressions.restricted());
  }

  private List<Expression> substring() {
    if (cursor.is(')')) {
      return List.of();
    }
    List<Expression> arguments = new ArrayList<>(4);
    if (isNamedArgument()) {
      return arguments();
    }
    arguments.add(expressions.expression());
    @Nullable String word = cursor.acceptAny("from", "for", "similar");
    if (word == null) {
      return furtherArguments(arguments);
    }
    arguments.add(expressions.expression());
    switch (word) {
      case "from" -> {
        if (cursor.accept("for")) {
          arguments.add(expressions.expression());
        }
      }
      case "for" -> {
        if (cursor.accept("from")) {
          arguments.add(expressions.expression());
        }
      }
      default -> {
        cursor.expect("escape");
        arguments.add(expressions.expression());
      }
    }
    return arguments;
  }

  private List<Expression> trim() {
    cursor.acceptAny("both", "leading", "trailing");
    if (cursor.accept("from")) {
      return expressions.expressionList();
    }
    List<Expression> arguments = new ArrayList<>(2);
    arguments.add(expressions.expression());
    if (cursor.accept("from")) {
      arguments.addAll(expressions.expressionList());
    } else {
      while (cursor.accept(',')) {
        arguments.add(expressions.expression());
      }
    }
    return arguments;
  }

  private boolean isNamedArgument() {
    int next = cursor.kind(1);
    return next == Tokens.EQUALS_GREATER || next == Tokens.COLON_EQUALS;
  }

  private List<Expression> arguments() {
    List<Expression> arguments = new ArrayList<>(4);
    do {
      arguments.add(argument());
    } while (cursor.accept(','));
    return arguments;
  }

  private List<Expression> furtherArguments(List<Expression> arguments) {
    while (cursor.accept(',')) {
      arguments.add(argument());
    }
    return arguments;
  }

  private Expression argument() {
    if (isNamedArgument() && names.isTypeFunctionName(0)) {
      cursor.advance();
      cursor.advance();
    }
    return expressions.expression();
  }
}
