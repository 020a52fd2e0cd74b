package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.stream.Collectors;

/// Objects that are neither relations nor types and would get a name, or a schema, where another
/// one has their name.
final class NameConflicts {
  private NameConflicts() {}

  /// Refuses a name that is taken.
  ///
  /// @throws Refusal 42723 for a routine, 42710 for all others
  static void check(Draft draft, SchemaObject object, String name, int namespace, Span at) {
    if (object instanceof Routine routine) {
      routine(draft, routine, name, namespace, at);
      return;
    }
    ObjectKind kind = Descriptions.kind(object);
    String method =
        switch (object) {
          case GlobalObject.OperatorClass opclass -> opclass.method();
          case GlobalObject.Other other when kind == ObjectKind.OPERATOR_FAMILY ->
              other.qualifier();
          default -> "";
        };
    boolean taken =
        kind == ObjectKind.OPERATOR_CLASS
            ? draft.schema().operatorClass(namespace, method, name) != null
            : draft.schema().other(kind, namespace, method.isEmpty() ? name : method + " " + name)
                != null;
    if (taken) {
      throw Refusal.of(
              "42710",
              kind.words()
                  + " \""
                  + name
                  + "\""
                  + (method.isEmpty() ? "" : " for access method \"" + method + "\"")
                  + (kind == ObjectKind.COLLATION ? " for encoding \"UTF8\"" : "")
                  + " already exists"
                  + (namespace == 0
                      ? ""
                      : " in schema \"" + draft.get(namespace, Namespace.class).name() + "\""),
              at)
          .about(kind, name, null, List.of());
    }
  }

  private static void routine(Draft draft, Routine routine, String name, int namespace, Span at) {
    for (SchemaObject candidate : draft.schema().findAll(Schema.Space.ROUTINE, namespace, name)) {
      if (candidate instanceof Routine other
          && other.id() != routine.id()
          && other.inputTypes().equals(routine.inputTypes())) {
        Descriptions words = new Descriptions(draft);
        throw Refusal.of(
                "42723",
                "function "
                    + name
                    + "("
                    + routine.inputTypes().stream()
                        .map(words::type)
                        .collect(Collectors.joining(", "))
                    + ") already exists in schema \""
                    + draft.get(namespace, Namespace.class).name()
                    + "\"",
                at)
            .about(ObjectKind.FUNCTION, name, null, List.of());
      }
    }
  }
}
