package dev.migrationsentry.sql;

import dev.migrationsentry.sql.SettingParser.Setting;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements about databases, tablespaces and the configuration of the server.
final class DatabaseParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  DatabaseParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE DATABASE|TABLESPACE`, from its first word on.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create");
    boolean database = cursor.expectAny("database", "tablespace").equals("database");
    Name name = names.colId();
    List<Option> options = new ArrayList<>(4);
    if (database) {
      optionalWith();
      databaseOptions(options);
      return new DatabaseStatement.Create(ObjectKind.DATABASE, name, options, cursor.span(start));
    }
    int owner = cursor.position();
    if (cursor.accept("owner")) {
      options.add(new Option("owner", names.role().value(), cursor.span(owner)));
    }
    int location = cursor.position();
    cursor.expect("location");
    options.add(new Option("location", names.string(), cursor.span(location)));
    if (cursor.accept("with")) {
      options.addAll(parser.options.storageParameters());
    }
    return new DatabaseStatement.Create(ObjectKind.TABLESPACE, name, options, cursor.span(start));
  }

  private void optionalWith() {
    if (cursor.word().equals("with")) {
      cursor.advance();
    }
  }

  private void databaseOptions(List<Option> options) {
    while (!cursor.atEnd()) {
      int start = cursor.position();
      String name;
      if (cursor.accept("connection")) {
        cursor.expect("limit");
        name = "connection_limit";
      } else if (cursor.isAny("encoding", "location", "owner", "tablespace", "template")
          || names.isIdentifier(0)) {
        name = names.take().value();
      } else {
        throw cursor.error();
      }
      cursor.accept('=');
      String value = null;
      if (!cursor.accept("default")) {
        value = names.isNumber() ? names.number() : parser.options.booleanOrString();
      }
      options.add(new Option(name, value, cursor.span(start)));
    }
  }

  /// `ALTER DATABASE|TABLESPACE|SYSTEM`, from its first word on.
  Statement alter() {
    int start = cursor.position();
    cursor.expect("alter");
    return switch (cursor.expectAny("database", "tablespace", "system")) {
      case "system" -> alterSystem(start);
      case "database" -> alterDatabase(start);
      default -> alterTablespace(start);
    };
  }

  private Statement alterSystem(int start) {
    SettingParser settings = parser.sessions.settings();
    if (cursor.accept("reset")) {
      String name = cursor.accept("all") ? "all" : settings.name();
      return new DatabaseStatement.AlterSystem(name, List.of(), cursor.span(start));
    }
    cursor.expect("set");
    Setting setting = settings.assigned();
    return new DatabaseStatement.AlterSystem(setting.name(), setting.values(), cursor.span(start));
  }

  private Statement alterDatabase(int start) {
    Name name = names.colId();
    Statement common = common(start, ObjectKind.DATABASE, name);
    if (common != null) {
      return common;
    }
    List<Option> options = new ArrayList<>(2);
    String action = "with";
    int here = cursor.position();
    if (cursor.is("set", "tablespace") && names.isColId(2) && !cursor.isAt(2, "to")) {
      cursor.expect("set", "tablespace");
      action = "set tablespace";
      options.add(new Option("tablespace", names.colId().value(), cursor.span(here)));
    } else if (cursor.is("refresh")) {
      cursor.expect("refresh", "collation", "version");
      action = "refresh collation version";
    } else if (cursor.isAny("set", "reset")) {
      action = cursor.word();
      options.add(parser.sessions.settings().setOrReset());
    } else {
      if (cursor.word().equals("with")) {
        cursor.advance();
      }
      databaseOptions(options);
    }
    return new DatabaseStatement.Alter(
        ObjectKind.DATABASE, name, action, options, cursor.span(start));
  }

  private Statement alterTablespace(int start) {
    Name name = names.colId();
    Statement common = common(start, ObjectKind.TABLESPACE, name);
    if (common != null) {
      return common;
    }
    String action = cursor.expectAny("set", "reset");
    List<Option> options = parser.options.storageParameters();
    return new DatabaseStatement.Alter(
        ObjectKind.TABLESPACE, name, action, options, cursor.span(start));
  }

  /// `RENAME TO` and `OWNER TO`, or null when neither stands here.
  private @Nullable Statement common(int start, ObjectKind kind, Name name) {
    QualifiedName qualified = new QualifiedName(List.of(name), name.span());
    ObjectReference object = new ObjectReference(kind, qualified, null, null, name.span());
    if (cursor.is("rename")) {
      cursor.expect("rename", "to");
      Name to = names.colId();
      return new ObjectStatement.Rename(
          object, kind, false, to, Behavior.RESTRICT, cursor.span(start));
    }
    if (cursor.is("owner", "to")) {
      cursor.expect("owner", "to");
      Name role = names.role();
      return new ObjectStatement.SetOwner(object, false, role, cursor.span(start));
    }
    return null;
  }

  /// `DROP DATABASE|TABLESPACE`, from its first word on.
  Statement drop() {
    int start = cursor.position();
    cursor.expect("drop");
    boolean database = cursor.expectAny("database", "tablespace").equals("database");
    boolean ifExists = cursor.acceptIfExists();
    Name name = names.colId();
    if (database && !cursor.atEnd()) {
      optionalWith();
      cursor.expect('(');
      do {
        cursor.expect("force");
      } while (cursor.accept(','));
      cursor.expect(')');
    }
    ObjectKind kind = database ? ObjectKind.DATABASE : ObjectKind.TABLESPACE;
    return new DatabaseStatement.Drop(kind, ifExists, name, cursor.span(start));
  }
}
