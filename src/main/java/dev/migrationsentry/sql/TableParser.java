package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.CreateTable.Persistence;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CREATE TABLE, CREATE TABLE AS and CREATE FOREIGN TABLE (manual, CREATE TABLE).
final class TableParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  TableParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE [TEMP|UNLOGGED] TABLE`, `CREATE FOREIGN TABLE`, from its first word on.
  Statement create() {
    return create(true);
  }

  /// The same, but where CREATE TABLE AS cannot stand: as an element of a schema.
  Statement createElement() {
    return create(false);
  }

  private Statement create(boolean mayBeQuery) {
    int start = cursor.position();
    cursor.expect("create");
    if (mayBeQuery && cursor.accept("foreign")) {
      return createForeign(start);
    }
    Persistence persistence = persistence();
    cursor.expect("table");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName table = names.relationName();
    if (cursor.accept("of")) {
      QualifiedName type = names.anyName();
      List<CreateTable.Element> elements = parser.columns.typedElements();
      return finish(start, persistence, ifNotExists, table, elements, List.of(), type, null, null);
    }
    if (cursor.accept("partition")) {
      cursor.expect("of");
      QualifiedName parent = names.relationName();
      List<CreateTable.Element> elements = parser.columns.typedElements();
      CreateTable.Bound bound = parser.partitions.bound();
      return finish(
          start, persistence, ifNotExists, table, elements, List.of(), null, parent, bound);
    }
    if (mayBeQuery && isQueryTarget()) {
      return createAs(start, persistence, ifNotExists, table);
    }
    List<CreateTable.Element> elements = parser.columns.elements();
    return finish(start, persistence, ifNotExists, table, elements, inherits(), null, null, null);
  }

  /// Whether no column definitions follow the table's name, but the bare names of columns, or what
  /// else may stand before AS.
  private boolean isQueryTarget() {
    if (cursor.is('(')) {
      return names.isColId(1) && (cursor.kind(2) == ',' || cursor.kind(2) == ')');
    }
    return cursor.isAny("as", "using", "with", "without", "on", "tablespace");
  }

  /// `TEMP`, `TEMPORARY`, `LOCAL TEMP`, `GLOBAL TEMP`, `UNLOGGED` or nothing (`OptTemp`).
  Persistence persistence() {
    String word = cursor.acceptAny("temp", "temporary", "unlogged", "local", "global");
    if (word == null) {
      return Persistence.PERMANENT;
    }
    if (word.equals("unlogged")) {
      return Persistence.UNLOGGED;
    }
    if (word.equals("local") || word.equals("global")) {
      cursor.expectAny("temp", "temporary");
    }
    return Persistence.TEMPORARY;
  }

  private Statement finish(
      int start,
      Persistence persistence,
      boolean ifNotExists,
      QualifiedName table,
      List<CreateTable.Element> elements,
      List<QualifiedName> inherits,
      @Nullable QualifiedName ofType,
      @Nullable QualifiedName partitionOf,
      CreateTable.@Nullable Bound bound) {
    CreateTable.PartitionBy partitionBy = parser.partitions.optionalPartitionBy();
    Storage storage = storage();
    return new CreateTable(
        table,
        ifNotExists,
        persistence,
        elements,
        inherits,
        ofType,
        partitionOf,
        bound,
        partitionBy,
        storage.accessMethod,
        storage.options,
        storage.onCommit,
        storage.tablespace,
        null,
        cursor.span(start));
  }

  private List<QualifiedName> inherits() {
    if (!cursor.accept("inherits")) {
      return List.of();
    }
    cursor.expect('(');
    List<QualifiedName> parents = names.relationNames();
    cursor.expect(')');
    return parents;
  }

  /// What stands behind the columns of a table.
  private record Storage(
      @Nullable Name accessMethod,
      List<Option> options,
      @Nullable String onCommit,
      @Nullable Name tablespace) {}

  private Storage storage() {
    Name accessMethod = accessMethod();
    List<Option> options = List.of();
    if (cursor.accept("without")) {
      cursor.expect("oids");
    } else if (cursor.accept("with")) {
      options = parser.options.storageParameters();
    }
    String onCommit = onCommit();
    return new Storage(accessMethod, options, onCommit, tablespace());
  }

  /// `USING name`, or null.
  @Nullable Name accessMethod() {
    return cursor.accept("using") ? names.colId() : null;
  }

  private @Nullable String onCommit() {
    if (!cursor.accept("on")) {
      return null;
    }
    cursor.expect("commit");
    String action = cursor.expectAny("drop", "delete", "preserve");
    if (action.equals("drop")) {
      return action;
    }
    cursor.expect("rows");
    return action + " rows";
  }

  /// `TABLESPACE name`, or null.
  @Nullable Name tablespace() {
    return cursor.accept("tablespace") ? names.colId() : null;
  }

  private Statement createAs(
      int start, Persistence persistence, boolean ifNotExists, QualifiedName table) {
    List<Name> columns = names.optionalColumnList();
    Storage storage = storage();
    cursor.expect("as");
    Query query = null;
    Name execute = null;
    if (cursor.accept("execute")) {
      execute = names.colId();
      if (cursor.accept('(')) {
        parser.expressions.expressionList();
        cursor.expect(')');
      }
    } else {
      query = parser.queries.query();
    }
    return new ViewStatement.CreateTableAs(
        ObjectKind.TABLE,
        persistence,
        ifNotExists,
        table,
        columns,
        storage.accessMethod,
        storage.options,
        storage.onCommit,
        storage.tablespace,
        query,
        execute,
        withData(),
        cursor.span(start));
  }

  /// `WITH DATA`, `WITH NO DATA` or nothing.
  boolean withData() {
    if (!cursor.accept("with")) {
      return true;
    }
    boolean data = !cursor.accept("no");
    cursor.expect("data");
    return data;
  }

  private Statement createForeign(int start) {
    cursor.expect("table");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName table = names.relationName();
    QualifiedName parent = null;
    CreateTable.Bound bound = null;
    List<CreateTable.Element> elements;
    List<QualifiedName> inherits = List.of();
    if (cursor.accept("partition")) {
      cursor.expect("of");
      parent = names.relationName();
      elements = parser.columns.typedElements();
      bound = parser.partitions.bound();
    } else {
      elements = parser.columns.elements();
      inherits = inherits();
    }
    cursor.expect("server");
    Name server = names.colId();
    List<Option> options = parser.options.optionalForeignOptions();
    return new CreateTable(
        table,
        ifNotExists,
        Persistence.PERMANENT,
        elements,
        inherits,
        null,
        parent,
        bound,
        null,
        null,
        options,
        null,
        null,
        server,
        cursor.span(start));
  }
}
