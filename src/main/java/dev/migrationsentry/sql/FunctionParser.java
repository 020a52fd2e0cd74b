package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.FunctionCall;
import dev.migrationsentry.sql.ast.Expression.SortKey;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads calls of functions, aggregates and window functions (manual, section 4.2.6 to 4.2.8).
final class FunctionParser {
  final WindowParser windows;
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;
  private final SpecialCallParser special;

  FunctionParser(Parser parser, ExpressionParser expressions) {
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
    this.windows = new WindowParser(parser, expressions);
    this.special = new SpecialCallParser(parser, expressions);
  }

  /// Whether a call with a syntax of its own begins here.
  boolean isSpecial() {
    return special.isCall();
  }

  /// Whether any call begins here (`func_expr_windowless`).
  boolean isCall() {
    if (isSpecial()) {
      return true;
    }
    if (!names.isColId(0) && !names.isTypeFunctionName(0)) {
      return false;
    }
    int after = 1;
    while (cursor.kind(after) == '.' && names.isColLabel(after + 1)) {
      after += 2;
    }
    return cursor.kind(after) == '(' && (after > 1 || names.isTypeFunctionName(0));
  }

  /// A call without WITHIN GROUP, FILTER and OVER (`func_expr_windowless`).
  Expression windowless() {
    return isSpecial() ? special(false) : application();
  }

  private Expression special(boolean windows) {
    cursor.enter();
    Expression call = special.call(windows);
    cursor.leave();
    return call;
  }

  /// A call (`func_expr`).
  Expression call() {
    if (isSpecial()) {
      return special(true);
    }
    int start = cursor.position();
    FunctionCall call = application();
    if (cursor.kind() != Tokens.WORD) {
      return call;
    }
    int within = cursor.position();
    List<SortKey> orderBy = call.orderBy();
    boolean withinGroup = false;
    if (cursor.is("within")) {
      cursor.expect("within", "group");
      cursor.expect('(');
      cursor.expect("order", "by");
      List<SortKey> group = expressions.sortKeys();
      cursor.expect(')');
      checkWithinGroup(call, within);
      withinGroup = true;
      orderBy = group;
    }
    Expression filter = filter();
    Expression.Window over = over();
    if (!withinGroup && filter == null && over == null) {
      return call;
    }
    return new FunctionCall(
        call.name(),
        call.arguments(),
        call.star(),
        call.distinct(),
        orderBy,
        withinGroup,
        filter,
        over,
        cursor.span(start));
  }

  private void checkWithinGroup(FunctionCall call, int token) {
    if (!call.orderBy().isEmpty()) {
      throw cursor.error("cannot use multiple ORDER BY clauses with WITHIN GROUP", token);
    }
    if (call.distinct()) {
      throw cursor.error("cannot use DISTINCT with WITHIN GROUP", token);
    }
    if (!call.arguments().isEmpty() && call.arguments().getLast().variadic()) {
      throw cursor.error("cannot use VARIADIC with WITHIN GROUP", token);
    }
  }

  /// `FILTER (WHERE …)`, or null.
  @Nullable Expression filter() {
    if (!cursor.is("filter")) {
      return null;
    }
    cursor.advance();
    cursor.expect('(');
    cursor.expect("where");
    Expression condition = expressions.expression();
    cursor.expect(')');
    return condition;
  }

  /// `OVER name`, `OVER (…)`, or null.
  Expression.@Nullable Window over() {
    if (!cursor.accept("over")) {
      return null;
    }
    if (cursor.is('(')) {
      return windows.specification();
    }
    int start = cursor.position();
    Name name = names.colId();
    return new Expression.Window(name, List.of(), List.of(), List.of(), cursor.span(start));
  }

  /// A function's name and its arguments in parentheses (`func_application`).
  FunctionCall application() {
    cursor.enter();
    int start = cursor.position();
    QualifiedName name = names.functionName();
    cursor.expect('(');
    boolean star = false;
    boolean distinct = false;
    List<FunctionCall.Argument> arguments = List.of();
    List<SortKey> orderBy = List.of();
    if (cursor.accept('*')) {
      star = true;
    } else if (!cursor.is(')')) {
      boolean plain = true;
      if (cursor.accept("distinct")) {
        distinct = true;
        plain = false;
      } else if (cursor.accept("all")) {
        plain = false;
      }
      arguments = arguments(plain);
      if (cursor.accept("order")) {
        cursor.expect("by");
        orderBy = expressions.sortKeys();
      }
    }
    cursor.expect(')');
    cursor.leave();
    return new FunctionCall(
        name, arguments, star, distinct, orderBy, false, null, null, cursor.span(start));
  }

  private List<FunctionCall.Argument> arguments(boolean variadicAllowed) {
    if (variadicAllowed && cursor.accept("variadic")) {
      return List.of(argument(true));
    }
    FunctionCall.Argument first = argument(false);
    if (!cursor.is(',')) {
      return List.of(first);
    }
    List<FunctionCall.Argument> list = new ArrayList<>(4);
    list.add(first);
    while (cursor.accept(',')) {
      if (variadicAllowed && cursor.accept("variadic")) {
        list.add(argument(true));
        return list;
      }
      list.add(argument(false));
    }
    return list;
  }

  private FunctionCall.Argument argument(boolean variadic) {
    int next = cursor.kind(1);
    if ((next == Tokens.EQUALS_GREATER || next == Tokens.COLON_EQUALS)
        && names.isTypeFunctionName(0)) {
      Name name = names.take();
      cursor.advance();
      return new FunctionCall.Argument(name, expressions.expression(), variadic);
    }
    return new FunctionCall.Argument(null, expressions.expression(), variadic);
  }

  /// Arguments separated by commas without VARIADIC (`func_arg_list`), only their values.
  List<Expression> argumentValues() {
    List<Expression> values = new ArrayList<>(4);
    do {
      values.add(argument(false).value());
    } while (cursor.accept(','));
    return values;
  }
}
