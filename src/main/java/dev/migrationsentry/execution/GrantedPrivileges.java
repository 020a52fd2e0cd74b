package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.HashSet;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/// What GRANT and REVOKE change in who may do what.
final class GrantedPrivileges {
  private GrantedPrivileges() {}

  /// Notes the privileges on an object after a statement.
  static void change(AccessStatement.Grant statement, SchemaObject object, Draft draft) {
    Rights rights = draft.rights();
    if (rights == null) {
      return;
    }
    PMap<String, PSet<String>> granted = rights.grants().get(object.id());
    if (granted == null) {
      granted = atFirst(object, rights);
    }
    Set<String> changed = changed(statement, object);
    for (Name name : statement.roles()) {
      GlobalObject.Role role = Roles.find(draft, name);
      String grantee = role == null ? Rights.PUBLIC : role.name();
      PSet<String> before = granted.get(grantee);
      Set<String> now = new HashSet<>(before == null ? Set.of() : before);
      for (String privilege : changed) {
        boolean grantable = now.remove(privilege + "*");
        boolean had = now.remove(privilege) || grantable;
        if (statement.grant()) {
          now.add(statement.grantOption() || grantable ? privilege + "*" : privilege);
        } else if (statement.grantOption() && had) {
          now.add(privilege);
        }
      }
      granted = granted.plus(grantee, HashTreePSet.from(now));
    }
    draft.rights(rights.granted(object.id(), granted));
  }

  private static Set<String> changed(AccessStatement.Grant statement, SchemaObject object) {
    Set<String> changed = new HashSet<>();
    for (String privilege : statement.privileges()) {
      changed.addAll(privilege.equals("all") ? all(object) : Set.of(privilege));
    }
    if (!statement.columns().isEmpty()) {
      Set<String> ofColumns = new HashSet<>();
      changed.forEach(privilege -> ofColumns.add(privilege + "()"));
      return ofColumns;
    }
    return changed;
  }

  /// All privileges on an object of this kind.
  static Set<String> all(SchemaObject object) {
    return Privileges.of(object instanceof Sequence ? ObjectKind.SEQUENCE : kind(object));
  }

  private static ObjectKind kind(SchemaObject object) {
    ObjectKind kind = Descriptions.kind(object);
    return switch (kind) {
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE -> ObjectKind.TABLE;
      case AGGREGATE -> ObjectKind.FUNCTION;
      default -> kind;
    };
  }

  /// The privileges on a new object.
  private static PMap<String, PSet<String>> atFirst(SchemaObject object, Rights rights) {
    PMap<String, PSet<String>> granted = HashTreePMap.empty();
    String owner = rights.owner(object.id());
    if (owner != null) {
      granted = granted.plus(owner, HashTreePSet.from(all(object)));
    }
    return switch (object) {
      case Routine ignored -> granted.plus(Rights.PUBLIC, HashTreePSet.singleton("execute"));
      case UserType ignored -> granted.plus(Rights.PUBLIC, HashTreePSet.singleton("usage"));
      default -> granted;
    };
  }
}
