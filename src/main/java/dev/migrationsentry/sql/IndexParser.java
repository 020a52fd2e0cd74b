package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CREATE INDEX and REINDEX.
final class IndexParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  IndexParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE [UNIQUE] INDEX`, from its first word on.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create");
    boolean unique = cursor.accept("unique");
    cursor.expect("index");
    boolean concurrently = cursor.accept("concurrently");
    boolean ifNotExists = cursor.acceptIfNotExists();
    Name name = ifNotExists ? names.colId() : names.optionalColId();
    cursor.expect("on");
    RelationReference table = parser.references.relation();
    Name method = parser.tables.accessMethod();
    List<IndexStatement.Key> keys = keys();
    List<IndexStatement.Key> include = cursor.accept("include") ? keys() : List.of();
    boolean nullsNotDistinct = parser.constraints.nullsNotDistinct();
    List<Option> options = cursor.accept("with") ? parser.options.storageParameters() : List.of();
    Name tablespace = parser.tables.tablespace();
    Expression where = cursor.accept("where") ? parser.expressions.expression() : null;
    return new IndexStatement.CreateIndex(
        unique,
        concurrently,
        ifNotExists,
        name,
        table.only(),
        table.name(),
        method,
        keys,
        include,
        nullsNotDistinct,
        options,
        tablespace,
        where,
        cursor.span(start));
  }

  private List<IndexStatement.Key> keys() {
    cursor.expect('(');
    List<IndexStatement.Key> keys = parser.indexKeys.keys();
    cursor.expect(')');
    return keys;
  }

  /// A part of a partition key (`part_elem`).
  IndexStatement.Key partitionKey() {
    int start = cursor.position();
    Expression expression = parser.indexKeys.expression();
    QualifiedName collation = parser.columns.collation();
    QualifiedName operatorClass = names.isColId(0) ? names.anyName() : null;
    return new IndexStatement.Key(
        expression, collation, operatorClass, List.of(), null, null, cursor.span(start));
  }

  /// `REINDEX`, from its first word on.
  Statement reindex() {
    int start = cursor.position();
    cursor.expect("reindex");
    boolean concurrently = false;
    if (cursor.is('(')) {
      concurrently =
          parser.options.utilityOptions().stream()
              .anyMatch(option -> option.name().equals("concurrently") && isOn(option.value()));
    }
    String kind = cursor.expectAny("index", "table", "schema", "database", "system");
    concurrently |= cursor.accept("concurrently");
    QualifiedName name =
        switch (kind) {
          case "index", "table" -> names.relationName();
          case "schema" -> single(names.colId());
          default -> names.isColId(0) ? single(names.colId()) : null;
        };
    return new IndexStatement.Reindex(kind, concurrently, name, cursor.span(start));
  }

  private static QualifiedName single(Name name) {
    return new QualifiedName(List.of(name), name.span());
  }

  private static boolean isOn(@Nullable String value) {
    return value == null
        || value.equals("1")
        || value.equalsIgnoreCase("true")
        || value.equalsIgnoreCase("on");
  }
}
