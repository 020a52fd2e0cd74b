package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.Constant;
import dev.migrationsentry.sql.ast.TypeName;

/// Reads constants (manual, section 4.1.2), those of the types that the grammar knows included.
final class ConstantParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final PrimaryParser primaries;

  ConstantParser(Parser parser, PrimaryParser primaries) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.primaries = primaries;
  }

  /// Whether one of the types that the grammar knows begins here, and a constant of it.
  boolean isTypedLiteral() {
    return switch (cursor.word()) {
      case "int", "integer", "smallint", "bigint", "real", "boolean", "json" -> names.isString(1);
      case "double" -> cursor.isAt(1, "precision");
      case "character", "char" ->
          names.isString(1) || cursor.kind(1) == '(' || cursor.isAt(1, "varying");
      case "national" -> cursor.isAt(1, "character") || cursor.isAt(1, "char");
      case "bit", "nchar" ->
          names.isString(1) || cursor.kind(1) == '(' || cursor.isAt(1, "varying");
      case "time", "timestamp" ->
          names.isString(1)
              || cursor.kind(1) == '('
              || ((cursor.isAt(1, "with") || cursor.isAt(1, "without")) && cursor.isAt(2, "time"));
      case "float", "decimal", "dec", "numeric", "varchar", "interval" ->
          names.isString(1) || cursor.kind(1) == '(';
      default -> false;
    };
  }

  /// A constant behind such a type.
  Expression typedLiteral(int start) {
    TypeName type = parser.types.grammarType(true);
    if (type == null) {
      throw cursor.error();
    }
    Expression value = stringConstant();
    boolean interval = type.name().parts().getLast().value().equals("interval");
    if (interval && type.modifiers().isEmpty()) {
      type = parser.types.intervalFields(type, start);
    }
    return new Expression.Cast(value, type, cursor.span(start));
  }

  /// A string constant.
  Expression stringConstant() {
    int start = cursor.position();
    String value = names.string();
    return new Constant(Constant.Kind.STRING, value, cursor.span(start));
  }

  /// A constant of one token.
  Expression literal(Constant.Kind kind, String value, int start) {
    cursor.advance();
    return new Constant(kind, value, cursor.span(start));
  }

  /// A constant (`AexprConst`), typed ones included.
  Expression constant() {
    int start = cursor.position();
    return switch (cursor.kind()) {
      case Tokens.INTEGER, Tokens.DECIMAL -> {
        boolean integer = cursor.isKind(Tokens.INTEGER);
        String text = cursor.text();
        String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
        yield literal(integer ? Constant.Kind.INTEGER : Constant.Kind.DECIMAL, digits, start);
      }
      case Tokens.BIT_STRING, Tokens.HEX_STRING -> {
        boolean bits = cursor.isKind(Tokens.BIT_STRING);
        String value =
            Strings.decode(cursor.source().text(), cursor.start(start) + 1, cursor.end(start));
        yield literal(bits ? Constant.Kind.BIT_STRING : Constant.Kind.HEX_STRING, value, start);
      }
      case Tokens.STRING, Tokens.ESCAPE_STRING, Tokens.UNICODE_STRING, Tokens.DOLLAR_STRING ->
          stringConstant();
      default -> {
        Expression value = primaries.primary(false);
        if (value instanceof Constant || value instanceof Expression.Cast) {
          yield value;
        }
        throw cursor.error(start);
      }
    };
  }
}
