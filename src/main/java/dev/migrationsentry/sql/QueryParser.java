package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable.Persistence;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads queries (manual, chapter 7).
final class QueryParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final QueryTailParser tails;

  QueryParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.tails = new QueryTailParser(parser);
  }

  /// A query (`SelectStmt`): SELECT, VALUES, TABLE, WITH … SELECT, or any of these in parentheses.
  Query query() {
    if (!isQueryWord() && !cursor.is('(') && !cursor.is("values")) {
      throw cursor.error();
    }
    return queryWithoutParentheses();
  }

  /// Whether a query begins `ahead` tokens ahead: SELECT, VALUES, TABLE, WITH, or parentheses
  /// around one of them.
  boolean isQuery(int ahead) {
    int at = ahead;
    while (cursor.kind(at) == '(') {
      at++;
    }
    return isQueryWord(at);
  }

  /// Whether the current word begins a query.
  boolean isQueryWord() {
    return isQueryWord(0);
  }

  private boolean isQueryWord(int ahead) {
    return switch (cursor.word(ahead)) {
      case "select", "with", "table" -> true;
      case "values" -> cursor.kind(ahead + 1) == '(';
      default -> false;
    };
  }

  /// Whether something follows that makes a larger query of the one before it.
  boolean isContinuation() {
    return switch (cursor.word()) {
      case "union", "intersect", "except", "order", "limit", "offset", "fetch", "for" -> true;
      default -> false;
    };
  }

  /// A query that is not, as a whole, in parentheses (`select_no_parens`).
  Query queryWithoutParentheses() {
    int start = cursor.position();
    Query.With with = parser.commonTables.optionalWith();
    return queryBehindWith(with, start);
  }

  /// A query whose WITH has been read.
  Query queryBehindWith(Query.@Nullable With with, int start) {
    cursor.enter();
    int body = cursor.position();
    Query first = intersections(operand(), body);
    Query result = tails.tail(unions(first, body), with, start);
    cursor.leave();
    return result;
  }

  /// Goes on with a query whose first operand has been read, in its parentheses.
  Query continued(Query first, int start) {
    return tails.tail(unions(intersections(first, start), start), null, start);
  }

  private Query unions(Query first, int start) {
    Query left = first;
    for (int chain = 0; cursor.isAny("union", "except"); chain++) {
      String operator = cursor.word();
      cursor.advance();
      boolean all = quantifier();
      int rightStart = cursor.position();
      Query right = intersections(operand(), rightStart);
      left = combined(operator, all, left, right, start, chain);
    }
    return left;
  }

  private Query intersections(Query first, int start) {
    Query left = first;
    for (int chain = 0; cursor.accept("intersect"); chain++) {
      boolean all = quantifier();
      left = combined("intersect", all, left, operand(), start, chain);
    }
    return left;
  }

  private Query combined(
      String operator, boolean all, Query left, Query right, int start, int chain) {
    if (chain > ExpressionParser.MAX_CHAIN) {
      throw cursor.tooDeep();
    }
    Query.Into into = left.into();
    Query bare = into == null ? left : tails.withInto(left, null);
    Query.Body body = new Query.SetOperation(operator, all, bare, right, cursor.span(start));
    return tails.plain(body, into);
  }

  private boolean quantifier() {
    if (cursor.accept("all")) {
      return true;
    }
    cursor.accept("distinct");
    return false;
  }

  /// One side of a UNION: a SELECT, or a query in parentheses (`select_clause`).
  private Query operand() {
    int start = cursor.position();
    return switch (cursor.word()) {
      case "select" -> select(start);
      case "values" -> values(start);
      case "table" -> table(start);
      default -> {
        if (!cursor.is('(')) {
          throw cursor.error();
        }
        yield parenthesised();
      }
    };
  }

  /// A query in parentheses (`select_with_parens`). Its span is that of the parentheses.
  Query parenthesised() {
    cursor.enter();
    int start = cursor.position();
    cursor.expect('(');
    Query inner;
    if (cursor.is('(')) {
      int inside = cursor.position();
      inner = parenthesised();
      if (isContinuation()) {
        inner = continued(inner, inside);
      }
    } else if (isQueryWord() || cursor.is("values")) {
      inner = queryWithoutParentheses();
    } else {
      throw cursor.error();
    }
    cursor.expect(')');
    cursor.leave();
    return tails.withSpan(inner, cursor.span(start));
  }

  private Query select(int start) {
    cursor.expect("select");
    boolean distinct = false;
    List<Expression> distinctOn = List.of();
    if (cursor.accept("distinct")) {
      distinct = true;
      if (cursor.accept("on")) {
        cursor.expect('(');
        distinctOn = parser.expressions.expressionList();
        cursor.expect(')');
      }
    } else {
      cursor.accept("all");
    }
    List<Query.Target> targets = !distinct && isTargetListOver() ? List.of() : targets();
    Query.Into into = cursor.accept("into") ? into() : null;
    List<Query.FromItem> from = cursor.accept("from") ? parser.from.items() : List.of();
    Expression where = cursor.accept("where") ? parser.expressions.expression() : null;
    List<Expression> groupBy = List.of();
    if (cursor.accept("group")) {
      cursor.expect("by");
      if (!cursor.accept("all")) {
        cursor.accept("distinct");
      }
      groupBy = new ArrayList<>(2);
      groupings(groupBy);
    }
    Expression having = cursor.accept("having") ? parser.expressions.expression() : null;
    List<Query.NamedWindow> windows = cursor.accept("window") ? windows() : List.of();
    Query.Body body =
        new Query.Select(
            distinct,
            distinctOn,
            targets,
            from,
            where,
            groupBy,
            having,
            windows,
            cursor.span(start));
    return tails.plain(body, into);
  }

  private boolean isTargetListOver() {
    return isTargetListOver(0);
  }

  /// Whether what stands `ahead` tokens ahead cannot belong to a select list any more.
  boolean isTargetListOver(int ahead) {
    switch (cursor.kind(ahead)) {
      case Tokens.END, ';', ')' -> {
        return true;
      }
      default -> {}
    }
    return switch (cursor.word(ahead)) {
      case "into",
          "from",
          "where",
          "group",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "on",
          "returning",
          "with" ->
          true;
      default -> false;
    };
  }

  /// A select list or a RETURNING list (`target_list`).
  List<Query.Target> targets() {
    List<Query.Target> targets = new ArrayList<>(4);
    do {
      targets.add(target());
    } while (cursor.accept(','));
    return targets;
  }

  private Query.Target target() {
    int start = cursor.position();
    if (cursor.accept('*')) {
      Expression star = new Expression.Star(List.of(), cursor.span(start));
      return new Query.Target(star, null, cursor.span(start));
    }
    Expression expression = parser.expressions.target();
    Name alias = null;
    if (cursor.accept("as")) {
      alias = names.colLabel();
    } else if (names.isBareColLabel(0)) {
      alias = names.take();
    }
    return new Query.Target(expression, alias, cursor.span(start));
  }

  private Query.Into into() {
    Persistence persistence = Persistence.PERMANENT;
    if (cursor.isAny("local", "global")
        && (cursor.isAt(1, "temp") || cursor.isAt(1, "temporary"))) {
      cursor.advance();
    }
    if (cursor.acceptAny("temp", "temporary") != null) {
      persistence = Persistence.TEMPORARY;
    } else if (cursor.accept("unlogged")) {
      persistence = Persistence.UNLOGGED;
    }
    cursor.accept("table");
    QualifiedName table = names.relationName();
    return new Query.Into(table, persistence);
  }

  private void groupings(List<Expression> groupBy) {
    do {
      boolean sets = cursor.is("grouping", "sets");
      if (cursor.is('(') && cursor.kind(1) == ')') {
        cursor.advance();
        cursor.advance();
      } else if (sets || (cursor.isAny("rollup", "cube") && cursor.kind(1) == '(')) {
        cursor.enter();
        cursor.advance();
        if (sets) {
          cursor.advance();
        }
        cursor.expect('(');
        if (sets) {
          groupings(groupBy);
        } else {
          groupBy.addAll(parser.expressions.expressionList());
        }
        cursor.expect(')');
        cursor.leave();
      } else {
        groupBy.add(parser.expressions.expression());
      }
    } while (cursor.accept(','));
  }

  private List<Query.NamedWindow> windows() {
    List<Query.NamedWindow> windows = new ArrayList<>(2);
    do {
      Name name = names.colId();
      cursor.expect("as");
      windows.add(new Query.NamedWindow(name, parser.expressions.window()));
    } while (cursor.accept(','));
    return windows;
  }

  private Query values(int start) {
    cursor.expect("values");
    List<List<Expression>> rows = new ArrayList<>();
    do {
      cursor.expect('(');
      rows.add(parser.expressions.expressionList());
      cursor.expect(')');
    } while (cursor.accept(','));
    return tails.plain(new Query.Values(rows, cursor.span(start)), null);
  }

  /// `TABLE name` is `SELECT * FROM name`.
  private Query table(int start) {
    cursor.expect("table");
    Query.TableItem item = parser.from.relation();
    Expression star = new Expression.Star(List.of(), item.span());
    Query.Body body =
        new Query.Select(
            false,
            List.of(),
            List.of(new Query.Target(star, null, item.span())),
            List.of(item),
            null,
            List.of(),
            null,
            List.of(),
            cursor.span(start));
    return tails.plain(body, null);
  }
}
