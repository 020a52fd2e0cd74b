package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GRANT and REVOKE: the server's `ExecuteGrantStmt`, in its order. Kept is who has any privilege
/// on what, since that holds a role back from being dropped.
final class Grants {
  private final Draft draft;

  private Grants(Draft draft) {
    this.draft = draft;
  }

  static void execute(AccessStatement.Grant statement, Draft draft) {
    new Grants(draft).grant(statement);
  }

  private void grant(AccessStatement.Grant statement) {
    List<SchemaObject> targets = new ArrayList<>();
    boolean builtIn = false;
    ObjectKind all = statement.allInSchema();
    for (ObjectReference reference : statement.objects()) {
      if (all != null) {
        targets.addAll(inSchema(reference, all));
        continue;
      }
      SchemaObject target = target(reference);
      if (target == null) {
        builtIn = true;
      } else {
        targets.add(target);
      }
    }
    List<GlobalObject.Role> roles = roles(statement.roles());
    ObjectKind kind = all != null ? all : statement.objects().getFirst().kind();
    Privileges.check(draft, statement.privileges(), kind, statement.span());
    for (int i = 0; i < targets.size(); i++) {
      if (all == null) {
        checkTarget(statement, targets.get(i), kind, statement.objects().get(i).span());
      }
      for (GlobalObject.Role role : roles) {
        change(statement, targets.get(i), role);
      }
      GrantedPrivileges.change(statement, targets.get(i), draft);
    }
    if (builtIn) {
      roles.forEach(this::anywhere);
    }
  }

  /// The object of a reference, or null for one that the server came with.
  private @Nullable SchemaObject target(ObjectReference reference) {
    ObjectKind kind = reference.kind();
    if (kind != ObjectKind.TABLE && kind != ObjectKind.SEQUENCE) {
      return new ObjectLookup(draft).find(reference) instanceof ObjectLookup.InModel(Address at)
          ? draft.schema().object(at.object())
          : null;
    }
    QualifiedName name = reference.name();
    Relation relation = draft.names().findRelation(name);
    if (relation == null && !SystemCatalog.isRelation(draft, name)) {
      throw draft.names().missingRelation(name);
    }
    return relation;
  }

  private List<SchemaObject> inSchema(ObjectReference reference, ObjectKind kind) {
    Namespace namespace = draft.names().namespace(reference.name().name(), reference.name().span());
    List<SchemaObject> found = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependents(namespace.id())) {
      SchemaObject object = draft.schema().object(dependency.dependent());
      boolean fits =
          switch (object) {
            case null -> false;
            case Sequence ignored -> kind == ObjectKind.SEQUENCE;
            case Index ignored -> false;
            case CompositeType ignored -> false;
            case Relation ignored -> kind == ObjectKind.TABLE;
            case Routine routine -> isOf(kind, routine);
            default -> false;
          };
      if (fits && object != null && object.namespace() == namespace.id()) {
        found.add(object);
      }
    }
    return found;
  }

  private static boolean isOf(ObjectKind kind, Routine routine) {
    boolean isProcedure = routine.kind() == Routine.RoutineKind.PROCEDURE;
    return kind == ObjectKind.ROUTINE
        || kind == (isProcedure ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION);
  }

  private List<GlobalObject.Role> roles(List<Name> names) {
    List<GlobalObject.Role> roles = new ArrayList<>();
    for (Name name : names) {
      if (!name.value().equals("public")) {
        roles.add(Roles.get(draft, name));
      }
    }
    return roles;
  }

  private void checkTarget(
      AccessStatement.Grant statement, SchemaObject target, ObjectKind kind, Span at) {
    boolean asRelation = kind == ObjectKind.TABLE || kind == ObjectKind.SEQUENCE;
    if (!asRelation || !(target instanceof Relation relation)) {
      return;
    }
    if (relation instanceof Index || relation instanceof CompositeType) {
      throw Errors.wrongKind(
          relation.name(), relation instanceof Index ? "is an index" : "is a composite type", at);
    }
    if (kind == ObjectKind.SEQUENCE && !(relation instanceof Sequence)) {
      throw Errors.wrongKind(relation.name(), "is not a sequence", at);
    }
    if (!(relation instanceof Sequence) && statement.privileges().contains("usage")) {
      throw Refusal.of("0LP01", "invalid privilege type USAGE for table", statement.span());
    }
    for (Name column : statement.columns()) {
      if (relation.column(column.stored()) == null && !SystemColumns.contains(column.stored())) {
        throw Errors.noColumn(draft, column, relation);
      }
    }
    if (!statement.columns().isEmpty() && statement.privileges().size() == 1) {
      Privileges.checkColumns(statement.privileges().getFirst(), statement.span());
    }
  }

  private void change(
      AccessStatement.Grant statement, SchemaObject target, GlobalObject.Role role) {
    if (role.superuser()) {
      return;
    }
    List<Integer> columns = new ArrayList<>();
    if (target instanceof Relation relation) {
      for (Name name : statement.columns()) {
        Column column = relation.column(name.stored());
        if (column != null) {
          columns.add(column.number());
        }
      }
    }
    if (columns.isEmpty()) {
      columns.add(0);
    }
    for (int column : columns) {
      Dependency privilege =
          new Dependency(target.id(), column, role.id(), 0, Dependency.Kind.PRIVILEGE);
      if (statement.grant()) {
        if (!owns(role, target)) {
          draft.depend(privilege);
        }
      } else if (draft.schema().dependencies(target.id()).contains(privilege)) {
        draft.forget(privilege);
        if (!statement.privileges().contains("all") || statement.grantOption()) {
          anywhere(role);
        }
      }
    }
  }

  private boolean owns(GlobalObject.Role role, SchemaObject object) {
    return draft
        .schema()
        .dependencies(object.id())
        .contains(Dependency.of(object.id(), role.id(), Dependency.Kind.OWNER));
  }

  /// Notes that a role may have privileges that are not kept one by one: the role is in its own
  /// way.
  private void anywhere(GlobalObject.Role role) {
    if (!role.superuser()) {
      draft.depend(role.id(), role.id(), Dependency.Kind.PRIVILEGE);
    }
  }

  /// ALTER DEFAULT PRIVILEGES.
  static void byDefault(AccessStatement.AlterDefaultPrivileges statement, Draft draft) {
    Grants grants = new Grants(draft);
    List<GlobalObject.Role> roles = grants.roles(statement.roles());
    Privileges.check(draft, statement.privileges(), statement.kind(), statement.span());
    statement.forRoles().forEach(name -> Roles.get(draft, name));
    for (Name schema : statement.schemas()) {
      if (statement.kind() == ObjectKind.SCHEMA || statement.kind() == ObjectKind.LARGE_OBJECT) {
        String plural = statement.kind() == ObjectKind.SCHEMA ? "SCHEMAS" : "LARGE OBJECTS";
        throw Refusal.of(
            "0LP01",
            "cannot use IN SCHEMA clause when using GRANT/REVOKE ON " + plural,
            schema.span());
      }
      draft.names().namespace(schema.stored(), schema.span());
    }
    roles.forEach(grants::anywhere);
  }
}
