package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.RoleRights;
import dev.migrationsentry.schema.RoleRights.Membership;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// CREATE ROLE, ALTER ROLE, and membership in roles. Who is a member of what is kept where rights
/// matter.
final class RoleStatements {
  private RoleStatements() {}

  static void create(AccessStatement.CreateRole statement, Draft draft) {
    String name = statement.role().stored();
    Span at = statement.role().span();
    checkOptions(statement.options());
    if (name.startsWith("pg_")) {
      throw Refusal.of("42939", "role name \"" + name + "\" is reserved", at)
          .detail("Role names starting with \"pg_\" are reserved.");
    }
    if (draft.schema().find(Schema.Space.ROLE, 0, name) != null) {
      throw Refusal.of("42710", "role \"" + name + "\" already exists", at)
          .about(ObjectKind.ROLE, name, null, List.of());
    }
    GlobalObject.Role role =
        draft.create(
            id -> new GlobalObject.Role(id, name, isSuperuser(statement.options(), false)));
    draft.created(role);
    created(statement, name, draft);
    statement.memberships().forEach(other -> Roles.get(draft, other));
  }

  private static void created(AccessStatement.CreateRole statement, String name, Draft draft) {
    Rights rights = draft.rights();
    if (rights == null) {
      return;
    }
    boolean creates = false;
    for (Option option : statement.options()) {
      creates |= option.name().equals("createrole") && "true".equals(option.value());
    }
    boolean superuser = isSuperuser(statement.options(), false);
    Rights after = rights.with(new RoleRights(name, superuser, creates, false, List.of()));
    String creator = draft.session().role();
    if (draft.major() >= 16 && !rights.isSuperuser(creator)) {
      // Who makes a role administers it.
      after = after.with(after.role(creator).in(new Membership(name, false, false, true)));
    }
    draft.rights(after);
  }

  private static void granted(
      AccessStatement.GrantRole statement, String role, String member, Draft draft) {
    Rights rights = draft.rights();
    if (rights == null) {
      return;
    }
    boolean inherit = true;
    boolean set = true;
    boolean admin = false;
    for (Option option : statement.options()) {
      boolean on = !"false".equals(option.value());
      switch (option.name()) {
        case "inherit" -> inherit = on;
        case "set" -> set = on;
        default -> admin |= on && option.name().equals("admin");
      }
    }
    RoleRights now = rights.role(member);
    if (statement.grant()) {
      draft.rights(rights.with(now.in(new Membership(role, inherit, set, admin))));
    } else if (statement.options().isEmpty()) {
      draft.rights(rights.with(now.notIn(role)));
    }
  }

  private static boolean isSuperuser(List<Option> options, boolean before) {
    for (Option option : options) {
      if (option.name().equals("superuser")) {
        return "true".equals(option.value());
      }
    }
    return before;
  }

  private static void checkOptions(List<Option> options) {
    Set<String> seen = new HashSet<>();
    for (Option option : options) {
      if (!seen.add(option.name())) {
        throw Refusal.of("42601", "conflicting or redundant options", option.span());
      }
    }
    for (Option option : options) {
      String value = option.value();
      if (option.name().equals("connectionlimit")
          && value != null
          && value.startsWith("-")
          && !value.equals("-1")) {
        throw Refusal.of("22023", "invalid connection limit: " + value, option.span());
      }
    }
  }

  static void alter(AccessStatement.AlterRole statement, Draft draft) {
    Name name = statement.role();
    GlobalObject.Role role = name == null ? null : checked(statement, name, draft);
    for (Option option : statement.options()) {
      checkSetting(option, draft);
    }
    if (role == null) {
      return;
    }
    statement.members().forEach(member -> Roles.get(draft, member));
    boolean superuser = isSuperuser(statement.options(), role.superuser());
    draft.replace(new GlobalObject.Role(role.id(), role.name(), superuser));
    draft.altered(role);
  }

  private static GlobalObject.Role checked(
      AccessStatement.AlterRole statement, Name name, Draft draft) {
    boolean isSetting =
        statement.options().stream()
            .anyMatch(
                option -> option.name().startsWith("set ") || option.name().startsWith("reset "));
    if (!isSetting) {
      checkOptions(statement.options());
    }
    return Roles.get(draft, name);
  }

  private static void checkSetting(Option option, Draft draft) {
    if (option.name().equals("in database")) {
      draft.doubt("depends on the databases of the server");
    }
    if (option.name().startsWith("set ")) {
      String setting = option.name().substring("set ".length());
      if (!setting.contains(".") && Builtin.of(draft.major()).setting(setting).isEmpty()) {
        throw Refusal.of(
            "42704", "unrecognized configuration parameter \"" + setting + "\"", option.span());
      }
    }
  }

  static void grant(AccessStatement.GrantRole statement, Draft draft) {
    for (Name grantee : statement.roles()) {
      Roles.get(draft, grantee);
    }
    for (Name granted : statement.granted()) {
      GlobalObject.Role role = Roles.get(draft, granted);
      for (Name grantee : statement.roles()) {
        GlobalObject.Role member = Roles.find(draft, grantee);
        if (statement.grant() && role.equals(member)) {
          throw Refusal.of(
              "0LP01",
              "role \"" + role.name() + "\" is a member of role \"" + role.name() + "\"",
              granted.span());
        }
        if (member != null) {
          granted(statement, role.name(), member.name(), draft);
        }
      }
    }
  }
}
