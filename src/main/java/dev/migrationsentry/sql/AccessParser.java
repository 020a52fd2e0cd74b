package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads statements about privileges (manual, GRANT, REVOKE, ALTER DEFAULT PRIVILEGES).
final class AccessParser {
  private final Cursor cursor;
  private final Names names;
  private final RoleParser roles;
  private final PrivilegeTargetParser targets;

  AccessParser(Parser parser) {
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.roles = new RoleParser(parser);
    this.targets = new PrivilegeTargetParser(parser);
  }

  /// `GRANT, REVOKE`, from its first word on.
  Statement grant() {
    int start = cursor.position();
    boolean grant = cursor.is("grant");
    cursor.advance();
    boolean grantOption = !grant && acceptGrantOptionFor();
    Option withdrawn = grant || grantOption ? null : optionFor();
    Privileges privileges = privileges();
    if (withdrawn == null && cursor.accept("on")) {
      return grantOn(start, grant, grantOption, privileges);
    }
    if (grantOption || privileges.all) {
      throw cursor.error();
    }
    return grantRole(start, grant, withdrawn, privileges);
  }

  private boolean acceptGrantOptionFor() {
    if (!cursor.is("grant")) {
      return false;
    }
    cursor.expect("grant", "option", "for");
    return true;
  }

  private @Nullable Option optionFor() {
    if (!names.isColId(0) || !cursor.isAt(1, "option")) {
      return null;
    }
    int start = cursor.position();
    String name = names.colId().value();
    cursor.expect("option", "for");
    return new Option(name, null, cursor.span(start));
  }

  private Statement grantOn(
      int start, boolean grant, boolean grantOptionFor, Privileges privileges) {
    ObjectKind allInSchema = targets.allInSchema();
    List<ObjectReference> objects = allInSchema == null ? targets.objects() : targets.schemas();
    Grantees grantees = grantees(grant, true);
    return new AccessStatement.Grant(
        grant,
        privileges.names,
        privileges.columns,
        objects,
        allInSchema,
        grantees.roles,
        grantOptionFor || grantees.grantOption,
        grantees.behavior,
        cursor.span(start));
  }

  /// Privileges, or the roles of GRANT role, which the grammar reads as the same.
  private record Privileges(
      boolean all, List<String> names, List<Name> words, List<Name> columns) {}

  private Privileges privileges() {
    List<Name> words = new ArrayList<>(4);
    List<Name> columns = new ArrayList<>(4);
    boolean all = cursor.accept("all");
    if (all) {
      cursor.accept("privileges");
      columns.addAll(names.optionalColumnList());
      return new Privileges(true, List.of("all"), words, columns);
    }
    do {
      int start = cursor.position();
      if (cursor.is("alter", "system")) {
        cursor.advance();
        cursor.advance();
        words.add(new Name("alter system", cursor.span(start)));
      } else {
        boolean reserved = cursor.isAny("select", "references", "create");
        words.add(reserved ? names.take() : names.colId());
        columns.addAll(names.optionalColumnList());
      }
    } while (cursor.accept(','));
    return new Privileges(false, words.stream().map(Name::value).toList(), words, columns);
  }

  /// Everything behind the objects.
  private record Grantees(List<Name> roles, boolean grantOption, Behavior behavior) {}

  private Grantees grantees(boolean grant, boolean grantedBy) {
    cursor.expect(grant ? "to" : "from");
    List<Name> grantees = new ArrayList<>(2);
    do {
      if (cursor.is("group")) {
        cursor.advance();
      }
      grantees.add(names.role());
    } while (cursor.accept(','));
    boolean grantOption = false;
    if (grant && cursor.accept("with")) {
      cursor.expect("grant", "option");
      grantOption = true;
    }
    if (grantedBy) {
      optionalGrantedBy();
    }
    Behavior behavior = grant ? Behavior.RESTRICT : names.optionalBehavior();
    return new Grantees(grantees, grantOption, behavior);
  }

  private void optionalGrantedBy() {
    if (cursor.accept("granted")) {
      cursor.expect("by");
      names.role();
    }
  }

  private Statement grantRole(
      int start, boolean grant, @Nullable Option withdrawn, Privileges privileges) {
    cursor.expect(grant ? "to" : "from");
    List<Name> grantees = names.roles();
    List<Option> options = new ArrayList<>(2);
    if (withdrawn != null) {
      options.add(withdrawn);
    }
    if (grant && cursor.accept("with")) {
      do {
        int option = cursor.position();
        String name = names.colLabel().value();
        String value = cursor.expectAny("option", "true", "false");
        options.add(new Option(name, value.equals("option") ? "true" : value, cursor.span(option)));
      } while (cursor.accept(','));
    }
    optionalGrantedBy();
    Behavior behavior = grant ? Behavior.RESTRICT : names.optionalBehavior();
    return new AccessStatement.GrantRole(
        grant, privileges.words, grantees, options, behavior, cursor.span(start));
  }

  /// `ALTER DEFAULT PRIVILEGES`, from its first word on.
  Statement alterDefaultPrivileges() {
    int start = cursor.position();
    cursor.expect("alter", "default", "privileges");
    List<Name> forRoles = new ArrayList<>(2);
    List<Name> schemas = new ArrayList<>(2);
    while (cursor.isAny("in", "for")) {
      if (cursor.accept("in")) {
        cursor.expect("schema");
        schemas.addAll(names.colIds());
      } else {
        cursor.expect("for");
        cursor.expectAny("role", "user");
        forRoles.addAll(names.roles());
      }
    }
    boolean grant = cursor.expectAny("grant", "revoke").equals("grant");
    boolean grantOptionFor = !grant && acceptGrantOptionFor();
    Privileges privileges = privileges();
    cursor.expect("on");
    ObjectKind kind = targets.defaultKind();
    Grantees grantees = grantees(grant, false);
    return new AccessStatement.AlterDefaultPrivileges(
        forRoles,
        schemas,
        grant,
        privileges.names,
        kind,
        grantees.roles,
        grantOptionFor || grantees.grantOption,
        grantees.behavior,
        cursor.span(start));
  }

  /// `CREATE ROLE|USER|GROUP`, from its first word on.
  Statement createRole() {
    return roles.create();
  }

  /// `ALTER ROLE|USER|GROUP`, from its first word on.
  Statement alterRole() {
    return roles.alter();
  }

  /// `DROP ROLE|USER|GROUP`, from its first word on.
  Statement dropRole() {
    return roles.drop();
  }

  /// `DROP OWNED`, from its first word on.
  Statement dropOwned() {
    int start = cursor.position();
    cursor.expect("drop", "owned", "by");
    List<Name> owners = names.roles();
    Behavior behavior = names.optionalBehavior();
    return new AccessStatement.ReassignOwned(owners, null, behavior, cursor.span(start));
  }

  /// `REASSIGN OWNED`, from its first word on.
  Statement reassignOwned() {
    int start = cursor.position();
    cursor.expect("reassign", "owned", "by");
    List<Name> owners = names.roles();
    cursor.expect("to");
    Name to = names.role();
    return new AccessStatement.ReassignOwned(owners, to, Behavior.RESTRICT, cursor.span(start));
  }
}
