package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.Constant;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/// Reads expressions without operators (`c_expr`): constants, columns, calls, parentheses, CASE,
/// ARRAY, ROW.
final class PrimaryParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;
  private final FunctionParser functions;

  PrimaryParser(Parser parser, ExpressionParser expressions, FunctionParser functions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
    this.functions = functions;
  }

  /// @param defaultAllowed whether the bare word DEFAULT is a value
  Expression primary(boolean defaultAllowed) {
    int start = cursor.position();
    return switch (cursor.kind()) {
      case Tokens.INTEGER, Tokens.DECIMAL, Tokens.BIT_STRING, Tokens.HEX_STRING -> constant();
      case Tokens.STRING, Tokens.ESCAPE_STRING, Tokens.UNICODE_STRING, Tokens.DOLLAR_STRING ->
          constant();
      case Tokens.PARAMETER -> {
        int number = Integer.parseInt(cursor.text().substring(1));
        cursor.advance();
        yield indirection(new Expression.Parameter(number, cursor.span(start)), start);
      }
      case Tokens.PLACEHOLDER -> placeholder(start);
      case '(' -> fromParentheses(expressions.parenthesised(), start);
      case Tokens.WORD -> {
        int keyword = cursor.keyword();
        yield keyword == 0 ? nameOrCall(start) : word(start, defaultAllowed);
      }
      case Tokens.QUOTED, Tokens.UNICODE_QUOTED -> nameOrCall(start);
      default -> throw cursor.error();
    };
  }

  private Expression placeholder(int start) {
    if (cursor.kind(1) == '.'
        || cursor.kind(1) == '('
        || cursor.span(start, start + 1).text().startsWith(":\"")) {
      return nameOrCall(start);
    }
    cursor.advance();
    return indirection(new Expression.Parameter(0, cursor.span(start)), start);
  }

  private Expression word(int start, boolean defaultAllowed) {
    switch (cursor.word()) {
      case "null" -> {
        return literal(Constant.Kind.NULL, "null", start);
      }
      case "true" -> {
        return literal(Constant.Kind.BOOLEAN, "true", start);
      }
      case "false" -> {
        return literal(Constant.Kind.BOOLEAN, "false", start);
      }
      case "default" -> {
        if (defaultAllowed) {
          return literal(Constant.Kind.DEFAULT, "default", start);
        }
        throw cursor.error();
      }
      case "case" -> {
        return caseExpression(start);
      }
      case "array" -> {
        return array(start);
      }
      case "row" -> {
        if (cursor.kind(1) == '(') {
          cursor.advance();
          return row(start);
        }
      }
      case "exists" -> {
        if (cursor.kind(1) == '(') {
          cursor.advance();
          return subquery(Expression.Subquery.Use.EXISTS, start);
        }
      }
      case "grouping" -> {
        if (cursor.kind(1) == '(') {
          cursor.advance();
          cursor.advance();
          List<Expression> arguments = expressions.expressionList();
          cursor.expect(')');
          return new Expression.SpecialCall("grouping", arguments, null, cursor.span(start));
        }
      }
      case "unique" -> {
        // PostgreSQL parses it and says that it is not implemented.
        if (cursor.kind(1) == '(' || cursor.isAt(1, "nulls")) {
          throw cursor.error("0A000", "UNIQUE predicate is not yet implemented", start);
        }
        throw cursor.error(start + 1);
      }
      default -> {}
    }
    if (isTypedLiteral()) {
      return typedLiteral(start);
    }
    return nameOrCall(start);
  }

  /// Whether one of the types that the grammar knows begins here, and a constant of it.
  private boolean isTypedLiteral() {
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

  private Expression typedLiteral(int start) {
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

  private Expression stringConstant() {
    int start = cursor.position();
    String value = names.string();
    return new Constant(Constant.Kind.STRING, value, cursor.span(start));
  }

  private Expression literal(Constant.Kind kind, String value, int start) {
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
        Expression value = primary(false);
        if (value instanceof Constant || value instanceof Expression.Cast) {
          yield value;
        }
        throw cursor.error(start);
      }
    };
  }

  /// A column, a call, or a constant of a named type: what it is shows behind the name.
  private Expression nameOrCall(int start) {
    if (functions.isSpecial()) {
      return functions.call();
    }
    int after = afterName();
    int kind = cursor.kind(after);
    if (kind == '(') {
      if (after > 1 || names.isTypeFunctionName(0)) {
        return callOrTypedLiteral(start);
      }
    } else if (names.isString(after) && (after > 1 || names.isTypeFunctionName(0))) {
      QualifiedName name = names.functionName();
      TypeName type = new TypeName(name, List.of(), 0, false, false, null, name.span());
      Expression value = stringConstant();
      return new Expression.Cast(value, type, cursor.span(start));
    }
    return column(start);
  }

  private int afterName() {
    int after = 1;
    while (cursor.kind(after) == '.' && names.isColLabel(after + 1)) {
      after += 2;
    }
    return after;
  }

  private Expression callOrTypedLiteral(int start) {
    int inside = start + afterName() + 1;
    Expression call = functions.call();
    if (!names.isString()
        || !(call instanceof Expression.FunctionCall function)
        || !mayBeModifiers(function, inside)) {
      return call;
    }
    List<Expression> modifiers = new ArrayList<>(2);
    for (Expression.FunctionCall.Argument argument : function.arguments()) {
      if (argument.name() != null) {
        throw cursor.error("type modifier cannot have parameter name", inside);
      }
      modifiers.add(argument.value());
    }
    if (!function.orderBy().isEmpty()) {
      throw cursor.error("type modifier cannot have ORDER BY", inside);
    }
    TypeName type =
        new TypeName(function.name(), modifiers, 0, false, false, null, cursor.span(start));
    Expression value = stringConstant();
    return new Expression.Cast(value, type, cursor.span(start));
  }

  /// Whether what was read as a call may be a type with modifiers in front of a constant.
  private boolean mayBeModifiers(Expression.FunctionCall call, int inside) {
    return !call.arguments().isEmpty()
        && !call.arguments().getLast().variadic()
        && !call.distinct()
        && !call.withinGroup()
        && call.filter() == null
        && call.over() == null
        && !isAll(inside);
  }

  private boolean isAll(int token) {
    int here = cursor.position();
    cursor.moveTo(token);
    boolean all = cursor.is("all");
    cursor.moveTo(here);
    return all;
  }

  private Expression column(int start) {
    if (!names.isColId(0)) {
      // The name of a function may stand here, but nothing that makes a call follows it.
      throw cursor.error(names.isTypeFunctionName(0) ? start + 1 : start);
    }
    Name first = names.take();
    if (!cursor.is('.')) {
      Expression column = new Expression.ColumnReference(List.of(first), first.span());
      return cursor.is('[') ? indirection(column, start) : column;
    }
    List<Name> parts = new ArrayList<>(3);
    parts.add(first);
    while (cursor.accept('.')) {
      if (cursor.accept('*')) {
        if (cursor.is('.') || cursor.is('[')) {
          throw improperStar();
        }
        return new Expression.Star(parts, cursor.span(start));
      }
      parts.add(names.colLabel());
    }
    return indirection(new Expression.ColumnReference(parts, cursor.span(start)), start);
  }

  /// A star can only be the last: PostgreSQL says so when it has read all parts, and points behind
  /// them.
  private SyntaxException improperStar() {
    int start = cursor.position() - 1;
    indirection(new Expression.Star(List.of(), cursor.lastSpan()), start);
    String where =
        cursor.isKind(Tokens.END) ? "at end of input" : "at or near \"" + cursor.text() + "\"";
    return cursor.error("improper use of \"*\" " + where, cursor.position());
  }

  /// Subscripts and fields behind an operand (`opt_indirection`).
  Expression indirection(Expression operand, int start) {
    Expression result = operand;
    for (int chain = 0; ; chain++) {
      if (chain > ExpressionParser.MAX_CHAIN) {
        throw cursor.tooDeep();
      }
      if (cursor.accept('.')) {
        if (cursor.accept('*')) {
          if (cursor.is('.') || cursor.is('[')) {
            throw improperStar();
          }
          result = new Expression.FieldSelection(result, null, cursor.span(start));
        } else {
          Name field = names.colLabel();
          result = new Expression.FieldSelection(result, field, cursor.span(start));
        }
      } else if (cursor.accept('[')) {
        Expression lower = cursor.is(':') || cursor.is(']') ? null : expressions.expression();
        if (cursor.accept(':')) {
          Expression upper = cursor.is(']') ? null : expressions.expression();
          cursor.expect(']');
          result = new Expression.Subscript(result, lower, upper, true, cursor.span(start));
        } else {
          if (lower == null) {
            throw cursor.error();
          }
          cursor.expect(']');
          result = new Expression.Subscript(result, lower, null, false, cursor.span(start));
        }
      } else {
        return result;
      }
    }
  }

  /// The value of what was read in parentheses.
  ///
  /// @param start the opening parenthesis
  Expression fromParentheses(ExpressionParser.Parenthesised inside, int start) {
    Query query = inside.query();
    if (query != null) {
      Expression value =
          new Expression.Subquery(Expression.Subquery.Use.SCALAR, query, cursor.span(start));
      return indirection(value, start);
    }
    if (inside.expressions().size() > 1) {
      return new Expression.RowConstructor(inside.expressions(), cursor.span(start));
    }
    return indirection(inside.expressions().getFirst(), start);
  }

  private Expression row(int start) {
    cursor.expect('(');
    List<Expression> elements = cursor.is(')') ? List.of() : expressions.expressionList();
    cursor.expect(')');
    return new Expression.RowConstructor(elements, cursor.span(start));
  }

  private Expression subquery(Expression.Subquery.Use use, int start) {
    if (!parser.queries.isQuery(0)) {
      throw cursor.error(firstNoParenthesis(cursor.position()));
    }
    ExpressionParser.Parenthesised inside = expressions.parenthesised();
    Query query = inside.query();
    if (query == null) {
      throw cursor.error(cursor.position() - 1);
    }
    return new Expression.Subquery(use, query, cursor.span(start));
  }

  private int firstNoParenthesis(int open) {
    int token = open;
    int here = cursor.position();
    cursor.moveTo(token);
    while (cursor.is('(')) {
      cursor.advance();
      token++;
    }
    cursor.moveTo(here);
    return token;
  }

  private Expression array(int start) {
    cursor.expect("array");
    if (cursor.is('(')) {
      return subquery(Expression.Subquery.Use.ARRAY, start);
    }
    return arrayElements(start);
  }

  private Expression arrayElements(int start) {
    cursor.enter();
    cursor.expect('[');
    List<Expression> elements = new ArrayList<>();
    if (cursor.is('[')) {
      do {
        if (!cursor.is('[')) {
          throw cursor.error();
        }
        elements.add(arrayElements(cursor.position()));
      } while (cursor.accept(','));
    } else if (!cursor.is(']')) {
      elements.addAll(expressions.expressionList());
    }
    cursor.expect(']');
    cursor.leave();
    return new Expression.ArrayConstructor(elements, cursor.span(start));
  }

  private Expression caseExpression(int start) {
    cursor.expect("case");
    Expression operand = cursor.is("when") ? null : expressions.expression();
    List<Expression.Case.When> whens = new ArrayList<>(2);
    if (!cursor.is("when")) {
      throw cursor.error();
    }
    while (cursor.accept("when")) {
      Expression condition = expressions.expression();
      cursor.expect("then");
      whens.add(new Expression.Case.When(condition, expressions.expression()));
    }
    Expression otherwise = cursor.accept("else") ? expressions.expression() : null;
    cursor.expect("end");
    return new Expression.Case(operand, whens, otherwise, cursor.span(start));
  }
}
