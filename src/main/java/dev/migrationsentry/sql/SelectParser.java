package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable.Persistence;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;

/// Reads one SELECT without what combines it with others (`simple_select`).
final class SelectParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final QueryTailParser tails;

  SelectParser(Parser parser, QueryTailParser tails) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.tails = tails;
  }

  /// `SELECT …`, from its first word on.
  Query select(int start) {
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
}
