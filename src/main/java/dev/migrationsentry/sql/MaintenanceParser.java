package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.SessionStatement.MaintainedTable;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement.CreateTableAs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads EXPLAIN, VACUUM, ANALYZE and CLUSTER.
final class MaintenanceParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  MaintenanceParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `EXPLAIN`, from its first word on.
  Statement explain() {
    int start = cursor.position();
    cursor.expect("explain");
    boolean analyze = false;
    if (cursor.is('(') && !isQueryInParentheses()) {
      for (Option option : parser.options.utilityOptions()) {
        if (option.name().equals("analyze")) {
          analyze = isTrue(option.value());
        }
      }
    } else {
      analyze = acceptAnalyze();
      cursor.accept("verbose");
    }
    Statement statement = explained();
    return new SessionStatement.Explain(analyze, statement, cursor.span(start));
  }

  private boolean isQueryInParentheses() {
    if (cursor.isAt(1, "values")) {
      return cursor.kind(2) == '(';
    }
    return cursor.kind(1) == '(' || parser.queries.isQuery(1);
  }

  private Statement explained() {
    int start = cursor.position();
    return switch (cursor.word()) {
      case "declare", "execute" -> parser.statement();
      case "create" -> {
        Statement statement = parser.statement();
        if (!(statement instanceof CreateTableAs)) {
          throw cursor.error(start + 1);
        }
        yield statement;
      }
      case "refresh" -> parser.views.refresh();
      default -> {
        if (!cursor.is('(')
            && !cursor.isAny(
                "select", "values", "table", "with", "insert", "update", "delete", "merge")) {
          throw cursor.error();
        }
        yield parser.data.preparable();
      }
    };
  }

  /// `VACUUM, ANALYZE, CLUSTER`, from its first word on.
  Statement maintain() {
    int start = cursor.position();
    String word = cursor.word();
    cursor.advance();
    return switch (word) {
      case "vacuum" -> vacuum(start);
      case "cluster" -> cluster(start);
      default -> analyze(start);
    };
  }

  private Statement vacuum(int start) {
    List<Option> options = new ArrayList<>(4);
    if (cursor.is('(')) {
      options.addAll(parser.options.utilityOptions());
    } else {
      for (String word : List.of("full", "freeze", "verbose")) {
        acceptFlag(word, options);
      }
      int analyze = cursor.position();
      if (acceptAnalyze()) {
        options.add(new Option("analyze", null, cursor.span(analyze)));
      }
    }
    List<MaintainedTable> tables = tables();
    return new SessionStatement.Maintain("vacuum", options, tables, null, cursor.span(start));
  }

  private Statement analyze(int start) {
    List<Option> options = new ArrayList<>(2);
    if (cursor.is('(')) {
      options.addAll(parser.options.utilityOptions());
    } else {
      acceptFlag("verbose", options);
    }
    List<MaintainedTable> tables = tables();
    return new SessionStatement.Maintain("analyze", options, tables, null, cursor.span(start));
  }

  private Statement cluster(int start) {
    List<Option> options = new ArrayList<>(2);
    boolean list = cursor.is('(');
    if (list) {
      options.addAll(parser.options.utilityOptions());
    } else {
      acceptFlag("verbose", options);
    }
    List<MaintainedTable> tables = new ArrayList<>(1);
    Name index = null;
    if (!list && names.isColId(0) && cursor.isAt(1, "on")) {
      index = names.colId();
      cursor.expect("on");
      tables.add(plain(names.relationName()));
    } else if (names.isColId(0)) {
      tables.add(plain(names.relationName()));
      index = cursor.accept("using") ? names.colId() : null;
    }
    return new SessionStatement.Maintain("cluster", options, tables, index, cursor.span(start));
  }

  private static MaintainedTable plain(QualifiedName table) {
    return new MaintainedTable(table, false, List.of(), table.span());
  }

  private void acceptFlag(String word, List<Option> options) {
    int start = cursor.position();
    if (cursor.accept(word)) {
      options.add(new Option(word, null, cursor.span(start)));
    }
  }

  private boolean acceptAnalyze() {
    return cursor.accept("analyze") || cursor.accept("analyse");
  }

  private List<MaintainedTable> tables() {
    List<MaintainedTable> tables = new ArrayList<>(2);
    if (!names.isColId(0) && !cursor.is("only")) {
      return tables;
    }
    do {
      int start = cursor.position();
      MaintainedTable table = relation();
      List<Name> columns = names.optionalColumnList();
      tables.add(new MaintainedTable(table.table(), table.only(), columns, cursor.span(start)));
    } while (cursor.accept(','));
    return tables;
  }

  /// A table with or without ONLY or `*` (`relation_expr`).
  MaintainedTable relation() {
    int start = cursor.position();
    boolean only = cursor.accept("only");
    boolean parentheses = only && cursor.accept('(');
    QualifiedName table = names.relationName();
    if (parentheses) {
      cursor.expect(')');
    }
    if (!only) {
      cursor.accept('*');
    }
    return new MaintainedTable(table, only, List.of(), cursor.span(start));
  }

  private static boolean isTrue(@Nullable String value) {
    return value == null
        || switch (Cursor.lower(value)) {
          case "false", "off", "0" -> false;
          default -> true;
        };
  }
}
