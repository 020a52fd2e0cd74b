package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;

/// Names of objects and types in a [Description]: always with their schemas.
final class DescribedNames {
  private final Schema schema;
  private final TypeText types;

  DescribedNames(Schema schema) {
    this.schema = schema;
    this.types = new TypeText(schema, ignored -> false, Identifiers::quotedUnlessPlain);
  }

  /// Whether an object is not described: of an extension, of the system, temporary, or a routine or
  /// cast that only exists with a type.
  boolean isForeign(SchemaObject object) {
    if (isOfSystem(schema.object(object.namespace()))
        || (object instanceof Namespace namespace && isOfSystem(namespace))) {
      return true;
    }
    if (!(object instanceof GlobalObject.Extension)) {
      for (Dependency dependency : schema.dependencies(object.id())) {
        boolean part =
            dependency.kind() == Dependency.Kind.INTERNAL
                && (object instanceof Routine || object instanceof GlobalObject.Cast);
        if (part || dependency.kind() == Dependency.Kind.EXTENSION) {
          return true;
        }
      }
    }
    int owner =
        switch (object) {
          case Constraint constraint -> constraint.table();
          case TableAttachment attachment -> attachment.table();
          case Index index -> index.table();
          default -> 0;
        };
    SchemaObject owned = owner == 0 ? null : schema.object(owner);
    return owned != null && isForeign(owned);
  }

  private static boolean isOfSystem(@org.jspecify.annotations.Nullable SchemaObject object) {
    return object instanceof Namespace namespace
        && (namespace.temporary()
            || namespace.name().startsWith("pg_")
            || namespace.name().equals("information_schema"));
  }

  String of(int id) {
    SchemaObject object = schema.object(id);
    return object == null ? "???" : of(object);
  }

  String of(SchemaObject object) {
    return in(object.namespace()) + Identifiers.quotedUnlessPlain(object.name());
  }

  /// The name of a namespace with a dot behind it; empty for 0.
  String in(int namespace) {
    SchemaObject object = namespace == 0 ? null : schema.object(namespace);
    return object == null ? "" : Identifiers.quotedUnlessPlain(object.name()) + ".";
  }

  String type(DataType type) {
    return types.withModifiers(type);
  }

  /// Columns by their numbers; 0 is an expression.
  String columns(Relation relation, List<Integer> numbers) {
    List<String> names = new ArrayList<>();
    for (int number : numbers) {
      Column column = number == 0 ? null : relation.column(number);
      names.add(column == null ? "<expression>" : Identifiers.quotedUnlessPlain(column.name()));
    }
    return String.join(", ", names);
  }
}
