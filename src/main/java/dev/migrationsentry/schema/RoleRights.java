package dev.migrationsentry.schema;

import java.util.ArrayList;
import java.util.List;

/// A role as far as it decides what it may do (PostgreSQL manual, chapter 22).
///
/// @param memberOf the roles that it is a direct member of
public record RoleRights(
    String name,
    boolean superuser,
    boolean createRole,
    boolean createDatabase,
    List<Membership> memberOf) {
  /// Copies the list.
  public RoleRights {
    memberOf = List.copyOf(memberOf);
  }

  /// The same as a member of one more role.
  public RoleRights in(Membership membership) {
    List<Membership> all = new ArrayList<>(notIn(membership.role()).memberOf());
    all.add(membership);
    return new RoleRights(name, superuser, createRole, createDatabase, all);
  }

  /// The same as no member of a role.
  public RoleRights notIn(String role) {
    List<Membership> left =
        memberOf.stream().filter(membership -> !membership.role().equals(role)).toList();
    return new RoleRights(name, superuser, createRole, createDatabase, left);
  }

  /// Membership in a role.
  ///
  /// @param role the role that it is a member of
  /// @param inherit whether it has that role's privileges without SET ROLE
  /// @param set whether it may SET ROLE to it
  /// @param admin whether it may grant that role to others
  public record Membership(String role, boolean inherit, boolean set, boolean admin) {}
}
