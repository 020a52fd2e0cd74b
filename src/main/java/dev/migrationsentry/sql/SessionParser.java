package dev.migrationsentry.sql;

import dev.migrationsentry.sql.SettingParser.Setting;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/// Reads statements about the settings of the connection, locks and prepared statements; cursors
/// and maintenance it hands on.
final class SessionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final SettingParser settings;
  private final CommandParser commands;
  private final MaintenanceParser maintenance;

  SessionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.settings = new SettingParser(parser);
    this.commands = new CommandParser(parser);
    this.maintenance = new MaintenanceParser(parser);
  }

  /// The reader of settings.
  SettingParser settings() {
    return settings;
  }

  /// `SET`, from its first word on.
  Statement set() {
    int start = cursor.position();
    cursor.expect("set");
    if (cursor.is("constraints") && !followsName(1)) {
      return setConstraints(start);
    }
    boolean local = cursor.is("local") && !followsName(1);
    if (local || (cursor.is("session") && !followsName(1) && !sessionPhrase())) {
      cursor.advance();
    }
    if (cursor.is("transaction") && !followsName(1)) {
      cursor.advance();
      return cursor.accept("snapshot")
          ? parser.transactions.snapshot(start)
          : parser.transactions.set(start);
    }
    if (cursor.is("session", "characteristics")) {
      cursor.expect("session", "characteristics", "as", "transaction");
      return parser.transactions.set(start);
    }
    Setting setting = settings.set();
    return new SessionStatement.SetVariable(
        local, setting.name(), setting.values(), cursor.span(start));
  }

  private boolean sessionPhrase() {
    return cursor.isAt(1, "authorization") || cursor.isAt(1, "characteristics");
  }

  private boolean followsName(int ahead) {
    return cursor.kind(ahead) == '='
        || cursor.kind(ahead) == '.'
        || cursor.isAt(ahead, "to")
        || cursor.isAt(ahead, "from");
  }

  private Statement setConstraints(int start) {
    cursor.expect("constraints");
    List<QualifiedName> constraints = cursor.accept("all") ? List.of() : names.relationNames();
    boolean deferred = cursor.expectAny("deferred", "immediate").equals("deferred");
    return new SessionStatement.SetConstraints(constraints, deferred, cursor.span(start));
  }

  /// `RESET`, from its first word on.
  Statement reset() {
    int start = cursor.position();
    cursor.expect("reset");
    if (cursor.accept("all")) {
      return new SessionStatement.Reset("reset all", cursor.span(start));
    }
    String name = settings.reset();
    return new SessionStatement.SetVariable(false, name, List.of(), cursor.span(start));
  }

  /// `SHOW`, from its first word on.
  Statement show() {
    int start = cursor.position();
    cursor.expect("show");
    return new SessionStatement.Show(settings.reset(), cursor.span(start));
  }

  /// `DISCARD`, from its first word on.
  Statement discard() {
    int start = cursor.position();
    cursor.expect("discard");
    String what = cursor.expectAny("all", "temp", "temporary", "plans", "sequences");
    String word = what.equals("temporary") ? "temp" : what;
    return new SessionStatement.Reset("discard " + word, cursor.span(start));
  }

  /// `LOCK`, from its first word on.
  Statement lock() {
    int start = cursor.position();
    cursor.expect("lock");
    cursor.accept("table");
    List<QualifiedName> tables = new ArrayList<>(2);
    do {
      tables.add(maintenance.relation().table());
    } while (cursor.accept(','));
    String mode = "access exclusive";
    if (cursor.accept("in")) {
      mode = lockMode();
      cursor.expect("mode");
    }
    boolean noWait = cursor.accept("nowait");
    return new SessionStatement.LockTable(tables, mode, noWait, cursor.span(start));
  }

  private String lockMode() {
    return switch (cursor.expectAny("access", "row", "share", "exclusive")) {
      case "access" -> "access " + cursor.expectAny("share", "exclusive");
      case "row" -> "row " + cursor.expectAny("share", "exclusive");
      case "share" -> {
        if (cursor.accept("update")) {
          cursor.expect("exclusive");
          yield "share update exclusive";
        }
        if (cursor.accept("row")) {
          cursor.expect("exclusive");
          yield "share row exclusive";
        }
        yield "share";
      }
      default -> "exclusive";
    };
  }

  /// `PREPARE name`, from its first word on.
  Statement prepare() {
    int start = cursor.position();
    cursor.expect("prepare");
    Name name = names.colId();
    List<TypeName> types = new ArrayList<>(2);
    if (cursor.accept('(')) {
      do {
        types.add(parser.types.typeName());
      } while (cursor.accept(','));
      cursor.expect(')');
    }
    cursor.expect("as");
    Statement statement = parser.data.preparable();
    return new SessionStatement.Prepare(name, types, statement, cursor.span(start));
  }

  /// `EXECUTE`, from its first word on.
  Statement execute() {
    int start = cursor.position();
    cursor.expect("execute");
    Name name = names.colId();
    List<Expression> arguments = List.of();
    if (cursor.accept('(')) {
      arguments = parser.expressions.expressionList();
      cursor.expect(')');
    }
    return new SessionStatement.ExecutePrepared(name, arguments, cursor.span(start));
  }

  /// `DECLARE`, from its first word on.
  Statement declare() {
    return commands.declare();
  }

  /// `EXPLAIN`, from its first word on.
  Statement explain() {
    return maintenance.explain();
  }

  /// `VACUUM, ANALYZE, CLUSTER`, from its first word on.
  Statement maintain() {
    return maintenance.maintain();
  }

  /// `DEALLOCATE, CLOSE, FETCH, MOVE, LISTEN, UNLISTEN, NOTIFY, LOAD, CHECKPOINT`, from its first
  /// word on.
  Statement command() {
    return commands.command();
  }
}
