package dev.migrationsentry.rehearsal.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A type as the server's catalog describes it (manual, section 52.64).
///
/// @param kind `typtype`
/// @param category `typcategory`
/// @param base the type under a domain, or 0
/// @param modifier the modifier that a domain gives to it, or -1
/// @param part the type of an array's elements or of a range's bounds, or of a multirange's ranges
/// @param labels the labels of an enum
/// @param fields the number of a composite type's fields
record ServerType(
    long id,
    String name,
    char kind,
    char category,
    long base,
    int modifier,
    long part,
    List<String> labels,
    int fields) {
  ServerType {
    labels = List.copyOf(labels);
  }

  /// All types of a database.
  static Map<Long, ServerType> read(Connection connection) throws SQLException {
    Map<Long, ServerType> types = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select t.oid, t.typname, t.typtype, t.typcategory, t.typbasetype, t.typtypmod,
                       coalesce(r.rngsubtype, m.rngtypid, t.typelem)::bigint,
                       array(select e.enumlabel::text from pg_catalog.pg_enum e
                              where e.enumtypid = t.oid order by e.enumsortorder),
                       (select count(*) from pg_catalog.pg_attribute a
                         where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
                  from pg_catalog.pg_type t
                  left join pg_catalog.pg_range r on r.rngtypid = t.oid
                  left join pg_catalog.pg_range m on m.rngmultitypid = t.oid
                """)) {
      while (rows.next()) {
        types.put(
            rows.getLong(1),
            new ServerType(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3).charAt(0),
                rows.getString(4).charAt(0),
                rows.getLong(5),
                rows.getInt(6),
                rows.getLong(7),
                List.of((String[]) rows.getArray(8).getArray()),
                rows.getInt(9)));
      }
    }
    return types;
  }
}
