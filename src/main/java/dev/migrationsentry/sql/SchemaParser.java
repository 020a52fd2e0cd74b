package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads schemas and extensions.
final class SchemaParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  SchemaParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE SCHEMA`, from its first word on.
  Statement createSchema() {
    int start = cursor.position();
    cursor.expect("create", "schema");
    boolean ifNotExists = cursor.acceptIfNotExists();
    Name name = names.optionalColId();
    Name authorization = null;
    if (name == null || cursor.is("authorization")) {
      cursor.expect("authorization");
      authorization = names.role();
    }
    int elementsToken = cursor.position();
    List<Statement> elements = new ArrayList<>(2);
    Statement element = element();
    while (element != null) {
      elements.add(element);
      element = element();
    }
    if (ifNotExists && !elements.isEmpty()) {
      throw cursor.error(
          "0A000", "CREATE SCHEMA IF NOT EXISTS cannot include schema elements", elementsToken);
    }
    return new SchemaStatement.CreateSchema(
        ifNotExists, name, authorization, elements, cursor.span(start));
  }

  /// An element of a schema: some of the CREATE statements, or GRANT.
  private @Nullable Statement element() {
    if (cursor.is("grant")) {
      int start = cursor.position();
      Statement grant = parser.access.grant();
      if (grant instanceof AccessStatement.Grant) {
        return grant;
      }
      throw cursor.error(start);
    }
    if (!cursor.is("create")) {
      return null;
    }
    int ahead = 1;
    if (cursor.isAt(1, "or")) {
      if (!cursor.isAt(2, "replace")) {
        throw cursor.error(cursor.position() + 2);
      }
      ahead = 3;
    }
    while (isPersistence(ahead)) {
      ahead++;
    }
    return switch (cursor.word(ahead)) {
      case "table" -> parser.tables.createElement();
      case "unique", "index" -> parser.indexes.create();
      case "sequence" -> parser.typeStatements.createSequence();
      case "trigger", "constraint" -> parser.triggers.createTrigger();
      case "view", "recursive" -> parser.views.createView();
      default -> throw cursor.error(cursor.position() + ahead);
    };
  }

  private boolean isPersistence(int ahead) {
    return switch (cursor.word(ahead)) {
      case "temp", "temporary", "local", "global", "unlogged" -> true;
      default -> false;
    };
  }

  /// `CREATE EXTENSION`, from its first word on.
  Statement createExtension() {
    int start = cursor.position();
    cursor.expect("create", "extension");
    boolean ifNotExists = cursor.acceptIfNotExists();
    Name name = names.colId();
    cursor.accept("with");
    Name schema = null;
    String version = null;
    boolean cascade = false;
    while (true) {
      int token = cursor.position();
      String option = cursor.acceptAny("schema", "version", "from", "cascade");
      if (option == null) {
        return new SchemaStatement.CreateExtension(
            ifNotExists, name, schema, version, cascade, cursor.span(start));
      }
      switch (option) {
        case "schema" -> {
          schema = once(schema, names.colId(), token);
        }
        case "version" -> {
          version = once(version, names.nonReservedWordOrString().value(), token);
        }
        case "from" -> {
          names.nonReservedWordOrString();
          throw cursor.error("0A000", "CREATE EXTENSION ... FROM is no longer supported", token);
        }
        default -> {
          once(cascade ? option : null, option, token);
          cascade = true;
        }
      }
    }
  }

  /// PostgreSQL refuses an option that is written twice when the statement runs.
  private <T> T once(@Nullable T earlier, T value, int token) {
    if (earlier != null) {
      throw cursor.error("conflicting or redundant options", token);
    }
    return value;
  }

  /// `ALTER EXTENSION`, from its first word on.
  Statement alterExtension() {
    int start = cursor.position();
    cursor.expect("alter", "extension");
    Name name = names.colId();
    if (cursor.accept("update")) {
      String version = null;
      while (cursor.accept("to")) {
        version = names.nonReservedWordOrString().value();
      }
      return new SchemaStatement.AlterExtension(name, version, null, false, cursor.span(start));
    }
    if (cursor.accept("set")) {
      cursor.expect("schema");
      Name schema = names.colId();
      ObjectReference extension =
          new ObjectReference(
              ObjectKind.EXTENSION, ReferenceParser.single(name), null, null, name.span());
      return new ObjectStatement.SetSchema(extension, false, schema, cursor.span(start));
    }
    boolean add = cursor.expectAny("add", "drop").equals("add");
    ObjectReference member = parser.objects.extensionMember();
    return new SchemaStatement.AlterExtension(name, null, member, add, cursor.span(start));
  }
}
