package dev.migrationsentry.schema;

import dev.migrationsentry.schema.RoleRights.Membership;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSet;

/// Who may do what in a database: roles, owners and granted privileges, as far as they are known.
///
/// @param login the role that connects; what it creates belongs to it
/// @param complete whether all roles, owners and privileges were read; else only what is here is
///   known, and everything else is unknown
/// @param roles the roles by name
/// @param database the database's name
/// @param databaseOwner the role that owns the database, null where that is not known
/// @param createInDatabase whether the role that connects may create schemas
/// @param before the first id that an object can have which the connection makes itself: it belongs
///   to the role that connects, unless `owners` says otherwise
/// @param owners the owners of objects by id
/// @param grants by the id of the object who has which privileges on it, `public` for everybody, in
///   lower case and with `*` behind those that may be granted on; an object that is not in here has
///   the privileges that every new object has
public record Rights(
    String login,
    boolean complete,
    PMap<String, RoleRights> roles,
    String database,
    @Nullable String databaseOwner,
    boolean createInDatabase,
    int before,
    PMap<Integer, String> owners,
    PMap<Integer, PMap<String, PSet<String>>> grants) {
  /// The grantee that is everybody.
  public static final String PUBLIC = "public";

  private static final Set<String> WRITES = Set.of("insert", "update", "delete");

  /// What is known of a right.
  public enum Answer {
    YES,
    NO,
    UNKNOWN
  }

  /// The rights of a role that connects, without any object.
  public static Rights of(
      String login,
      boolean complete,
      PMap<String, RoleRights> roles,
      String database,
      @Nullable String databaseOwner,
      boolean createInDatabase) {
    return new Rights(
        login,
        complete,
        roles,
        database,
        databaseOwner,
        createInDatabase,
        0,
        HashTreePMap.empty(),
        HashTreePMap.empty());
  }

  /// Whether nothing is refused to a role.
  public boolean isSuperuser(String role) {
    RoleRights rights = roles.get(role);
    return rights != null && rights.superuser();
  }

  /// What is known of a role; of one that nothing is known of it has no rights of its own.
  public RoleRights role(String name) {
    RoleRights known = roles.get(name);
    return known == null ? new RoleRights(name, false, false, false, java.util.List.of()) : known;
  }

  /// The owner of an object, or null where that is not known.
  public @Nullable String owner(int object) {
    String owner = owners.get(object);
    return owner == null && object >= before ? login : owner;
  }

  /// Whether a role has all the rights of another one: it is that role, or inherits from it.
  ///
  /// @param other null where it is not known
  public Answer actsAs(String role, @Nullable String other) {
    if (isSuperuser(role)) {
      return Answer.YES;
    }
    return other == null ? Answer.UNKNOWN : answer(inherited(role).contains(other));
  }

  /// Whether a role may become another one by SET ROLE.
  public Answer maySet(String role, String other) {
    return isSuperuser(role) || role.equals(other)
        ? Answer.YES
        : answer(closure(role, Membership::set).contains(other));
  }

  /// Whether a role may grant membership in another one, and drop or alter it.
  public Answer administers(String role, String other) {
    if (isSuperuser(role)) {
      return Answer.YES;
    }
    for (String one : inherited(role)) {
      for (Membership membership : role(one).memberOf()) {
        if (membership.admin() && membership.role().equals(other)) {
          return Answer.YES;
        }
      }
    }
    return answer(false);
  }

  /// Whether a role may create schemas, trusted extensions and publications in the database.
  public Answer mayCreateInDatabase(String role) {
    if (isSuperuser(role) || actsAs(role, databaseOwner) == Answer.YES) {
      return Answer.YES;
    }
    return !role.equals(login) ? Answer.UNKNOWN : createInDatabase ? Answer.YES : Answer.NO;
  }

  /// Whether a role has a privilege on an object.
  ///
  /// @param owner the role that owns it, or null where that is not known
  /// @param byDefault whether everybody has it as long as nobody has changed the privileges
  public Answer has(
      String role, int object, @Nullable String owner, String privilege, boolean byDefault) {
    if (isSuperuser(role)) {
      return Answer.YES;
    }
    Set<String> acting = inherited(role);
    boolean predefined =
        (acting.contains("pg_read_all_data")
                && (privilege.equals("select") || privilege.equals("usage")))
            || (acting.contains("pg_write_all_data")
                && (WRITES.contains(privilege) || privilege.equals("usage")))
            || (acting.contains("pg_maintain") && privilege.equals("maintain"));
    if (predefined) {
      return Answer.YES;
    }
    PMap<String, PSet<String>> granted = grants.get(object);
    if (granted == null) {
      return byDefault && complete ? Answer.YES : actsAs(role, owner);
    }
    boolean columns = false;
    for (var entry : granted.entrySet()) {
      if (entry.getKey().equals(PUBLIC) || acting.contains(entry.getKey())) {
        for (String has : entry.getValue()) {
          if (has.equals(privilege) || has.equals(privilege + "*")) {
            return Answer.YES;
          }
          columns |= has.equals(privilege + "()");
        }
      }
    }
    if (columns) {
      return Answer.UNKNOWN;
    }
    // Older snapshots know where the role may create, and nothing else.
    return privilege.equals("create") && role.equals(login) ? Answer.NO : answer(false);
  }

  private Answer answer(boolean known) {
    return known ? Answer.YES : complete ? Answer.NO : Answer.UNKNOWN;
  }

  /// The roles whose rights a role has without SET ROLE, itself included.
  public Set<String> inherited(String role) {
    return closure(role, Membership::inherit);
  }

  private Set<String> closure(String role, Predicate<Membership> follows) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>();
    left.add(role);
    while (!left.isEmpty()) {
      String next = left.remove();
      if (!reached.add(next)) {
        continue;
      }
      if (next.equals(databaseOwner)) {
        left.add("pg_database_owner");
      }
      for (Membership membership : role(next).memberOf()) {
        if (follows.test(membership)) {
          left.add(membership.role());
        }
      }
    }
    return reached;
  }

  /// The same from a moment on: objects of higher ids belong to who makes them.
  public Rights madeBefore(int next) {
    return new Rights(
        login, complete, roles, database, databaseOwner, createInDatabase, next, owners, grants);
  }

  /// The same with another owner of an object, who takes over the privileges of the owner before.
  public Rights owned(int object, String owner) {
    String last = owner(object);
    PMap<String, PSet<String>> granted = grants.get(object);
    PMap<Integer, PMap<String, PSet<String>>> newGrants = grants;
    PSet<String> had = granted == null || last == null ? null : granted.get(last);
    if (granted != null && last != null && had != null) {
      PSet<String> has = granted.get(owner);
      newGrants =
          grants.plus(
              object, granted.minus(last).plus(owner, has == null ? had : had.plusAll(has)));
    }
    return new Rights(
        login,
        complete,
        roles,
        database,
        databaseOwner,
        createInDatabase,
        before,
        owners.plus(object, owner),
        newGrants);
  }

  /// The same with a role as it is now.
  public Rights with(RoleRights role) {
    return new Rights(
        login,
        complete,
        roles.plus(role.name(), role),
        database,
        databaseOwner,
        createInDatabase,
        before,
        owners,
        grants);
  }

  /// The same with other privileges on an object.
  public Rights granted(int object, PMap<String, PSet<String>> privileges) {
    return new Rights(
        login,
        complete,
        roles,
        database,
        databaseOwner,
        createInDatabase,
        before,
        owners,
        grants.plus(object, privileges));
  }
}
