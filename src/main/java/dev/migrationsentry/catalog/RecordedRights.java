package dev.migrationsentry.catalog;

import dev.migrationsentry.schema.RoleRights;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who may do what in a database, as its catalogs tell it to everybody.
///
/// @param roles all roles with the roles that they are members of
/// @param databaseOwner the role that owns the database
/// @param extensionOwners the owners of the installed extensions, by the extension's name
/// @param statements the statements that give the objects of the definitions their owners and
///   privileges
public record RecordedRights(
    List<RoleRights> roles,
    String databaseOwner,
    Map<String, String> extensionOwners,
    List<String> statements) {
  /// Copies what is mutable.
  public RecordedRights {
    roles = List.copyOf(roles);
    extensionOwners = Map.copyOf(extensionOwners);
    statements = List.copyOf(statements);
  }

  private static final String ROLES =
      "select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles order by 1";

  /// Until 15 a role inherits from all or from none of the roles that it is a member of.
  private static final String MEMBERSHIPS =
      """
      select m.rolname, r.rolname, m.rolinherit, true, a.admin_option
        from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid order by 1, 2
      """;

  private static final String MEMBERSHIPS_16 =
      """
      select m.rolname, r.rolname, bool_or(a.inherit_option), bool_or(a.set_option), bool_or(a.admin_option)
        from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid group by 1, 2 order by 1, 2
      """;

  /// Reads them.
  ///
  /// @param connection with a search_path of pg_catalog alone, so that every name is qualified
  static RecordedRights read(Connection connection, int major) throws SQLException {
    Map<String, List<RoleRights.Membership>> memberships = new LinkedHashMap<>();
    Snapshot.rows(
        connection,
        major < 16 ? MEMBERSHIPS : MEMBERSHIPS_16,
        row ->
            memberships
                .computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                .add(
                    new RoleRights.Membership(
                        row.getString(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5))));
    List<RoleRights> roles =
        Snapshot.rows(
            connection,
            ROLES,
            row ->
                new RoleRights(
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    memberships.getOrDefault(row.getString(1), List.of())));
    List<String> statements = new ArrayList<>();
    for (String query : Definitions.queries("rights.sql", major)) {
      statements.addAll(Snapshot.rows(connection, query, row -> row.getString(1)));
    }
    String owner =
        Snapshot.rows(
                connection,
                "select pg_get_userbyid(datdba) from pg_database where datname = current_database()",
                row -> row.getString(1))
            .getFirst();
    Map<String, String> extensions = new LinkedHashMap<>();
    Snapshot.rows(
        connection,
        "select extname, pg_get_userbyid(extowner) from pg_extension order by 1",
        (ResultSet row) -> extensions.put(row.getString(1), row.getString(2)));
    return new RecordedRights(roles, owner, extensions, statements);
  }
}
