package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.Constant;
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
  private final ConstantParser constants;
  private final IndirectionParser indirections;

  PrimaryParser(Parser parser, ExpressionParser expressions, FunctionParser functions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
    this.functions = functions;
    this.constants = new ConstantParser(parser, this);
    this.indirections = new IndirectionParser(parser, expressions);
  }

  /// A constant (`AexprConst`).
  Expression constant() {
    return constants.constant();
  }

  /// Subscripts and fields behind an operand (`opt_indirection`).
  Expression indirection(Expression operand, int start) {
    return indirections.indirection(operand, start);
  }

  /// An expression without operators.
  ///
  /// @param defaultAllowed whether the bare word DEFAULT is a value
  Expression primary(boolean defaultAllowed) {
    int start = cursor.position();
    return switch (cursor.kind()) {
      case Tokens.INTEGER, Tokens.DECIMAL, Tokens.BIT_STRING, Tokens.HEX_STRING ->
          constants.constant();
      case Tokens.STRING, Tokens.ESCAPE_STRING, Tokens.UNICODE_STRING, Tokens.DOLLAR_STRING ->
          constants.constant();
      case Tokens.PARAMETER -> {
        int number = Integer.parseInt(cursor.text().substring(1));
        cursor.advance();
        yield indirections.indirection(new Expression.Parameter(number, cursor.span(start)), start);
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
    return indirections.indirection(new Expression.Parameter(0, cursor.span(start)), start);
  }

  private Expression word(int start, boolean defaultAllowed) {
    switch (cursor.word()) {
      case "null" -> {
        return constants.literal(Constant.Kind.NULL, "null", start);
      }
      case "true" -> {
        return constants.literal(Constant.Kind.BOOLEAN, "true", start);
      }
      case "false" -> {
        return constants.literal(Constant.Kind.BOOLEAN, "false", start);
      }
      case "default" -> {
        if (defaultAllowed) {
          return constants.literal(Constant.Kind.DEFAULT, "default", start);
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
    if (constants.isTypedLiteral()) {
      return constants.typedLiteral(start);
    }
    return nameOrCall(start);
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
      Expression value = constants.stringConstant();
      return new Expression.Cast(value, type, cursor.span(start));
    }
    return indirections.column(start);
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
    Expression value = constants.stringConstant();
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

  /// The value of what was read in parentheses.
  ///
  /// @param start the opening parenthesis
  Expression fromParentheses(ExpressionParser.Parenthesised inside, int start) {
    Query query = inside.query();
    if (query != null) {
      Expression value =
          new Expression.Subquery(Expression.Subquery.Use.SCALAR, query, cursor.span(start));
      return indirections.indirection(value, start);
    }
    if (inside.expressions().size() > 1) {
      return new Expression.RowConstructor(inside.expressions(), cursor.span(start));
    }
    return indirections.indirection(inside.expressions().getFirst(), start);
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
