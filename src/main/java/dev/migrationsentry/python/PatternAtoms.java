package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.python.ast.Operator.UnaryOperator;
import dev.migrationsentry.python.ast.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the patterns that need no parentheses inside of others (`closed_pattern`).
final class PatternAtoms {
  private final Parser parser;
  private final Cursor cursor;
  private final PatternParser patterns;

  PatternAtoms(Parser parser, PatternParser patterns) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.patterns = patterns;
  }

  Pattern closed() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case NAME -> named(start);
      case NONE, TRUE, FALSE -> {
        Expression value = parser.atoms.atom();
        yield new Pattern.SingletonPattern(value, cursor.from(start));
      }
      case NUMBER, MINUS, STRING, FORMATTED_START -> {
        Expression value = literal();
        yield new Pattern.ValuePattern(value, cursor.from(start));
      }
      case LEFT_PARENTHESIS -> group(start);
      case LEFT_BRACKET -> {
        cursor.advance();
        List<Pattern> elements = sequence(TokenKind.RIGHT_BRACKET);
        yield new Pattern.SequencePattern(elements, cursor.from(start));
      }
      case LEFT_BRACE -> mapping(start);
      default -> throw cursor.error();
    };
  }

  private Pattern named(int start) {
    Expression name = dottedName();
    if (cursor.is(TokenKind.LEFT_PARENTHESIS)) {
      return type(start, name);
    }
    if (name instanceof Expression.Name(String identifier, var span)) {
      return new Pattern.AsPattern(null, identifier.equals("_") ? null : identifier, span);
    }
    return new Pattern.ValuePattern(name, cursor.from(start));
  }

  private Expression dottedName() {
    int start = cursor.start();
    String first = cursor.name();
    Expression name = new Expression.Name(first, cursor.from(start));
    int length = 0;
    while (cursor.accept(TokenKind.DOT)) {
      cursor.checkChain(++length);
      String attribute = cursor.name();
      name = new Expression.Attribute(name, attribute, cursor.from(start));
    }
    return name;
  }

  /// A string, a number with a sign, or a sum of a real and an imaginary one.
  private Expression literal() {
    if (cursor.is(TokenKind.STRING) || cursor.is(TokenKind.FORMATTED_START)) {
      return parser.strings.strings();
    }
    int start = cursor.start();
    Expression left = signed();
    boolean plus = cursor.is(TokenKind.PLUS);
    if (!plus && !cursor.is(TokenKind.MINUS)) {
      return left;
    }
    if (isImaginary(left)) {
      throw cursor.errorFrom(start, "real number required in complex literal");
    }
    cursor.advance();
    if (!cursor.is(TokenKind.NUMBER)) {
      throw cursor.error();
    }
    Expression right = parser.atoms.number();
    if (!isImaginary(right)) {
      throw cursor.errorFrom(right.span().start(), "imaginary number required in complex literal");
    }
    BinaryOperator operator = plus ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
    return new Expression.BinaryOperation(left, operator, right, cursor.from(start));
  }

  private static boolean isImaginary(Expression number) {
    return number instanceof Constant.ImaginaryConstant
        || (number instanceof Expression.UnaryOperation sign
            && sign.operand() instanceof Constant.ImaginaryConstant);
  }

  private Expression signed() {
    int start = cursor.start();
    boolean negative = cursor.accept(TokenKind.MINUS);
    if (!cursor.is(TokenKind.NUMBER)) {
      throw cursor.error();
    }
    Expression number = parser.atoms.number();
    return negative
        ? new Expression.UnaryOperation(UnaryOperator.MINUS, number, cursor.from(start))
        : number;
  }

  /// A pattern in parentheses, or a sequence in them.
  private Pattern group(int start) {
    cursor.advance();
    if (cursor.accept(TokenKind.RIGHT_PARENTHESIS)) {
      return new Pattern.SequencePattern(List.of(), cursor.from(start));
    }
    Pattern first = patterns.starred();
    if (cursor.is(TokenKind.RIGHT_PARENTHESIS) && !(first instanceof Pattern.StarPattern)) {
      cursor.advance();
      return first;
    }
    List<Pattern> elements = new ArrayList<>();
    elements.add(first);
    cursor.expect(TokenKind.COMMA);
    elements.addAll(sequence(TokenKind.RIGHT_PARENTHESIS));
    return new Pattern.SequencePattern(elements, cursor.from(start));
  }

  private List<Pattern> sequence(TokenKind end) {
    List<Pattern> elements = new ArrayList<>();
    while (!cursor.is(end)) {
      elements.add(patterns.starred());
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    cursor.expect(end);
    return elements;
  }

  private Pattern mapping(int start) {
    cursor.advance();
    List<Expression> keys = new ArrayList<>();
    List<Pattern> values = new ArrayList<>();
    @Nullable String rest = null;
    while (!cursor.is(TokenKind.RIGHT_BRACE)) {
      if (rest != null) {
        throw cursor.error();
      }
      if (cursor.accept(TokenKind.DOUBLE_STAR)) {
        if (cursor.isWord("_")) {
          throw cursor.error();
        }
        rest = cursor.name();
      } else {
        keys.add(key());
        cursor.expect(TokenKind.COLON);
        values.add(patterns.pattern());
      }
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    cursor.expect(TokenKind.RIGHT_BRACE);
    return new Pattern.MappingPattern(keys, values, rest, cursor.from(start));
  }

  private Expression key() {
    return switch (cursor.kind()) {
      case NONE, TRUE, FALSE -> parser.atoms.atom();
      case NAME -> {
        Expression name = dottedName();
        if (name instanceof Expression.Name) {
          throw cursor.error();
        }
        yield name;
      }
      case NUMBER, MINUS, STRING, FORMATTED_START -> literal();
      default -> throw cursor.error();
    };
  }

  private Pattern type(int start, Expression name) {
    cursor.advance();
    List<Pattern> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Pattern> named = new ArrayList<>();
    while (!cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
      int at = cursor.start();
      if (cursor.is(TokenKind.NAME) && cursor.ahead(1) == TokenKind.EQUAL) {
        names.add(cursor.name());
        cursor.advance();
        named.add(patterns.pattern());
      } else {
        positional.add(patterns.pattern());
        if (!names.isEmpty()) {
          throw cursor.errorFrom(at, "positional patterns follow keyword patterns");
        }
      }
      if (!cursor.accept(TokenKind.COMMA)) {
        break;
      }
    }
    cursor.expect(TokenKind.RIGHT_PARENTHESIS);
    return new Pattern.ClassPattern(name, positional, names, named, cursor.from(start));
  }
}
