package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Expression.SortKey;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads windows: what stands in parentheses behind OVER and in a WINDOW clause (manual, section
/// 4.2.8).
final class WindowParser {
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;

  WindowParser(Parser parser, ExpressionParser expressions) {
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
  }

  /// `(name PARTITION BY … ORDER BY … frame)`.
  Expression.Window specification() {
    cursor.enter();
    int start = cursor.position();
    cursor.expect('(');
    Name name = null;
    // These words begin a clause here, although they may name a window elsewhere.
    if (names.isColId(0) && !cursor.isAny("partition", "range", "rows", "groups")) {
      name = names.take();
    }
    List<Expression> partitionBy = List.of();
    if (cursor.accept("partition")) {
      cursor.expect("by");
      partitionBy = expressions.expressionList();
    }
    List<SortKey> orderBy = List.of();
    if (cursor.accept("order")) {
      cursor.expect("by");
      orderBy = expressions.sortKeys();
    }
    List<Expression> bounds = new ArrayList<>(2);
    if (cursor.acceptAny("range", "rows", "groups") != null) {
      frame(bounds);
    }
    cursor.expect(')');
    cursor.leave();
    return new Expression.Window(name, partitionBy, orderBy, bounds, cursor.span(start));
  }

  /// Where a frame may start and end, from the first row of a partition to its last.
  private enum Bound {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  private void frame(List<Expression> bounds) {
    int token = cursor.position();
    if (cursor.accept("between")) {
      token = cursor.position();
      Bound start = bound(bounds);
      cursor.expect("and");
      int second = cursor.position();
      Bound end = bound(bounds);
      check(start, token);
      checkEnd(start, end, second);
    } else {
      Bound start = bound(bounds);
      check(start, token);
      if (start == Bound.FOLLOWING) {
        throw windowing("frame starting from following row cannot end with current row", token);
      }
    }
    if (cursor.accept("exclude")) {
      switch (cursor.expectAny("current", "group", "ties", "no")) {
        case "current" -> cursor.expect("row");
        case "no" -> cursor.expect("others");
        default -> {}
      }
    }
  }

  private void check(Bound start, int token) {
    if (start == Bound.UNBOUNDED_FOLLOWING) {
      throw windowing("frame start cannot be UNBOUNDED FOLLOWING", token);
    }
  }

  private void checkEnd(Bound start, Bound end, int token) {
    if (end == Bound.UNBOUNDED_PRECEDING) {
      throw windowing("frame end cannot be UNBOUNDED PRECEDING", token);
    }
    if (start == Bound.CURRENT_ROW && end == Bound.PRECEDING) {
      throw windowing("frame starting from current row cannot have preceding rows", token);
    }
    if (start == Bound.FOLLOWING && (end == Bound.PRECEDING || end == Bound.CURRENT_ROW)) {
      throw windowing("frame starting from following row cannot have preceding rows", token);
    }
  }

  private SyntaxException windowing(String message, int token) {
    return cursor.error("42P20", message, token);
  }

  private Bound bound(List<Expression> bounds) {
    if (cursor.is("unbounded") && (cursor.isAt(1, "preceding") || cursor.isAt(1, "following"))) {
      cursor.advance();
      return "preceding".equals(cursor.expectAny("preceding", "following"))
          ? Bound.UNBOUNDED_PRECEDING
          : Bound.UNBOUNDED_FOLLOWING;
    }
    if (cursor.is("current", "row")) {
      cursor.expect("current", "row");
      return Bound.CURRENT_ROW;
    }
    bounds.add(expressions.expression());
    @Nullable String side = cursor.acceptAny("preceding", "following");
    if (side == null) {
      throw cursor.error();
    }
    return side.equals("preceding") ? Bound.PRECEDING : Bound.FOLLOWING;
  }
}
