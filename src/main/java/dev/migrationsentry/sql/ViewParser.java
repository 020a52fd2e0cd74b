package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable.Persistence;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.List;

/// Reads views, materialized views and rules.
final class ViewParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ViewParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE [OR REPLACE] [TEMP] [RECURSIVE] VIEW`, from its first word on.
  Statement createView() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    boolean temporary = parser.tables.persistence() == Persistence.TEMPORARY;
    boolean recursive = cursor.accept("recursive");
    cursor.expect("view");
    QualifiedName view = names.relationName();
    List<Name> columns = recursive ? names.columnList() : names.optionalColumnList();
    List<Option> options = options();
    cursor.expect("as");
    Query query = parser.queries.query();
    String checkOption = null;
    int token = cursor.position();
    if (cursor.accept("with")) {
      checkOption = cursor.accept("local") ? "local" : "cascaded";
      cursor.accept(checkOption);
      cursor.expect("check", "option");
      if (recursive) {
        throw cursor.error("0A000", "WITH CHECK OPTION not supported on recursive views", token);
      }
    }
    return new ViewStatement.CreateView(
        orReplace,
        temporary,
        recursive,
        view,
        columns,
        options,
        query,
        checkOption,
        cursor.span(start));
  }

  private List<Option> options() {
    return cursor.accept("with") ? parser.options.storageParameters() : List.of();
  }

  /// `CREATE [UNLOGGED] MATERIALIZED VIEW`, from its first word on.
  Statement createMaterializedView() {
    int start = cursor.position();
    cursor.expect("create");
    Persistence persistence =
        cursor.accept("unlogged") ? Persistence.UNLOGGED : Persistence.PERMANENT;
    cursor.expect("materialized", "view");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName view = names.relationName();
    List<Name> columns = names.optionalColumnList();
    Name accessMethod = parser.tables.accessMethod();
    List<Option> options = options();
    Name tablespace = parser.tables.tablespace();
    cursor.expect("as");
    Query query = parser.queries.query();
    boolean withData = parser.tables.withData();
    return new ViewStatement.CreateTableAs(
        ObjectKind.MATERIALIZED_VIEW,
        persistence,
        ifNotExists,
        view,
        columns,
        accessMethod,
        options,
        null,
        tablespace,
        query,
        null,
        withData,
        cursor.span(start));
  }

  /// `REFRESH MATERIALIZED VIEW`, from its first word on.
  Statement refresh() {
    int start = cursor.position();
    cursor.expect("refresh", "materialized", "view");
    boolean concurrently = cursor.accept("concurrently");
    QualifiedName view = names.relationName();
    boolean withData = parser.tables.withData();
    return new ViewStatement.RefreshMaterializedView(
        concurrently, view, withData, cursor.span(start));
  }

  /// `CREATE [OR REPLACE] RULE`, from its first word on.
  Statement createRule() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    cursor.expect("rule");
    Name name = names.colId();
    cursor.expect("as", "on");
    String event = cursor.expectAny("select", "update", "delete", "insert");
    cursor.expect("to");
    QualifiedName table = names.relationName();
    Expression where = cursor.accept("where") ? parser.expressions.expression() : null;
    cursor.expect("do");
    boolean instead = cursor.accept("instead");
    if (!instead) {
      cursor.accept("also");
    }
    List<Statement> actions = ruleActions();
    return new ViewStatement.CreateRule(
        orReplace, name, event, table, where, instead, actions, cursor.span(start));
  }

  private List<Statement> ruleActions() {
    if (cursor.accept("nothing")) {
      return List.of();
    }
    if (!cursor.is('(')) {
      return List.of(ruleAction());
    }
    int open = cursor.position();
    cursor.advance();
    List<Statement> actions = new ArrayList<>(2);
    boolean several = false;
    do {
      if (!cursor.is(';') && !cursor.is(')')) {
        actions.add(ruleAction());
      }
      several |= cursor.is(';');
    } while (cursor.accept(';'));
    cursor.expect(')');
    if (!several && actions.size() == 1 && actions.getFirst() instanceof Query) {
      // One query in parentheses is a query, which may go on behind them.
      cursor.moveTo(open);
      return List.of(parser.queries.query());
    }
    return actions;
  }

  private Statement ruleAction() {
    int token = cursor.position();
    if (cursor.is("notify")) {
      return parser.sessions.command();
    }
    Statement action = parser.data.preparable();
    if (action instanceof DataStatement.Merge) {
      throw cursor.error(token);
    }
    return action;
  }
}
