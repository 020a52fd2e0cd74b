package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.Constant;
import dev.migrationsentry.sql.ast.Expression.SpecialCall;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/// Reads the functions of SQL/XML (manual, section 9.15).
final class XmlParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;

  XmlParser(Parser parser, ExpressionParser expressions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
  }

  /// The call at the cursor.
  Expression call() {
    int start = cursor.position();
    String word = cursor.word();
    cursor.advance();
    cursor.expect('(');
    List<Expression> arguments = new ArrayList<>(4);
    TypeName type = null;
    switch (word) {
      case "xmlconcat" -> arguments.addAll(expressions.expressionList());
      case "xmlelement" -> element(arguments);
      case "xmlexists" -> {
        arguments.add(expressions.primary());
        passing(arguments);
      }
      case "xmlforest" -> labeled(arguments);
      case "xmlparse" -> {
        cursor.expectAny("document", "content");
        arguments.add(expressions.expression());
        if (cursor.is("preserve") || cursor.is("strip")) {
          cursor.advance();
          cursor.expect("whitespace");
        }
      }
      case "xmlpi" -> {
        name(arguments);
        if (cursor.accept(',')) {
          arguments.add(expressions.expression());
        }
      }
      case "xmlroot" -> root(arguments);
      default -> {
        cursor.expectAny("document", "content");
        arguments.add(expressions.expression());
        cursor.expect("as");
        type = parser.types.simpleType();
        if (!cursor.accept("indent") && cursor.accept("no")) {
          cursor.expect("indent");
        }
      }
    }
    cursor.expect(')');
    return new SpecialCall(word, arguments, type, cursor.span(start));
  }

  private void name(List<Expression> arguments) {
    cursor.expect("name");
    int token = cursor.position();
    String name = names.colLabel().value();
    arguments.add(new Constant(Constant.Kind.STRING, name, cursor.span(token)));
  }

  private void element(List<Expression> arguments) {
    name(arguments);
    if (!cursor.accept(',')) {
      return;
    }
    if (cursor.is("xmlattributes") && cursor.kind(1) == '(') {
      cursor.advance();
      cursor.expect('(');
      labeled(arguments);
      cursor.expect(')');
      if (!cursor.accept(',')) {
        return;
      }
    }
    arguments.addAll(expressions.expressionList());
  }

  private void labeled(List<Expression> arguments) {
    do {
      arguments.add(expressions.expression());
      if (cursor.accept("as")) {
        names.colLabel();
      }
    } while (cursor.accept(','));
  }

  private void root(List<Expression> arguments) {
    arguments.add(expressions.expression());
    cursor.expect(',');
    cursor.expect("version");
    if (cursor.is("no", "value")) {
      cursor.expect("no", "value");
    } else {
      arguments.add(expressions.expression());
    }
    if (cursor.accept(',')) {
      cursor.expect("standalone");
      if (cursor.accept("no")) {
        cursor.accept("value");
      } else {
        cursor.expect("yes");
      }
    }
  }

  /// `PASSING [BY REF|VALUE] value [BY REF|VALUE]` (`xmlexists_argument`).
  void passing(List<Expression> arguments) {
    cursor.expect("passing");
    mechanism();
    arguments.add(expressions.primary());
    mechanism();
  }

  private void mechanism() {
    if (cursor.accept("by")) {
      cursor.expectAny("ref", "value");
    }
  }
}
