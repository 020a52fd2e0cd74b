package dev.migrationsentry.sql;

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

/// Reads publications and subscriptions.
final class ReplicationParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ReplicationParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE PUBLICATION`.
  Statement createPublication() {
    int start = cursor.position();
    cursor.expect("create", "publication");
    ObjectReference publication = parser.references.plain(ObjectKind.PUBLICATION);
    List<QualifiedName> tables = List.of();
    List<Option> options = new ArrayList<>(2);
    int token = cursor.position();
    if (cursor.accept("for")) {
      if (cursor.accept("all")) {
        cursor.expect("tables");
        options.add(new Option("all tables", null, cursor.span(token)));
      } else {
        tables = publishedTables(options);
      }
    }
    options.addAll(optionalDefinition());
    return new ObjectStatement.CreateObject(
        publication, false, false, options, tables, List.of(), cursor.span(start));
  }

  private List<Option> optionalDefinition() {
    return cursor.accept("with") ? parser.options.definition() : List.of();
  }

  /// `ALTER PUBLICATION`, from the second word on.
  Statement alterPublication(int start) {
    cursor.expect("publication");
    ObjectReference publication = parser.references.plain(ObjectKind.PUBLICATION);
    String action = cursor.acceptAny("add", "set", "drop");
    if (action == null) {
      return parser.objects.requiredAlteration(start, publication);
    }
    List<QualifiedName> tables = List.of();
    if (action.equals("set") && cursor.is('(')) {
      parser.options.definition();
      action = "set options";
    } else {
      tables = publishedTables(new ArrayList<>(2));
    }
    return new ObjectStatement.AlterObject(publication, false, action, tables, cursor.span(start));
  }

  /// What an item of a publication's list says of itself.
  private enum Item {
    TABLE,
    SCHEMA,
    CONTINUED
  }

  /// One item of the list.
  ///
  /// @param relation whether it was written in a way that only a table can be
  /// @param currentSchema whether it is CURRENT_SCHEMA
  private record Published(
      Item item,
      @Nullable QualifiedName name,
      boolean relation,
      boolean columns,
      boolean where,
      boolean currentSchema,
      int token) {}

  /// `TABLE a, b (x) WHERE (…), TABLES IN SCHEMA s, CURRENT_SCHEMA` (`pub_obj_list`).
  ///
  /// @param options takes the schemas
  /// @return the tables
  private List<QualifiedName> publishedTables(List<Option> options) {
    List<Published> published = new ArrayList<>(2);
    do {
      published.add(item());
    } while (cursor.accept(','));
    List<QualifiedName> tables = new ArrayList<>(2);
    Item kind = Item.CONTINUED;
    for (Published one : published) {
      if (one.item != Item.CONTINUED) {
        kind = one.item;
      }
      check(one, kind);
      if (kind == Item.TABLE && one.name != null) {
        tables.add(one.name);
      } else if (kind == Item.SCHEMA) {
        String schema = one.name == null ? "current_schema" : one.name.toString();
        options.add(new Option("tables in schema", schema, cursor.span(one.token, one.token + 1)));
      }
    }
    return tables;
  }

  private void check(Published one, Item kind) {
    String problem = null;
    if (kind == Item.CONTINUED) {
      problem = "invalid publication object list";
    } else if (kind == Item.TABLE) {
      if (one.currentSchema) {
        problem = "invalid table name";
      }
    } else if (one.where) {
      problem = "WHERE clause not allowed for schema";
    } else if (one.columns) {
      problem = "column specification not allowed for schema";
    } else if (one.relation) {
      problem = "invalid schema name";
    }
    if (problem != null) {
      throw cursor.error(problem, one.token);
    }
  }

  private Published item() {
    int token = cursor.position();
    if (cursor.accept("table")) {
      QualifiedName name = parser.references.relation().name();
      return withColumns(Item.TABLE, name, true, token);
    }
    boolean schemas = cursor.accept("tables", "in");
    if (schemas) {
      cursor.expect("schema");
    }
    Item item = schemas ? Item.SCHEMA : Item.CONTINUED;
    if (cursor.accept("current_schema")) {
      return new Published(item, null, false, false, false, true, token);
    }
    if (schemas) {
      Name schema = names.colId();
      return new Published(item, ReferenceParser.single(schema), false, false, false, false, token);
    }
    boolean only = cursor.is("only");
    QualifiedName name = parser.references.relation().name();
    boolean star = cursor.position() > 0 && cursor.text(cursor.position() - 1).equals("*");
    return withColumns(item, name, only || star || name.parts().size() > 1, token);
  }

  private Published withColumns(Item item, QualifiedName name, boolean relation, int token) {
    boolean columns = !names.optionalColumnList().isEmpty();
    boolean where = parser.tableConstraints.parenthesizedWhere() != null;
    return new Published(item, name, relation, columns, where, false, token);
  }

  /// `CREATE SUBSCRIPTION`.
  Statement createSubscription() {
    int start = cursor.position();
    cursor.expect("create", "subscription");
    ObjectReference subscription = parser.references.plain(ObjectKind.SUBSCRIPTION);
    cursor.expect("connection");
    names.string();
    cursor.expect("publication");
    List<Option> options = new ArrayList<>(2);
    for (Name publication : names.colIds()) {
      options.add(new Option("publication", publication.value(), publication.span()));
    }
    options.addAll(optionalDefinition());
    return new ObjectStatement.CreateObject(
        subscription, false, false, options, List.of(), List.of(), cursor.span(start));
  }

  /// `ALTER SUBSCRIPTION`, from the second word on.
  Statement alterSubscription(int start) {
    cursor.expect("subscription");
    ObjectReference subscription = parser.references.plain(ObjectKind.SUBSCRIPTION);
    String action =
        cursor.acceptAny(
            "set", "connection", "refresh", "add", "drop", "enable", "disable", "skip");
    if (action == null) {
      return parser.objects.requiredAlteration(start, subscription);
    }
    switch (action) {
      case "connection" -> names.string();
      case "refresh" -> {
        cursor.expect("publication");
        optionalDefinition();
      }
      case "skip" -> parser.options.definition();
      case "add", "drop" -> publications();
      case "set" -> {
        if (cursor.is('(')) {
          parser.options.definition();
          action = "set options";
        } else {
          publications();
        }
      }
      default -> {
        // ENABLE and DISABLE stand alone.
      }
    }
    return new ObjectStatement.AlterObject(
        subscription, false, action, List.of(), cursor.span(start));
  }

  private void publications() {
    cursor.expect("publication");
    names.colIds();
    optionalDefinition();
  }
}
