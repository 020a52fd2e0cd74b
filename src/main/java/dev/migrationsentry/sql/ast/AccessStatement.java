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
  /// @param objects for `ALL … IN SCHEMA` the schemas, with `allInSchema` the kind of the objects
  record Grant(
      boolean grant,
      List<String> privileges,
      List<Name> columns,
      List<ObjectReference> objects,
      @Nullable ObjectKind allInSchema,
      List<Name> roles,
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

  /// `GRANT role TO roles`, or REVOKE when `grant` is false.
  record GrantRole(boolean grant, List<Name> granted, List<Name> roles, Span span)
      implements AccessStatement {
    public GrantRole {
      granted = List.copyOf(granted);
      roles = List.copyOf(roles);
    }
  }

  /// `ALTER DEFAULT PRIVILEGES [FOR ROLE r] [IN SCHEMA s] GRANT|REVOKE …`.
  record AlterDefaultPrivileges(
      List<Name> forRoles, List<Name> schemas, List<Name> roles, Span span)
      implements AccessStatement {
    public AlterDefaultPrivileges {
      forRoles = List.copyOf(forRoles);
      schemas = List.copyOf(schemas);
      roles = List.copyOf(roles);
    }
  }

  /// `CREATE ROLE|USER|GROUP name options`.
  record CreateRole(Name role, List<Option> options, List<Name> memberships, Span span)
      implements AccessStatement {
    public CreateRole {
      options = List.copyOf(options);
      memberships = List.copyOf(memberships);
    }
  }

  /// `ALTER ROLE|USER name options`, also `SET`/`RESET`; the role is null for ALL.
  record AlterRole(@Nullable Name role, List<Option> options, Span span)
      implements AccessStatement {
    public AlterRole {
      options = List.copyOf(options);
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
