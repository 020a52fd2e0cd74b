package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.source.Span;
import java.math.BigInteger;

/// Reads names and literals (Language Reference, section 6.2).
final class AtomParser {
  /// More digits are refused, as int() does (sys.int_info.default_max_str_digits).
  private static final int MOST_DIGITS = 4_300;

  private final Parser parser;
  private final Cursor cursor;

  AtomParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  Expression atom() {
    int start = cursor.start();
    return switch (cursor.kind()) {
      case NAME -> {
        String name = cursor.name();
        yield new Expression.Name(name, cursor.from(start));
      }
      case STRING, FORMATTED_START -> parser.strings.strings();
      case NUMBER -> number();
      case LEFT_PARENTHESIS, LEFT_BRACKET, LEFT_BRACE -> {
        cursor.enter(Cursor.HEAVY);
        Expression display =
            cursor.is(TokenKind.LEFT_PARENTHESIS)
                ? parser.displays.parentheses()
                : cursor.is(TokenKind.LEFT_BRACKET)
                    ? parser.displays.list()
                    : parser.displays.braces();
        cursor.leave(Cursor.HEAVY);
        yield display;
      }
      case NONE -> new Constant.NoneConstant(word());
      case TRUE -> new Constant.BooleanConstant(true, word());
      case FALSE -> new Constant.BooleanConstant(false, word());
      case ELLIPSIS -> new Constant.EllipsisConstant(word());
      default -> throw cursor.error();
    };
  }

  private Span word() {
    int start = cursor.start();
    cursor.advance();
    return cursor.from(start);
  }

  /// A numeric literal.
  Constant number() {
    String written = cursor.tokenText();
    Span span = word();
    String digits = written.replace("_", "");
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      int base =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
          };
      if (base != 10) {
        return new Constant.IntegerConstant(binary(digits, base), span);
      }
    }
    char last = digits.charAt(digits.length() - 1);
    if (last == 'j' || last == 'J') {
      String part = digits.substring(0, digits.length() - 1);
      return new Constant.ImaginaryConstant(Double.parseDouble(part), span);
    }
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new Constant.FloatConstant(Double.parseDouble(digits), span);
    }
    if (digits.length() > MOST_DIGITS) {
      throw new SyntaxException(
          "Exceeds the limit ("
              + MOST_DIGITS
              + " digits) for integer string conversion: value has "
              + digits.length()
              + " digits; use sys.set_int_max_str_digits() to increase the limit"
              + " - Consider hexadecimal for huge integer literals to avoid decimal"
              + " conversion limits.",
          span.start(),
          span.end());
    }
    return new Constant.IntegerConstant(new BigInteger(digits), span);
  }

  /// A number of base 2, 8 or 16 after its prefix; unlike BigInteger's own reading of texts in time
  /// that grows no faster than its length.
  private static BigInteger binary(String digits, int base) {
    int width = Integer.numberOfTrailingZeros(base);
    byte[] magnitude = new byte[(digits.length() - 2) * width / 8 + 1];
    int bit = 0;
    for (int at = digits.length() - 1; at >= 2; at--) {
      int digit = Character.digit(digits.charAt(at), base);
      for (int i = 0; i < width; i++, bit++) {
        magnitude[magnitude.length - 1 - bit / 8] |= (byte) ((digit >> i & 1) << bit % 8);
      }
    }
    return new BigInteger(1, magnitude);
  }
}
