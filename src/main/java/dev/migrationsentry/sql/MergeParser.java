package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DataStatement.Assignee;
import dev.migrationsentry.sql.ast.DataStatement.Assignment;
import dev.migrationsentry.sql.ast.DataStatement.MergeAction;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads MERGE (manual, MERGE).
final class MergeParser {
  private final Parser parser;
  private final Cursor cursor;

  MergeParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// MERGE, its WITH already read.
  Statement merge(Query.@Nullable With with, int start) {
    cursor.expect("merge", "into");
    Query.TableItem table = parser.from.relation();
    Name alias = parser.data.optionalAlias();
    cursor.expect("using");
    Query.FromItem source = parser.from.item();
    cursor.expect("on");
    Expression on = parser.expressions.expression();
    List<MergeAction> actions = new ArrayList<>(2);
    do {
      actions.add(action());
    } while (cursor.is("when"));
    List<Query.Target> returning = parser.data.returning();
    return new DataStatement.Merge(
        with,
        table.table(),
        table.only(),
        alias,
        source,
        on,
        actions,
        returning,
        cursor.span(start));
  }

  private MergeAction action() {
    int start = cursor.position();
    cursor.expect("when");
    String match = "matched";
    if (cursor.accept("not")) {
      cursor.expect("matched");
      match = "not matched";
      if (cursor.accept("by") && cursor.expectAny("source", "target").equals("source")) {
        match = "not matched by source";
      }
    } else {
      cursor.expect("matched");
    }
    Expression condition = cursor.accept("and") ? parser.expressions.expression() : null;
    cursor.expect("then");
    List<Assignee> columns = List.of();
    List<Expression> values = List.of();
    List<Assignment> assignments = List.of();
    String action =
        match.equals("not matched")
            ? cursor.expectAny("insert", "do")
            : cursor.expectAny("update", "delete", "do");
    switch (action) {
      case "update" -> {
        cursor.expect("set");
        assignments = parser.data.assignments();
      }
      case "insert" -> {
        if (cursor.accept("default")) {
          cursor.expect("values");
        } else {
          if (cursor.is('(')) {
            columns = parser.data.insertColumns();
          }
          parser.data.overriding();
          cursor.expect("values");
          cursor.expect('(');
          values = parser.expressions.expressionList();
          cursor.expect(')');
        }
      }
      case "do" -> {
        cursor.expect("nothing");
        action = "do nothing";
      }
      default -> {}
    }
    return new MergeAction(
        match, condition, action, columns, values, assignments, cursor.span(start));
  }
}
