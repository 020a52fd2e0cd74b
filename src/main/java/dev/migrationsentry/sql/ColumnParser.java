package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.CreateTable.ColumnDefinition;
import dev.migrationsentry.sql.ast.CreateTable.Element;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what stands between the parentheses of CREATE TABLE and of composite types.
final class ColumnParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ColumnParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `(columns, constraints, LIKE)`; nothing may stand in the parentheses.
  List<Element> elements() {
    cursor.expect('(');
    List<Element> elements = new ArrayList<>();
    if (cursor.accept(')')) {
      return elements;
    }
    do {
      if (cursor.is("like")) {
        elements.add(like());
      } else if (parser.tableConstraints.isConstraint()) {
        elements.add(parser.tableConstraints.constraint());
      } else {
        elements.add(definition());
      }
    } while (cursor.accept(','));
    cursor.expect(')');
    return elements;
  }

  /// `(column WITH OPTIONS …, constraints)` of a typed table or a partition, or nothing.
  List<Element> typedElements() {
    List<Element> elements = new ArrayList<>();
    if (!cursor.accept('(')) {
      return elements;
    }
    do {
      elements.add(
          parser.tableConstraints.isConstraint()
              ? parser.tableConstraints.constraint()
              : columnOptions());
    } while (cursor.accept(','));
    cursor.expect(')');
    return elements;
  }

  private ColumnDefinition columnOptions() {
    int start = cursor.position();
    Name name = names.colId();
    if (cursor.accept("with")) {
      cursor.expect("options");
    }
    ConstraintParser.Clauses clauses = parser.constraints.clauses(false);
    return new ColumnDefinition(
        name,
        null,
        clauses.collation(),
        clauses.constraints(),
        null,
        null,
        List.of(),
        cursor.span(start));
  }

  /// A column with its type and all that follows it (`columnDef`).
  ColumnDefinition definition() {
    int start = cursor.position();
    Name name = names.colId();
    TypeName type = parser.types.typeName();
    String storage = cursor.accept("storage") ? nameOrDefault() : null;
    String compression = cursor.accept("compression") ? nameOrDefault() : null;
    List<Option> options = parser.options.optionalForeignOptions();
    ConstraintParser.Clauses clauses = parser.constraints.clauses(false);
    return new ColumnDefinition(
        name,
        type,
        clauses.collation(),
        clauses.constraints(),
        storage,
        compression,
        options,
        cursor.span(start));
  }

  /// A name, or DEFAULT, as in STORAGE and COMPRESSION.
  String nameOrDefault() {
    return cursor.accept("default") ? "default" : names.colId().value();
  }

  /// A column of a composite type: `name type [COLLATE x]` (`TableFuncElement`).
  ColumnDefinition attribute() {
    int start = cursor.position();
    Name name = names.colId();
    TypeName type = parser.types.typeName();
    QualifiedName collation = collation();
    return new ColumnDefinition(
        name, type, collation, List.of(), null, null, List.of(), cursor.span(start));
  }

  /// `COLLATE name`, or null.
  @Nullable QualifiedName collation() {
    return cursor.accept("collate") ? names.anyName() : null;
  }

  private CreateTable.LikeTable like() {
    int start = cursor.position();
    cursor.expect("like");
    QualifiedName table = names.relationName();
    List<String> options = new ArrayList<>(2);
    String word = cursor.acceptAny("including", "excluding");
    while (word != null) {
      options.add(
          word
              + " "
              + cursor.expectAny(
                  "comments",
                  "compression",
                  "constraints",
                  "defaults",
                  "identity",
                  "generated",
                  "indexes",
                  "statistics",
                  "storage",
                  "all"));
      word = cursor.acceptAny("including", "excluding");
    }
    return new CreateTable.LikeTable(table, options, cursor.span(start));
  }
}
