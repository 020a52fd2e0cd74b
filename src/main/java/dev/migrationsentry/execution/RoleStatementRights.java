package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rights that statements about roles, privileges, the connection and the server need. Since 16
/// the server says in a detail what is missing (release notes of PostgreSQL 16).
final class RoleStatementRights {
  private RoleStatementRights() {}

  static void check(AccessStatement statement, RightsCheck check) {
    switch (statement) {
      case AccessStatement.Grant grant -> grant(grant, check);
      case AccessStatement.GrantRole grant -> {
        for (Name granted : grant.granted()) {
          administers(granted, grant.span(), check);
        }
      }
      case AccessStatement.AlterDefaultPrivileges alter -> {
        for (Name name : alter.forRoles()) {
          GlobalObject.Role role = Roles.find(check.draft(), name);
          if (role != null) {
            String words =
                check.draft().major() >= 16
                    ? "permission denied to change default privileges"
                    : "must be member of role \"" + role.name() + "\"";
            check.answered(
                check.draft().major() >= 16
                    ? check.rights().actsAs(check.role(), role.name())
                    : check.rights().maySet(check.role(), role.name()),
                words,
                member(check, role.name()),
                name.span());
          }
        }
      }
      case AccessStatement.CreateRole create -> create(create, check);
      case AccessStatement.AlterRole alter -> alter(alter, check);
      case AccessStatement.DropRole drop -> {
        if (!check.rights().role(check.role()).createRole()) {
          throw denied(
              "permission denied to drop role",
              "Only roles with the CREATEROLE attribute and the ADMIN option on the target roles may drop roles.",
              "createrole",
              drop.span(),
              check);
        }
        for (Name name : drop.roles()) {
          GlobalObject.Role role = Roles.find(check.draft(), name);
          if (role != null) {
            changes(role, "drop", "drop this role.", drop.span(), check);
          }
        }
      }
      case AccessStatement.ReassignOwned reassign -> {
        boolean drops = reassign.to() == null;
        for (Name name : reassign.roles()) {
          owned(name, drops ? "drop" : "reassign", "objects owned by it.", check);
        }
        Name to = reassign.to();
        if (to != null) {
          owned(to, "reassign", "objects to it.", check);
        }
      }
    }
  }

  private static void owned(Name name, String what, String objects, RightsCheck check) {
    GlobalObject.Role role = Roles.find(check.draft(), name);
    if (role == null) {
      return;
    }
    Rights.Answer may = check.rights().actsAs(check.role(), role.name());
    Refusal refusal = RightsCheck.refusal("permission denied to " + what + " objects", name.span());
    if (may == Rights.Answer.NO) {
      throw new Denied(
          check.draft().major() >= 16
              ? refusal.detail(
                  "Only roles with privileges of role \""
                      + role.name()
                      + "\" may "
                      + what
                      + " "
                      + objects)
              : refusal,
          member(check, role.name()));
    }
    check.answered(may, "", member(check, role.name()), name.span());
  }

  /// Asks whether a role with CREATEROLE may change another role: until 15 every one that is no
  /// superuser, since 16 those that it administers.
  private static void changes(
      GlobalObject.Role role, String what, String detail, Span at, RightsCheck check) {
    if (check.rights().isSuperuser(role.name())) {
      check.doubt("role " + role.name() + " is a superuser");
    } else if (check.draft().major() >= 16) {
      switch (check.rights().administers(check.role(), role.name())) {
        case YES -> {}
        case UNKNOWN ->
            check.doubt(
                "whether role " + check.role() + " administers " + role.name() + " is not known");
        case NO -> {
          String start =
              "Only roles with the CREATEROLE attribute and the ADMIN option on role \""
                  + role.name()
                  + "\" may ";
          throw new Denied(
              RightsCheck.refusal("permission denied to " + what + " role", at)
                  .detail(detail.startsWith("To ") ? detail : start + detail),
              member(check, role.name()));
        }
      }
    }
  }

  private static LackedRight member(RightsCheck check, String role) {
    return new LackedRight(check.role(), "member", ObjectKind.ROLE, role, null);
  }

  /// Asks whether the current role may become another one.
  static void mayBecome(String role, Span at, RightsCheck check) {
    String words =
        check.draft().major() >= 16
            ? "must be able to SET ROLE \"" + role + "\""
            : "must be member of role \"" + role + "\"";
    check.answered(check.rights().maySet(check.role(), role), words, member(check, role), at);
  }

  private static void administers(Name name, Span at, RightsCheck check) {
    GlobalObject.Role role = Roles.find(check.draft(), name);
    boolean before16 = check.draft().major() < 16;
    // Until 14 a role that has logged in may let others into itself.
    boolean own =
        role != null && check.draft().major() < 15 && role.name().equals(check.rights().login());
    if (role == null || own || (before16 && check.rights().role(check.role()).createRole())) {
      return;
    }
    switch (check.rights().administers(check.role(), role.name())) {
      case YES -> {}
      case UNKNOWN ->
          check.doubt(
              "whether role " + check.role() + " administers " + role.name() + " is not known");
      case NO -> {
        String quoted = "role \"" + role.name() + "\"";
        Refusal refusal =
            before16
                ? RightsCheck.refusal("must have admin option on " + quoted, at)
                : RightsCheck.refusal("permission denied to grant " + quoted, at)
                    .detail(
                        "Only roles with the ADMIN option on " + quoted + " may grant this role.");
        throw new Denied(refusal, member(check, role.name()));
      }
    }
  }

  /// GRANT of privileges fails for who has none of them at all; else it warns.
  private static void grant(AccessStatement.Grant grant, RightsCheck check) {
    if (grant.allInSchema() != null) {
      check.doubt("depends on which of the objects role " + check.role() + " may grant on");
      return;
    }
    for (ObjectReference reference : grant.objects()) {
      SchemaObject object =
          switch (reference.kind()) {
            case TABLE, SEQUENCE -> check.relation(reference.name());
            default ->
                new ObjectLookup(check.draft()).find(reference) instanceof ObjectLookup.InModel in
                    ? check.draft().schema().object(in.address().object())
                    : null;
          };
      if (object == null || check.owns(object) == Rights.Answer.YES) {
        continue;
      }
      Rights.Answer any = Rights.Answer.NO;
      for (String privilege : GrantedPrivileges.all(object)) {
        Rights.Answer has =
            check.rights().has(check.role(), object.id(), check.owner(object), privilege, false);
        any = has == Rights.Answer.NO ? any : has;
        if (has == Rights.Answer.YES) {
          break;
        }
      }
      String words = "permission denied for " + RightsCheck.kind(object) + " " + object.name();
      LackedRight lacked =
          new LackedRight(
              check.role(),
              "owner",
              Descriptions.kind(object),
              check.sql(object),
              check.owner(object));
      check.answered(any, words, lacked, reference.span());
    }
  }

  private static void create(AccessStatement.CreateRole create, RightsCheck check) {
    boolean superuser = has(create.options(), "superuser");
    if (check.draft().major() < 16 && superuser) {
      throw denied(
          "must be superuser to create superusers", null, "superuser", create.span(), check);
    }
    if (!check.rights().role(check.role()).createRole()) {
      throw denied(
          "permission denied to create role",
          "Only roles with the CREATEROLE attribute may create roles.",
          "createrole",
          create.span(),
          check);
    }
    if (superuser) {
      throw denied(
          "permission denied to create role",
          "Only roles with the SUPERUSER attribute may create roles with the SUPERUSER attribute.",
          "superuser",
          create.span(),
          check);
    }
    boolean more =
        create.options().stream()
            .anyMatch(
                option -> Set.of("createdb", "isreplication", "bypassrls").contains(option.name()));
    if (more || !create.memberships().isEmpty()) {
      check.doubt(
          "whether role " + check.role() + " has what it gives to the new role is not known");
    }
  }

  private static boolean has(List<Option> options, String name) {
    return options.stream()
        .anyMatch(option -> option.name().equals(name) && "true".equals(option.value()));
  }

  private static void alter(AccessStatement.AlterRole alter, RightsCheck check) {
    Name name = alter.role();
    GlobalObject.Role role = name == null ? null : Roles.find(check.draft(), name);
    if (role == null) {
      return;
    }
    boolean own = role.name().equals(check.role());
    boolean harmless =
        alter.options().stream()
            .allMatch(option ->
                option.name().equals("password")
                    || option.name().startsWith("set ")
                    || option.name().startsWith("reset "));
    if (own && harmless) {
      return;
    }
    boolean password =
        alter.options().stream().allMatch(option -> option.name().equals("password"));
    String detail =
        password
            ? "To change another role's password, the current user must have the CREATEROLE attribute and the ADMIN option on the role."
            : "Only roles with the CREATEROLE attribute and the ADMIN option on role \""
                + role.name()
                + "\" may alter this role.";
    if (has(alter.options(), "superuser")) {
      check.doubt("only superusers make superusers");
    } else if (check.rights().role(check.role()).createRole()) {
      changes(role, "alter", password ? detail : "alter this role.", alter.span(), check);
    } else {
      boolean before16 = check.draft().major() < 16;
      throw denied(
          before16 ? "permission denied" : "permission denied to alter role",
          detail,
          "createrole",
          alter.span(),
          check);
    }
  }

  static void rename(ObjectReference reference, RightsCheck check) {
    GlobalObject.Role role = Roles.find(check.draft(), reference.name().parts().getLast());
    if (role == null) {
      return;
    }
    if (check.rights().role(check.role()).createRole()) {
      changes(role, "rename", "rename this role.", reference.span(), check);
      return;
    }
    throw denied(
        "permission denied to rename role",
        "Only roles with the CREATEROLE attribute and the ADMIN option on role \""
            + role.name()
            + "\" may rename this role.",
        "createrole",
        reference.span(),
        check);
  }

  /// A refusal whose detail is told since 16.
  private static Denied denied(
      String message, @Nullable String detail, String right, Span at, RightsCheck check) {
    Refusal refusal = RightsCheck.refusal(message, at);
    return check.denied(
        check.draft().major() >= 16 && detail != null ? refusal.detail(detail) : refusal,
        right,
        ObjectKind.ROLE,
        check.role());
  }

  static void session(SessionStatement statement, RightsCheck check, Scope scope) {
    switch (statement) {
      case SessionStatement.SetVariable set -> {
        boolean role = set.name().equals("role");
        boolean login = set.name().equals("session_authorization");
        if (set.values().isEmpty() || set.values().getFirst().equals("none") || !(role || login)) {
          return;
        }
        String to = set.values().getFirst();
        String from = check.rights().login();
        Rights.Answer may =
            login
                ? check.rights().isSuperuser(from) || to.equals(from)
                    ? Rights.Answer.YES
                    : Rights.Answer.NO
                : check.rights().maySet(from, to);
        check.answered(
            may,
            "permission denied to set "
                + (role ? "role \"" : "session authorization \"")
                + to
                + "\"",
            new LackedRight(from, "member", ObjectKind.ROLE, to, null),
            set.span());
      }
      case SessionStatement.LockTable lock -> {
        for (QualifiedName name : lock.tables()) {
          lock(name, lock.mode(), check);
        }
      }
      case SessionStatement.DeclareCursor cursor -> DataRights.query(cursor.query(), check, scope);
      case SessionStatement.Explain explain ->
          StatementRights.inside(explain.statement(), check, scope);
      case SessionStatement.Maintain maintain -> {
        if (maintain.word().equals("cluster")) {
          maintain.tables().forEach(table -> TableRights.maintain(table.table(), check));
        }
      }
      case SessionStatement.Reset ignored -> {}
      case SessionStatement.Show ignored -> {}
      case SessionStatement.SetConstraints ignored -> {}
      case SessionStatement.Prepare ignored -> {}
      case SessionStatement.ExecutePrepared ignored -> {}
      case SessionStatement.Command ignored -> {}
    }
  }

  /// Any privilege that changes rows is enough for any lock, SELECT for the weakest.
  private static void lock(QualifiedName name, String mode, RightsCheck check) {
    Relation relation = check.relation(name);
    if (relation == null) {
      return;
    }
    for (String privilege : List.of("update", "delete", "truncate", "maintain")) {
      if (check.rights().has(check.role(), relation.id(), check.owner(relation), privilege, false)
          == Rights.Answer.YES) {
        return;
      }
    }
    if (mode.equals("access share")) {
      check.privilege(relation, "select", name.span());
    } else if (mode.equals("row exclusive")) {
      check.privilege(relation, "insert", name.span());
    } else {
      check.privilege(relation, "update", name.span());
    }
  }

  static void database(DatabaseStatement statement, RightsCheck check) {
    switch (statement) {
      case DatabaseStatement.Create create when create.kind() == ObjectKind.DATABASE -> {
        if (!check.rights().role(check.role()).createDatabase()) {
          throw check.denied(
              RightsCheck.refusal("permission denied to create database", create.span()),
              "createdb",
              ObjectKind.ROLE,
              check.role());
        }
      }
      case DatabaseStatement.Alter alter
          when alter.kind() == ObjectKind.DATABASE
              && alter.name().stored().equals(check.database()) ->
          check.answered(
              check.rights().actsAs(check.role(), check.rights().databaseOwner()),
              "must be owner of database " + check.database(),
              new LackedRight(
                  check.role(),
                  "owner",
                  ObjectKind.DATABASE,
                  check.database(),
                  check.rights().databaseOwner()),
              alter.span());
      case DatabaseStatement.AlterSystem system ->
          throw check.denied(
              RightsCheck.refusal(
                  check.draft().major() >= 15
                      ? "permission denied to set parameter \"" + system.name() + "\""
                      : "must be superuser to execute ALTER SYSTEM command",
                  system.span()),
              "superuser",
              ObjectKind.PARAMETER,
              system.name());
      default -> check.doubt("whether role " + check.role() + " may do that is not known");
    }
  }
}
