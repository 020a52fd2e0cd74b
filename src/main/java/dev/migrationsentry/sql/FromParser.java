package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the entries of FROM (manual, section 7.2.1): tables, queries, functions, joins.
final class FromParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final TableFunctionParser tableFunctions;

  FromParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.tableFunctions = new TableFunctionParser(parser);
  }

  /// Entries separated by commas (`from_list`).
  List<Query.FromItem> items() {
    List<Query.FromItem> items = new ArrayList<>(2);
    do {
      items.add(item());
    } while (cursor.accept(','));
    return items;
  }

  /// One entry with the joins behind it (`table_ref`).
  Query.FromItem item() {
    cursor.enter();
    int start = cursor.position();
    Query.FromItem item = joins(simpleItem(), start);
    cursor.leave();
    return item;
  }

  private Query.FromItem joins(Query.FromItem first, int start) {
    Query.FromItem left = first;
    for (int chain = 0; ; chain++) {
      if (chain > ExpressionParser.MAX_CHAIN) {
        throw cursor.tooDeep();
      }
      boolean natural = false;
      String kind = "inner";
      switch (cursor.word()) {
        case "cross" -> {
          cursor.expect("cross", "join");
          Query.FromItem right = simpleItem();
          left = join(left, right, "cross", false, List.of(), null, null, start);
          continue;
        }
        case "natural" -> {
          natural = true;
          cursor.advance();
          kind = joinKind();
        }
        case "join", "inner", "left", "right", "full" -> kind = joinKind();
        default -> {
          return left;
        }
      }
      if (natural) {
        left = join(left, simpleItem(), kind, true, List.of(), null, null, start);
      } else {
        left = qualified(left, item(), kind, start);
      }
    }
  }

  private String joinKind() {
    String kind = cursor.acceptAny("inner", "left", "right", "full");
    if (kind == null) {
      kind = "inner";
    } else if (!kind.equals("inner")) {
      cursor.accept("outer");
    }
    cursor.expect("join");
    return kind;
  }

  private Query.FromItem qualified(
      Query.FromItem left, Query.FromItem right, String kind, int start) {
    if (cursor.accept("using")) {
      List<Name> using = names.columnList();
      Name alias = cursor.accept("as") ? names.colId() : null;
      return join(left, right, kind, false, using, alias, null, start);
    }
    cursor.expect("on");
    Expression on = parser.expressions.expression();
    return join(left, right, kind, false, List.of(), null, on, start);
  }

  private Query.FromItem join(
      Query.FromItem left,
      Query.FromItem right,
      String kind,
      boolean natural,
      List<Name> using,
      @Nullable Name usingAlias,
      @Nullable Expression on,
      int start) {
    return new Query.JoinItem(
        left, right, kind, natural, using, usingAlias, on, null, cursor.span(start));
  }

  /// One entry without the joins behind it.
  private Query.FromItem simpleItem() {
    int start = cursor.position();
    boolean lateral = cursor.accept("lateral");
    if (cursor.is('(')) {
      return parenthesised(start, lateral);
    }
    if (cursor.kind(1) == '(' && cursor.isAny("xmltable", "json_table")) {
      return tableFunctions.item(lateral, start);
    }
    if (cursor.is("rows") && cursor.isAt(1, "from") && cursor.kind(2) == '(') {
      return rowsFrom(start, lateral);
    }
    if (!cursor.is("only") && parser.expressions.isFunctionCall()) {
      Expression call = parser.expressions.functionCall();
      return function(List.of(call), lateral, start);
    }
    if (lateral) {
      throw cursor.error();
    }
    if (!names.isColId(0) && names.isTypeFunctionName(0)) {
      // The name of a function may stand here, but no parenthesis follows it.
      throw cursor.error(cursor.position() + 1);
    }
    Query.TableItem table = relation();
    Query.Alias alias = optionalAlias();
    Query.Sample sample = cursor.is("tablesample") ? sample() : null;
    return new Query.TableItem(table.table(), table.only(), alias, sample, cursor.span(start));
  }

  /// A table with ONLY or `*`, without an alias (`relation_expr`).
  Query.TableItem relation() {
    int start = cursor.position();
    boolean only = cursor.accept("only");
    QualifiedName table;
    if (only && cursor.accept('(')) {
      table = names.relationName();
      cursor.expect(')');
    } else {
      table = names.relationName();
      if (!only) {
        cursor.accept('*');
      }
    }
    return new Query.TableItem(table, only, null, null, cursor.span(start));
  }

  private Query.Sample sample() {
    int start = cursor.position();
    cursor.expect("tablesample");
    QualifiedName method = names.functionName();
    cursor.expect('(');
    List<Expression> arguments = parser.expressions.expressionList();
    cursor.expect(')');
    Expression seed = null;
    if (cursor.accept("repeatable")) {
      cursor.expect('(');
      seed = parser.expressions.expression();
      cursor.expect(')');
    }
    return new Query.Sample(method, arguments, seed, cursor.span(start));
  }

  /// A query or a join in parentheses; which of them shows only behind further parentheses.
  private Query.FromItem parenthesised(int start, boolean lateral) {
    Object inside = lateral ? parser.queries.parenthesised() : queryOrJoin();
    if (inside instanceof Query query) {
      Query.Alias alias = optionalAlias();
      return new Query.QueryItem(query, lateral, alias, cursor.span(start));
    }
    Query.JoinItem join = (Query.JoinItem) inside;
    Query.Alias alias = optionalAlias();
    if (alias == null) {
      return join;
    }
    return new Query.JoinItem(
        join.left(),
        join.right(),
        join.kind(),
        join.natural(),
        join.using(),
        join.usingAlias(),
        join.on(),
        alias,
        cursor.span(start));
  }

  private Object queryOrJoin() {
    cursor.enter();
    cursor.expect('(');
    int inside = cursor.position();
    Object result;
    if (parser.queries.isQueryWord()) {
      result = parser.queries.queryWithoutParentheses();
    } else if (cursor.is('(')) {
      Object inner = queryOrJoin();
      if (inner instanceof Query query && (cursor.is(')') || parser.queries.isContinuation())) {
        result = parser.queries.continued(query, inside);
      } else {
        Query.FromItem item;
        if (inner instanceof Query query) {
          Query.Alias alias = optionalAlias();
          item = new Query.QueryItem(query, false, alias, cursor.span(inside));
        } else {
          item = aliased((Query.JoinItem) inner, inside);
        }
        result = joinOnly(joins(item, inside));
      }
    } else {
      result = joinOnly(item());
    }
    cursor.expect(')');
    cursor.leave();
    return result;
  }

  private Query.FromItem aliased(Query.JoinItem join, int start) {
    Query.Alias alias = optionalAlias();
    return alias == null
        ? join
        : new Query.JoinItem(
            join.left(),
            join.right(),
            join.kind(),
            join.natural(),
            join.using(),
            join.usingAlias(),
            join.on(),
            alias,
            cursor.span(start));
  }

  /// Only a join may stand in parentheses, and a join in parentheses once more.
  private Query.JoinItem joinOnly(Query.FromItem item) {
    if (item instanceof Query.JoinItem join && join.alias() == null) {
      return join;
    }
    throw cursor.error();
  }

  private Query.FromItem rowsFrom(int start, boolean lateral) {
    cursor.expect("rows", "from");
    cursor.expect('(');
    List<Expression> calls = new ArrayList<>(2);
    List<Query.DefinedColumn> columns = new ArrayList<>(0);
    do {
      if (!parser.expressions.isFunctionCall()) {
        parser.expressions.functionCall();
        throw cursor.error();
      }
      calls.add(parser.expressions.functionCall());
      if (cursor.accept("as")) {
        columns.addAll(columnDefinitions());
      }
    } while (cursor.accept(','));
    cursor.expect(')');
    boolean ordinality = ordinality();
    Query.Alias alias = optionalAlias();
    return new Query.FunctionItem(calls, lateral, ordinality, alias, columns, cursor.span(start));
  }

  private boolean ordinality() {
    if (cursor.is("with", "ordinality")) {
      cursor.expect("with", "ordinality");
      return true;
    }
    return false;
  }

  private Query.FromItem function(List<Expression> calls, boolean lateral, int start) {
    boolean ordinality = ordinality();
    Query.Alias alias = null;
    List<Query.DefinedColumn> columns = List.of();
    if (cursor.is("as") && cursor.kind(1) == '(') {
      cursor.advance();
      columns = columnDefinitions();
    } else {
      int aliasStart = cursor.position();
      boolean as = cursor.accept("as");
      if (as || names.isColId(0)) {
        Name name = names.colId();
        List<Name> columnNames = List.of();
        if (cursor.is('(')) {
          int next = cursor.kind(2);
          if (next == ',' || next == ')') {
            columnNames = names.columnList();
          } else {
            columns = columnDefinitions();
          }
        }
        alias = new Query.Alias(name, columnNames, cursor.span(aliasStart));
      }
    }
    return new Query.FunctionItem(calls, lateral, ordinality, alias, columns, cursor.span(start));
  }

  private List<Query.DefinedColumn> columnDefinitions() {
    cursor.expect('(');
    List<Query.DefinedColumn> columns = new ArrayList<>(4);
    do {
      Name name = names.colId();
      TypeName type = parser.types.typeName();
      if (cursor.accept("collate")) {
        names.anyName();
      }
      columns.add(new Query.DefinedColumn(name, type));
    } while (cursor.accept(','));
    cursor.expect(')');
    return columns;
  }

  /// `[AS] name [(columns)]`, or null (`opt_alias_clause`).
  Query.@Nullable Alias optionalAlias() {
    int start = cursor.position();
    boolean as = cursor.accept("as");
    if (!as && !names.isColId(0)) {
      return null;
    }
    Name name = names.colId();
    List<Name> columns = names.optionalColumnList();
    return new Query.Alias(name, columns, cursor.span(start));
  }
}
