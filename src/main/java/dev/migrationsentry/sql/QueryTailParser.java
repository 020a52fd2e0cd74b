package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands behind the body of a query: ORDER BY, LIMIT, OFFSET, FETCH and locking clauses
/// (manual, SELECT).
final class QueryTailParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  // The clauses of the tail that is being read.
  private @Nullable Expression limit;
  private @Nullable Expression offset;
  private boolean withTies;
  private int tiesToken;
  private boolean limited;

  QueryTailParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// A query that has only a body.
  Query plain(Query.Body body, Query.@Nullable Into into) {
    return new Query(null, body, List.of(), null, null, false, List.of(), into, body.span());
  }

  /// The same query with another target of SELECT INTO.
  Query withInto(Query query, Query.@Nullable Into into) {
    return new Query(
        query.with(),
        query.body(),
        query.orderBy(),
        query.limit(),
        query.offset(),
        query.withTies(),
        query.locking(),
        into,
        query.span());
  }

  /// The same query with a larger span.
  Query withSpan(Query query, Span span) {
    return new Query(
        query.with(),
        query.body(),
        query.orderBy(),
        query.limit(),
        query.offset(),
        query.withTies(),
        query.locking(),
        query.into(),
        span);
  }

  /// Adds what follows a query, and the WITH before it. A query in parentheses may have the clauses
  /// already: PostgreSQL allows each of them once.
  ///
  /// @param start the token where the whole begins
  Query tail(Query query, Query.@Nullable With with, int start) {
    if (with != null && query.with() != null) {
      throw cursor.error("multiple WITH clauses not allowed", start);
    }
    if (with == null && cursor.kind() != Tokens.WORD) {
      return query;
    }
    List<Expression.SortKey> orderBy = query.orderBy();
    if (cursor.accept("order")) {
      cursor.expect("by");
      int token = cursor.position();
      List<Expression.SortKey> keys = parser.expressions.sortKeys();
      if (!orderBy.isEmpty()) {
        throw cursor.error("multiple ORDER BY clauses not allowed", token);
      }
      orderBy = keys;
    }
    List<Query.Locking> locking = query.locking();
    limit = null;
    offset = null;
    withTies = false;
    limited = false;
    if (cursor.is("for")) {
      locking = joined(locking, locking());
      limits(query);
    } else {
      limits(query);
      if (cursor.is("for")) {
        locking = joined(locking, locking());
      }
    }
    boolean ties = withTies || query.withTies();
    if (withTies && orderBy.isEmpty()) {
      throw cursor.error("WITH TIES cannot be specified without ORDER BY clause", tiesToken);
    }
    if (withTies && locking.stream().anyMatch(lock -> "skip locked".equals(lock.waiting()))) {
      throw cursor.error("SKIP LOCKED and WITH TIES options cannot be used together", tiesToken);
    }
    return new Query(
        with == null ? query.with() : with,
        query.body(),
        orderBy,
        limit == null ? query.limit() : limit,
        offset == null ? query.offset() : offset,
        ties,
        locking,
        query.into(),
        cursor.span(start));
  }

  private static List<Query.Locking> joined(List<Query.Locking> first, List<Query.Locking> second) {
    if (first.isEmpty()) {
      return second;
    }
    List<Query.Locking> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private void limits(Query query) {
    if (cursor.is("offset")) {
      offset(query);
      if (cursor.is("limit") || cursor.is("fetch")) {
        limit(query);
      }
    } else if (cursor.is("limit") || cursor.is("fetch")) {
      limit(query);
      if (cursor.is("offset")) {
        offset(query);
      }
    }
  }

  private void limit(Query query) {
    int token = cursor.position() + 1;
    @Nullable Expression count = null;
    boolean ties = false;
    if (cursor.accept("limit")) {
      if (!cursor.accept("all")) {
        count = parser.expressions.expression();
        if (cursor.is(',')) {
          int comma = cursor.position();
          cursor.advance();
          parser.expressions.expression();
          throw cursor.error("LIMIT #,# syntax is not supported", Math.min(token - 1, comma));
        }
      }
    } else {
      cursor.expect("fetch");
      cursor.expectAny("first", "next");
      if (!cursor.isAny("row", "rows")) {
        count = fetchCount();
      }
      cursor.expectAny("row", "rows");
      if (cursor.is("with")) {
        tiesToken = cursor.position();
        cursor.expect("with", "ties");
        ties = true;
      } else {
        cursor.expect("only");
      }
    }
    if (query.limit() != null || limited) {
      throw cursor.error("multiple LIMIT clauses not allowed", token);
    }
    limited = true;
    limit = count;
    withTies = ties;
  }

  /// `c_expr`, or a number with a sign.
  private Expression fetchCount() {
    int start = cursor.position();
    if (cursor.is('+') || cursor.is('-')) {
      String sign = cursor.text();
      cursor.advance();
      if (!cursor.isKind(Tokens.INTEGER) && !cursor.isKind(Tokens.DECIMAL)) {
        throw cursor.error();
      }
      Expression number = parser.expressions.constant();
      return new Expression.Operation(sign, null, null, number, cursor.span(start));
    }
    return parser.expressions.primary();
  }

  private void offset(Query query) {
    cursor.expect("offset");
    int token = cursor.position();
    Expression count = parser.expressions.expression();
    cursor.acceptAny("row", "rows");
    if (query.offset() != null) {
      throw cursor.error("multiple OFFSET clauses not allowed", token);
    }
    offset = count;
  }

  private List<Query.Locking> locking() {
    if (cursor.accept("for", "read")) {
      cursor.expect("only");
      return List.of();
    }
    List<Query.Locking> clauses = new ArrayList<>(1);
    while (cursor.is("for")) {
      int start = cursor.position();
      cursor.expect("for");
      String strength =
          switch (cursor.expectAny("update", "share", "no", "key")) {
            case "update" -> "update";
            case "share" -> "share";
            case "no" -> {
              cursor.expect("key", "update");
              yield "no key update";
            }
            default -> {
              cursor.expect("share");
              yield "key share";
            }
          };
      List<QualifiedName> tables = cursor.accept("of") ? names.relationNames() : List.of();
      String wait = null;
      if (cursor.accept("nowait")) {
        wait = "nowait";
      } else if (cursor.accept("skip")) {
        cursor.expect("locked");
        wait = "skip locked";
      }
      clauses.add(new Query.Locking(strength, tables, wait, cursor.span(start)));
    }
    return clauses;
  }
}
