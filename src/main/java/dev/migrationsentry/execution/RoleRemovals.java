package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// DROP ROLE, REASSIGN OWNED and DROP OWNED.
final class RoleRemovals {
  private RoleRemovals() {}

  static void drop(AccessStatement.DropRole statement, Draft draft) {
    for (Name name : statement.roles()) {
      GlobalObject.Role role = Roles.find(draft, name);
      if (role == null) {
        if (statement.ifExists()) {
          continue;
        }
        throw Errors.noRole(name);
      }
      if (role.name().equals(draft.session().role())) {
        throw Refusal.of("55006", "current user cannot be dropped", name.span());
      }
      if (role.name().startsWith("pg_")) {
        throw Refusal.of(
            "2BP01",
            "cannot drop role " + role.name() + " because it is required by the database system",
            name.span());
      }
      checkUnused(draft, role, name);
      draft.changed(new Change.Dropped(ObjectKind.ROLE, role.name(), null, false));
      draft.remove(role.id());
    }
  }

  private static void checkUnused(Draft draft, GlobalObject.Role role, Name name) {
    List<Dependency> uses = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependents(role.id())) {
      if (dependency.dependent() == role.id()) {
        draft.doubt("depends on what was granted to role " + role.name());
      } else {
        uses.add(dependency);
      }
    }
    if (uses.isEmpty()) {
      return;
    }
    uses.sort(
        Comparator.comparingInt(Dependency::dependent)
            .thenComparingInt(Dependency::dependentColumn));
    List<String> lines = uses.stream().map(use -> line(draft, use)).toList();
    throw Refusal.of(
            "2BP01",
            "role \"" + role.name() + "\" cannot be dropped because some objects depend on it",
            name.span())
        .detail(String.join("\n", lines))
        .about(ObjectKind.ROLE, role.name(), null, List.of());
  }

  private static String line(Draft draft, Dependency use) {
    SchemaObject object = draft.schema().get(use.dependent(), SchemaObject.class);
    Descriptions words = new Descriptions(draft);
    Column column =
        use.dependentColumn() != 0 && object instanceof Relation relation
            ? relation.column(use.dependentColumn())
            : null;
    String described =
        column != null && object instanceof Relation relation
            ? words.of(relation, column)
            : words.of(object);
    return switch (use.kind()) {
      case OWNER -> "owner of " + described;
      case POLICY -> "target of " + described;
      case PRIVILEGE, NORMAL, AUTO, INTERNAL, PARTITION, EXTENSION, DEFAULT ->
          "privileges for " + described;
    };
  }

  static void reassign(AccessStatement.ReassignOwned statement, Draft draft) {
    List<GlobalObject.Role> roles =
        statement.roles().stream().map(name -> Roles.get(draft, name)).toList();
    Name to = statement.to();
    GlobalObject.Role owner = to == null ? null : Roles.get(draft, to);
    for (GlobalObject.Role role : roles) {
      if (role.name().equals("postgres")) {
        throw Refusal.of(
            "2BP01",
            "cannot "
                + (to == null ? "drop objects" : "reassign ownership of objects")
                + " owned by role postgres because they are required by the database system",
            statement.span());
      }
      List<Address> owned = new ArrayList<>();
      for (Dependency dependency : new ArrayList<>(draft.schema().dependents(role.id()))) {
        boolean isOwner = dependency.kind() == Dependency.Kind.OWNER;
        if (to == null && isOwner) {
          owned.add(new Address(dependency.dependent(), 0, Address.Facet.SELF));
        } else if (to == null || isOwner) {
          draft.forget(dependency);
        }
        Rights rights = draft.rights();
        if (isOwner && owner != null && rights != null) {
          draft.rights(rights.owned(dependency.dependent(), owner.name()));
        }
        if (isOwner && owner != null && !owner.superuser()) {
          draft.depend(dependency.dependent(), owner.id(), Dependency.Kind.OWNER);
        }
      }
      if (!owned.isEmpty()) {
        Removals.drop(draft, owned, statement.behavior(), statement.span());
      }
    }
  }
}
