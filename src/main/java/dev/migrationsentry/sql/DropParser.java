package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Reads DROP of all kinds but databases, tablespaces and roles.
final class DropParser {
  private static final Set<ObjectKind> NOT_DROPPED_HERE =
      EnumSet.of(
          ObjectKind.COLUMN,
          ObjectKind.CONSTRAINT,
          ObjectKind.DATABASE,
          ObjectKind.LARGE_OBJECT,
          ObjectKind.ROLE,
          ObjectKind.TABLESPACE);

  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final KindParser kinds;

  DropParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.kinds = new KindParser(parser);
  }

  /// `DROP`, from its first word on.
  Statement drop() {
    int start = cursor.position();
    cursor.expect("drop");
    int kindToken = cursor.position();
    ObjectKind kind = kinds.required();
    if (NOT_DROPPED_HERE.contains(kind)) {
      throw cursor.error(kindToken);
    }
    boolean concurrently = kind == ObjectKind.INDEX && cursor.accept("concurrently");
    boolean ifExists = named(kind) ? cursor.acceptIfExists() : cursor.acceptIfExistsOnly();
    List<ObjectReference> objects = new ArrayList<>(2);
    boolean several = droppedInLists(kind);
    do {
      objects.add(droppedReference(kind));
    } while (several && cursor.accept(','));
    Behavior behavior =
        kind == ObjectKind.USER_MAPPING ? Behavior.RESTRICT : names.optionalBehavior();
    return new ObjectStatement.Drop(
        kind, concurrently, ifExists, objects, behavior, cursor.span(start));
  }

  /// Whether the first word of an object of this kind is its name, which may be `if`.
  private static boolean named(ObjectKind kind) {
    return kind != ObjectKind.CAST
        && kind != ObjectKind.TRANSFORM
        && kind != ObjectKind.USER_MAPPING;
  }

  private static boolean droppedInLists(ObjectKind kind) {
    return switch (kind) {
      case CAST,
          OPERATOR_CLASS,
          OPERATOR_FAMILY,
          POLICY,
          RULE,
          SUBSCRIPTION,
          TRANSFORM,
          TRIGGER,
          USER_MAPPING ->
          false;
      default -> true;
    };
  }

  private ObjectReference droppedReference(ObjectKind kind) {
    return kind == ObjectKind.USER_MAPPING
        ? parser.references.userMapping()
        : parser.objects.reference(kind);
  }
}
