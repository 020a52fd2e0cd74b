package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Name;
import org.jspecify.annotations.Nullable;

/// How roles are found by the names in statements.
final class Roles {
  private Roles() {}

  /// The role of a name, or null; the words for the current role count as its name.
  static GlobalObject.@Nullable Role find(Draft draft, Name name) {
    String role =
        switch (name.stored()) {
          case "current_user", "current_role", "session_user", "user" -> draft.session().role();
          default -> name.stored();
        };
    return (GlobalObject.Role) draft.schema().find(Schema.Space.ROLE, 0, role);
  }

  /// The role of a name.
  ///
  /// @throws Refusal 42704 when there is none
  static GlobalObject.Role get(Draft draft, Name name) {
    GlobalObject.Role role = find(draft, name);
    if (role == null) {
      throw Errors.noRole(name);
    }
    return role;
  }
}
