package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;

/// Owners of objects. Only those that can be dropped count: the superuser that the server came with
/// can't.
final class Owners {
  private Owners() {}

  /// Gives an object to a role.
  ///
  /// @throws Refusal 42704 when there is no such role
  static void change(Draft draft, SchemaObject object, Name name) {
    GlobalObject.Role role = Roles.get(draft, name);
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(object.id()))) {
      if (dependency.kind() == Dependency.Kind.OWNER) {
        draft.forget(dependency);
      }
    }
    Rights rights = draft.rights();
    if (rights != null) {
      draft.rights(rights.owned(object.id(), role.name()));
    }
    if (!role.superuser()) {
      draft.depend(object.id(), role.id(), Dependency.Kind.OWNER);
    }
  }
}
