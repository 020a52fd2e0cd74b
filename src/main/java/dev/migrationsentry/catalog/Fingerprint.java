package dev.migrationsentry.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What tells two schemas apart without comparing them: a hash for each part, such as the columns
/// of one table or one function. Fingerprints of one major version can be compared; the texts of
/// another one differ.
///
/// What it does not see is told in `fingerprint.sql`: privileges, comments, owners and the like.
public final class Fingerprint {
  /// Enough of a hash that no two parts meet by chance.
  private static final int DIGITS = 16;

  private Fingerprint() {}

  /// Reads the hashes of all parts, by their names: `columns of app.orders`.
  ///
  /// @param connection with a search_path of pg_catalog alone, so that every name is qualified
  public static Map<String, String> read(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    Map<String, String> hashes = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String query : Definitions.queries("fingerprint.sql", major)) {
        try (ResultSet rows = statement.executeQuery(hashing(query))) {
          while (rows.next()) {
            hashes.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    return Collections.unmodifiableMap(hashes);
  }

  /// How the server prints a list of varchar, and how it prints that after it has read it once
  /// more: `(ARRAY['a'::character varying])::text[]` and `ARRAY[('a'::character varying)::text]`.
  private static final String[][] LISTS = {
    {"((ARRAY[", "(ARRAY["},
    {"ARRAY[('", "ARRAY['"},
    {"'::character varying)::text", "'::character varying"},
    {"'::character varying, ('", "'::character varying, '"},
    {"'::character varying])::text[])", "'::character varying])"}
  };

  /// A line in which such lists are printed in one way only.
  private static String line() {
    String line = "line";
    for (String[] list : LISTS) {
      line = "replace(" + line + ", " + quoted(list[0]) + ", " + quoted(list[1]) + ")";
    }
    return "case when line like '%ARRAY[%::character varying%' then " + line + " else line end";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String hashing(String query) {
    String lines = query.strip();
    return "select part, left(encode(sha256(convert_to(string_agg(coalesce("
        + line()
        + ", ''), E'\\n' order by line collate \"C\"),"
        + " 'UTF8')), 'hex'), "
        + DIGITS
        + ") from ("
        + lines.substring(0, lines.length() - 1)
        + ") q(part, line) group by part";
  }

  /// The parts in which two schemas differ, each as a sentence part.
  ///
  /// @param source the hashes of the schema that was copied or is expected
  /// @param copy those of the other one
  public static List<String> differences(Map<String, String> source, Map<String, String> copy) {
    Set<String> parts = new TreeSet<>(source.keySet());
    parts.addAll(copy.keySet());
    List<String> differences = new ArrayList<>();
    for (String part : parts) {
      String expected = source.get(part);
      String actual = copy.get(part);
      if (actual == null) {
        differences.add(part + ": missing");
      } else if (expected == null) {
        differences.add(part + ": not in the source");
      } else if (!expected.equals(actual)) {
        differences.add(part + ": different");
      }
    }
    return differences;
  }
}
