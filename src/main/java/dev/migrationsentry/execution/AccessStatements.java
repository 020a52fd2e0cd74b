package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.AccessStatement;

/// Roles and privileges.
final class AccessStatements {
  private AccessStatements() {}

  static void execute(AccessStatement statement, Draft draft) {
    switch (statement) {
      case AccessStatement.Grant grant -> Grants.execute(grant, draft);
      case AccessStatement.GrantRole grant -> RoleStatements.grant(grant, draft);
      case AccessStatement.AlterDefaultPrivileges alter -> Grants.byDefault(alter, draft);
      case AccessStatement.CreateRole create -> RoleStatements.create(create, draft);
      case AccessStatement.AlterRole alter -> RoleStatements.alter(alter, draft);
      case AccessStatement.DropRole drop -> RoleRemovals.drop(drop, draft);
      case AccessStatement.ReassignOwned reassign -> RoleRemovals.reassign(reassign, draft);
    }
  }
}
