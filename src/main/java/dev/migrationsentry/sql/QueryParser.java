package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads queries (manual, chapter 7).
final class QueryParser {
  private final Parser parser;
  private final Cursor cursor;
  private final QueryTailParser tails;
  private final SelectParser selects;

  QueryParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.tails = new QueryTailParser(parser);
    this.selects = new SelectParser(parser, tails);
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
      case "select" -> selects.select(start);
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

  /// Whether what stands `ahead` tokens ahead cannot belong to a select list any more.
  boolean isTargetListOver(int ahead) {
    return selects.isTargetListOver(ahead);
  }

  /// A select list or a RETURNING list (`target_list`).
  List<Query.Target> targets() {
    return selects.targets();
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
