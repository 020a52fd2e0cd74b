package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads WITH clauses (manual, section 7.8).
final class CommonTableParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  CommonTableParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `WITH [RECURSIVE] …`, or null.
  Query.@Nullable With optionalWith() {
    int start = cursor.position();
    boolean lookahead = cursor.isLookahead();
    if (!cursor.accept("with")) {
      return null;
    }
    boolean recursive = !lookahead && cursor.kind(1) != '(' && cursor.accept("recursive");
    List<Query.CommonTable> tables = new ArrayList<>(2);
    do {
      tables.add(commonTable());
    } while (cursor.accept(','));
    return new Query.With(recursive, tables, cursor.span(start));
  }

  private Query.CommonTable commonTable() {
    int start = cursor.position();
    Name name = names.colId();
    List<Name> columns = names.optionalColumnList();
    cursor.expect("as");
    if (cursor.accept("not")) {
      cursor.expect("materialized");
    } else {
      cursor.accept("materialized");
    }
    cursor.expect('(');
    cursor.enter();
    Statement statement = parser.data.preparable();
    cursor.leave();
    cursor.expect(')');
    List<Name> added = new ArrayList<>(0);
    if (cursor.accept("search")) {
      cursor.expectAny("depth", "breadth");
      cursor.expect("first", "by");
      names.colIds();
      cursor.expect("set");
      added.add(names.colId());
    }
    if (cursor.accept("cycle")) {
      names.colIds();
      cursor.expect("set");
      added.add(names.colId());
      if (cursor.accept("to")) {
        parser.expressions.constant();
        cursor.expect("default");
        parser.expressions.constant();
      }
      cursor.expect("using");
      added.add(names.colId());
    }
    return new Query.CommonTable(name, columns, statement, added, cursor.span(start));
  }
}
