package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Roles and privileges.
public sealed interface AccessStatement extends Statement {

  /// `GRANT privileges ON objects TO roles`, or REVOKE when `grant` is false.
  ///
  /// @param privileges in lower case, `all` for ALL PRIVILEGES
  /// @param columns the columns named in column privileges
  /// @param grantOption `WITH GRANT OPTION`, or `GRANT OPTION FOR`
  /// @param objects for `ALL … IN SCHEMA` the schemas, with `allInSchema` the kind of the objects
  record Grant(
      boolean grant,
      List<String> privileges,
      List<Name> columns,
      List<ObjectReference> objects,
      @Nullable ObjectKind allInSchema,
      List<Name> roles,
      boolean grantOption,
      Behavior behavior,
      Span span)
      implements AccessStatement {
    public Grant {
      privileges = List.copyOf(privileges);
      columns = List.copyOf(columns);
      objects = List.copyOf(objects);
      roles = List.copyOf(roles);
    }
  }

  /// `GRANT role TO roles WITH options`, or `REVOKE option OPTION FOR role FROM roles` when `grant`
  /// is false.
  ///
  /// @param options `admin`, `inherit`, `set` with the value written, `true` for OPTION; for REVOKE
  ///   the option that is taken away, without a value
  record GrantRole(
      boolean grant,
      List<Name> granted,
      List<Name> roles,
      List<Option> options,
      Behavior behavior,
      Span span)
      implements AccessStatement {
    public GrantRole {
      granted = List.copyOf(granted);
      roles = List.copyOf(roles);
      options = List.copyOf(options);
    }
  }

  /// `ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT|REVOKE privileges ON kind …`.
  ///
  /// @param kind what the privileges will be on: TABLE, FUNCTION, SEQUENCE, TYPE, SCHEMA or
  ///   LARGE_OBJECT
  record AlterDefaultPrivileges(
      List<Name> forRoles,
      List<Name> schemas,
      boolean grant,
      List<String> privileges,
      ObjectKind kind,
      List<Name> roles,
      boolean grantOption,
      Behavior behavior,
      Span span)
      implements AccessStatement {
    public AlterDefaultPrivileges {
      forRoles = List.copyOf(forRoles);
      schemas = List.copyOf(schemas);
      privileges = List.copyOf(privileges);
      roles = List.copyOf(roles);
    }
  }

  /// `CREATE ROLE|USER|GROUP name options`.
  ///
  /// @param options by their catalog meaning: `login` is `canlogin` `true`, NOLOGIN is `canlogin`
  ///   `false`; also `password`, `connectionlimit`, `validUntil`, `sysid`
  /// @param memberships the roles named in IN ROLE, ROLE (or USER) and ADMIN
  record CreateRole(Name role, List<Option> options, List<Name> memberships, Span span)
      implements AccessStatement {
    public CreateRole {
      options = List.copyOf(options);
      memberships = List.copyOf(memberships);
    }
  }

  /// `ALTER ROLE|USER name options`, also `SET`/`RESET`; the role is null for ALL. `ALTER GROUP
  /// name ADD|DROP USER roles` has the roles in `members` and the option `add` or `drop`.
  ///
  /// @param options as in [CreateRole]; `set name` with its value, `reset name`, `in database`
  record AlterRole(@Nullable Name role, List<Option> options, List<Name> members, Span span)
      implements AccessStatement {
    public AlterRole {
      options = List.copyOf(options);
      members = List.copyOf(members);
    }
  }

  /// `DROP ROLE|USER|GROUP [IF EXISTS] roles`.
  record DropRole(boolean ifExists, List<Name> roles, Span span) implements AccessStatement {
    public DropRole {
      roles = List.copyOf(roles);
    }
  }

  /// `REASSIGN OWNED BY roles TO role`, or `DROP OWNED BY roles` when `to` is null.
  record ReassignOwned(List<Name> roles, @Nullable Name to, Behavior behavior, Span span)
      implements AccessStatement {
    public ReassignOwned {
      roles = List.copyOf(roles);
    }
  }
}
