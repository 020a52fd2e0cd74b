package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads COPY, with the options of today and those of PostgreSQL before 9.0 (manual, COPY).
final class CopyParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  CopyParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `COPY table (columns) FROM|TO …` or `COPY (query) TO …`.
  Statement copy() {
    int start = cursor.position();
    cursor.expect("copy");
    return cursor.is('(') ? query(start) : table(start);
  }

  private Statement query(int start) {
    cursor.expect('(');
    Statement query = parser.data.preparable();
    cursor.expect(')');
    cursor.expect("to");
    String source = source(false);
    cursor.accept("with");
    List<Option> options = options();
    return new DataStatement.Copy(
        null, List.of(), query, false, source, options, null, cursor.span(start));
  }

  private Statement table(int start) {
    List<Option> options = new ArrayList<>(2);
    if (cursor.is("binary")) {
      int token = cursor.position();
      cursor.advance();
      options.add(new Option("format", "binary", cursor.span(token)));
    }
    QualifiedName table = names.relationName();
    List<Name> columns = names.optionalColumnList();
    boolean from = cursor.expectAny("from", "to").equals("from");
    String source = source(from);
    if (cursor.is("using") || cursor.is("delimiters")) {
      int token = cursor.position();
      cursor.accept("using");
      cursor.expect("delimiters");
      options.add(new Option("delimiter", names.string(), cursor.span(token)));
    }
    cursor.accept("with");
    options.addAll(options());
    int whereToken = cursor.position();
    Expression where = parser.data.optionalWhere();
    if (where != null && !from) {
      throw cursor.error("WHERE clause not allowed with COPY TO", whereToken);
    }
    return new DataStatement.Copy(
        table, columns, null, from, source, options, where, cursor.span(start));
  }

  private String source(boolean from) {
    int token = cursor.position();
    boolean program = cursor.accept("program");
    if (names.isString()) {
      String file = names.string();
      return program ? "program" : file;
    }
    cursor.expectAny("stdin", "stdout");
    if (program) {
      throw cursor.error("STDIN/STDOUT not allowed with PROGRAM", token);
    }
    return from ? "stdin" : "stdout";
  }

  private List<Option> options() {
    if (cursor.is('(')) {
      return parser.options.copyOptions();
    }
    List<Option> options = new ArrayList<>(2);
    while (true) {
      int start = cursor.position();
      String word = cursor.word();
      String name = word;
      String value = null;
      switch (word) {
        case "binary", "csv" -> {
          cursor.advance();
          name = "format";
          value = word;
        }
        case "freeze", "header" -> {
          cursor.advance();
          value = "true";
        }
        case "delimiter", "null", "quote", "escape" -> {
          cursor.advance();
          cursor.accept("as");
          value = names.string();
        }
        case "encoding" -> {
          cursor.advance();
          value = names.string();
        }
        case "force" -> {
          cursor.advance();
          name = force();
          value = columns(name);
        }
        default -> {
          return options;
        }
      }
      options.add(new Option(name, value, cursor.span(start)));
    }
  }

  private String force() {
    String word = cursor.expectAny("quote", "not", "null");
    if (word.equals("not")) {
      cursor.expect("null");
      return "force_not_null";
    }
    return "force_" + word;
  }

  private String columns(String option) {
    if (cursor.is('*')) {
      cursor.advance();
      return "*";
    }
    assert option.startsWith("force");
    return names.colIds().stream().map(Name::value).collect(Collectors.joining(", "));
  }
}
