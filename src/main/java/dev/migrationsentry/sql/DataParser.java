package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DataStatement.Assignee;
import dev.migrationsentry.sql.ast.DataStatement.Assignment;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements that change rows (manual, chapter 6).
final class DataParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final MergeParser merges;
  private final CopyParser copies;

  DataParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.merges = new MergeParser(parser);
    this.copies = new CopyParser(parser);
  }

  /// SELECT, INSERT, UPDATE, DELETE or MERGE, each with an optional WITH before it, VALUES and
  /// TABLE (`PreparableStmt`).
  Statement preparable() {
    int start = cursor.position();
    if (cursor.is('(')) {
      return parser.queries.query();
    }
    Query.With with = parser.commonTables.optionalWith();
    return switch (cursor.word()) {
      case "insert" -> insert(with, start);
      case "update" -> update(with, start);
      case "delete" -> delete(with, start);
      case "merge" -> merges.merge(with, start);
      default -> parser.queries.queryBehindWith(with, start);
    };
  }

  private Statement insert(Query.@Nullable With with, int start) {
    cursor.expect("insert", "into");
    QualifiedName table = names.relationName();
    Name alias = cursor.accept("as") ? names.colId() : null;
    List<Assignee> columns = List.of();
    String overriding = null;
    Query query = null;
    if (cursor.accept("default")) {
      cursor.expect("values");
    } else {
      if (cursor.is('(') && cursor.kind(1) != '(' && !parser.queries.isQuery(0)) {
        columns = insertColumns();
      }
      overriding = overriding();
      query = parser.queries.query();
    }
    DataStatement.OnConflict onConflict = cursor.is("on") ? onConflict() : null;
    List<Query.Target> returning = returning();
    return new DataStatement.Insert(
        with, table, alias, columns, overriding, query, onConflict, returning, cursor.span(start));
  }

  /// `(a, b[1], c.d)` (`insert_column_list`).
  List<Assignee> insertColumns() {
    cursor.expect('(');
    List<Assignee> columns = assignees();
    cursor.expect(')');
    return columns;
  }

  /// `OVERRIDING USER|SYSTEM VALUE`: the middle word, or null.
  @Nullable String overriding() {
    if (!cursor.accept("overriding")) {
      return null;
    }
    String kind = cursor.expectAny("user", "system");
    cursor.expect("value");
    return kind;
  }

  private DataStatement.OnConflict onConflict() {
    int start = cursor.position();
    cursor.expect("on", "conflict");
    List<IndexStatement.Key> keys = List.of();
    Expression keysWhere = null;
    Name constraint = null;
    if (cursor.accept('(')) {
      keys = parser.indexKeys.keys();
      cursor.expect(')');
      keysWhere = optionalWhere();
    } else if (cursor.accept("on")) {
      cursor.expect("constraint");
      constraint = names.colId();
    }
    cursor.expect("do");
    boolean update = cursor.expectAny("nothing", "update").equals("update");
    List<Assignment> assignments = List.of();
    Expression where = null;
    if (update) {
      cursor.expect("set");
      assignments = assignments();
      where = optionalWhere();
    }
    return new DataStatement.OnConflict(
        keys, keysWhere, constraint, update, assignments, where, cursor.span(start));
  }

  /// `WHERE condition`, or null.
  @Nullable Expression optionalWhere() {
    return cursor.accept("where") ? parser.expressions.expression() : null;
  }

  /// `WHERE condition`, `WHERE CURRENT OF cursor`, or null.
  private @Nullable Expression whereOrCurrent() {
    if (!cursor.accept("where")) {
      return null;
    }
    int start = cursor.position();
    if (cursor.accept("current", "of")) {
      return new Expression.CurrentOf(names.colId(), cursor.span(start));
    }
    return parser.expressions.expression();
  }

  /// `RETURNING [WITH (OLD AS o, NEW AS n)] targets`, or nothing.
  List<Query.Target> returning() {
    if (!cursor.accept("returning")) {
      return List.of();
    }
    if (cursor.is("with") && cursor.kind(1) == '(') {
      cursor.advance();
      cursor.advance();
      do {
        cursor.expectAny("old", "new");
        cursor.expect("as");
        names.colId();
      } while (cursor.accept(','));
      cursor.expect(')');
    }
    return parser.queries.targets();
  }

  /// The alias behind the table of UPDATE, DELETE and MERGE: any name, but SET without AS is the
  /// keyword (`relation_expr_opt_alias`).
  @Nullable Name optionalAlias() {
    if (cursor.accept("as")) {
      return names.colId();
    }
    return cursor.is("set") ? null : names.optionalColId();
  }

  private Statement update(Query.@Nullable With with, int start) {
    cursor.expect("update");
    Query.TableItem table = parser.from.relation();
    Name alias = optionalAlias();
    cursor.expect("set");
    List<Assignment> assignments = assignments();
    List<Query.FromItem> from = cursor.accept("from") ? parser.from.items() : List.of();
    Expression where = whereOrCurrent();
    List<Query.Target> returning = returning();
    return new DataStatement.Update(
        with,
        table.table(),
        table.only(),
        alias,
        assignments,
        from,
        where,
        returning,
        cursor.span(start));
  }

  private Statement delete(Query.@Nullable With with, int start) {
    cursor.expect("delete", "from");
    Query.TableItem table = parser.from.relation();
    Name alias = optionalAlias();
    List<Query.FromItem> using = cursor.accept("using") ? parser.from.items() : List.of();
    Expression where = whereOrCurrent();
    List<Query.Target> returning = returning();
    return new DataStatement.Delete(
        with, table.table(), table.only(), alias, using, where, returning, cursor.span(start));
  }

  /// `a = 1, (b, c) = (2, 3)` (`set_clause_list`).
  List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>(4);
    do {
      int start = cursor.position();
      List<Assignee> columns;
      if (cursor.accept('(')) {
        columns = assignees();
        cursor.expect(')');
      } else {
        columns = List.of(assignee());
      }
      cursor.expect('=');
      Expression value = parser.expressions.expression();
      assignments.add(new Assignment(columns, value, cursor.span(start)));
    } while (cursor.accept(','));
    return assignments;
  }

  private List<Assignee> assignees() {
    List<Assignee> columns = new ArrayList<>(4);
    do {
      columns.add(assignee());
    } while (cursor.accept(','));
    return columns;
  }

  private Assignee assignee() {
    int start = cursor.position();
    Name column = names.colId();
    Expression element = null;
    if (cursor.is('.') || cursor.is('[')) {
      Expression whole = new Expression.ColumnReference(List.of(column), column.span());
      element = parser.expressions.indirection(whole, start);
    }
    return new Assignee(column, element, cursor.span(start));
  }

  /// TRUNCATE.
  Statement truncate() {
    int start = cursor.position();
    cursor.expect("truncate");
    cursor.accept("table");
    List<QualifiedName> tables = new ArrayList<>(2);
    do {
      tables.add(parser.from.relation().table());
    } while (cursor.accept(','));
    boolean restart = false;
    String identity = cursor.acceptAny("restart", "continue");
    if (identity != null) {
      cursor.expect("identity");
      restart = identity.equals("restart");
    }
    Behavior behavior = names.optionalBehavior();
    return new DataStatement.Truncate(tables, restart, behavior, cursor.span(start));
  }

  /// COPY.
  Statement copy() {
    return copies.copy();
  }
}
