package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what privileges are granted on: the part of GRANT and REVOKE behind ON.
final class PrivilegeTargetParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  PrivilegeTargetParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `ALL TABLES IN SCHEMA` and its like: the kind, or null when no such thing stands here.
  @Nullable ObjectKind allInSchema() {
    if (!cursor.accept("all")) {
      return null;
    }
    ObjectKind kind =
        switch (cursor.expectAny("tables", "sequences", "functions", "procedures", "routines")) {
          case "tables" -> ObjectKind.TABLE;
          case "sequences" -> ObjectKind.SEQUENCE;
          case "functions" -> ObjectKind.FUNCTION;
          case "procedures" -> ObjectKind.PROCEDURE;
          default -> ObjectKind.ROUTINE;
        };
    cursor.expect("in", "schema");
    return kind;
  }

  /// The schemas behind `IN SCHEMA`.
  List<ObjectReference> schemas() {
    return list(ObjectKind.SCHEMA, this::single);
  }

  /// The objects, with the kind before them; without one they are tables.
  List<ObjectReference> objects() {
    if (cursor.accept("foreign")) {
      if (cursor.accept("server")) {
        return list(ObjectKind.SERVER, this::single);
      }
      cursor.expect("data", "wrapper");
      return list(ObjectKind.FOREIGN_DATA_WRAPPER, this::single);
    }
    if (cursor.accept("table")) {
      return list(ObjectKind.TABLE, names::relationName);
    }
    if (!startsName(1)) {
      return list(ObjectKind.TABLE, names::relationName);
    }
    return switch (cursor.word()) {
      case "sequence" -> kind(ObjectKind.SEQUENCE, names::relationName);
      case "function" -> routines(ObjectKind.FUNCTION);
      case "procedure" -> routines(ObjectKind.PROCEDURE);
      case "routine" -> routines(ObjectKind.ROUTINE);
      case "database" -> kind(ObjectKind.DATABASE, this::single);
      case "domain" -> kind(ObjectKind.DOMAIN, names::anyName);
      case "language" -> kind(ObjectKind.LANGUAGE, this::single);
      case "large" -> largeObjects();
      case "parameter" -> kind(ObjectKind.PARAMETER, this::parameter);
      case "schema" -> kind(ObjectKind.SCHEMA, this::single);
      case "tablespace" -> kind(ObjectKind.TABLESPACE, this::single);
      case "type" -> kind(ObjectKind.TYPE, names::anyName);
      default -> list(ObjectKind.TABLE, names::relationName);
    };
  }

  /// Whether the word before is the kind of an object and no table of that name.
  private boolean startsName(int ahead) {
    return switch (cursor.kind(ahead)) {
      case ',', '.', Tokens.END, ';' -> false;
      default -> !cursor.isAt(ahead, "to") && !cursor.isAt(ahead, "from");
    };
  }

  private List<ObjectReference> kind(ObjectKind kind, Supplier<QualifiedName> name) {
    cursor.advance();
    return list(kind, name);
  }

  private List<ObjectReference> list(ObjectKind kind, Supplier<QualifiedName> name) {
    List<ObjectReference> objects = new ArrayList<>(2);
    do {
      QualifiedName object = name.get();
      objects.add(new ObjectReference(kind, object, null, null, object.span()));
    } while (cursor.accept(','));
    return objects;
  }

  private List<ObjectReference> routines(ObjectKind kind) {
    cursor.advance();
    List<ObjectReference> objects = new ArrayList<>(2);
    do {
      objects.add(parser.objects.routine(kind));
    } while (cursor.accept(','));
    return objects;
  }

  private List<ObjectReference> largeObjects() {
    cursor.expect("large", "object");
    return list(
        ObjectKind.LARGE_OBJECT,
        () -> {
          int start = cursor.position();
          String number = names.number();
          Name name = new Name(number, cursor.span(start));
          return new QualifiedName(List.of(name), name.span());
        });
  }

  private QualifiedName single() {
    Name name = names.colId();
    return new QualifiedName(List.of(name), name.span());
  }

  /// The name of a setting: words with dots between them.
  private QualifiedName parameter() {
    int start = cursor.position();
    List<Name> parts = new ArrayList<>(2);
    do {
      parts.add(names.colId());
    } while (cursor.accept('.'));
    return new QualifiedName(parts, cursor.span(start));
  }

  /// What ALTER DEFAULT PRIVILEGES is about, behind ON.
  ObjectKind defaultKind() {
    return switch (cursor.expectAny(
        "tables", "functions", "routines", "sequences", "types", "schemas", "large")) {
      case "tables" -> ObjectKind.TABLE;
      case "functions", "routines" -> ObjectKind.FUNCTION;
      case "sequences" -> ObjectKind.SEQUENCE;
      case "types" -> ObjectKind.TYPE;
      case "schemas" -> ObjectKind.SCHEMA;
      default -> {
        cursor.expect("objects");
        yield ObjectKind.LARGE_OBJECT;
      }
    };
  }
}
