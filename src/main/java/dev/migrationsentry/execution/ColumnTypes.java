package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.ObjectKind;
import org.jspecify.annotations.Nullable;

/// What columns depend on because of their types.
final class ColumnTypes {
  private ColumnTypes() {}

  /// The id of the object that a type is made of, or 0 for built-in ones.
  static int object(DataType type) {
    return switch (type) {
      case DataType.Created created -> created.id();
      case DataType.Array array -> object(array.element());
      case DataType.Builtin ignored -> 0;
      case DataType.Undecided ignored -> 0;
    };
  }

  /// Records that a column depends on its type and collation.
  static void depend(Draft draft, int relation, Column column) {
    int type = object(column.type());
    if (type != 0 && type != relation) {
      draft.depend(new Dependency(relation, column.number(), type, 0, Dependency.Kind.NORMAL));
    }
    SchemaObject collation = collation(draft.schema(), column.collation());
    if (collation != null) {
      draft.depend(
          new Dependency(relation, column.number(), collation.id(), 0, Dependency.Kind.NORMAL));
    }
  }

  /// The collation that was created in the database, of a name as columns keep it.
  private static @Nullable SchemaObject collation(Schema schema, @Nullable String name) {
    if (name == null || !name.contains(".")) {
      return null;
    }
    java.util.List<String> parts = QuotedNames.parts(name);
    if (parts == null || parts.size() != 2) {
      return null;
    }
    SchemaObject namespace = schema.namespace(parts.getFirst());
    return namespace == null
        ? null
        : schema.other(ObjectKind.COLLATION, namespace.id(), parts.getLast());
  }

  /// Forgets what a column depends on because of its type.
  static void forget(Draft draft, int relation, int column) {
    for (Dependency dependency : draft.schema().dependencies(relation)) {
      if (dependency.dependentColumn() == column && dependency.kind() == Dependency.Kind.NORMAL) {
        draft.forget(dependency);
      }
    }
  }
}
