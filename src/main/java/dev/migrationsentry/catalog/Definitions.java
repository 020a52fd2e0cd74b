package dev.migrationsentry.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The definitions of a database: the statements that make the same schema in an empty one. Their
/// order is by kind, so that a few of them need others behind them; whoever runs them repeats those
/// that fail.
///
/// Left out are privileges, comments other than those of tables and columns, labels, languages,
/// text search parsers and templates, base types, members that were added to operator families by
/// hand, options of foreign objects (they may hold secrets), and the values of sequences.
final class Definitions {
  private static final String NAMESPACES =
      "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
  private static final String SEQUENCE_OPTIONS =
      "format('as %s increment by %s minvalue %s maxvalue %s start with %s cache %s%s',"
          + " format_type(s.seqtypid,null), s.seqincrement, s.seqmin, s.seqmax, s.seqstart,"
          + " s.seqcache, case when s.seqcycle then ' cycle' else '' end)";
  private static final int[] SINCE = {15, 17, 18};
  private static final String COLUMNS = "-- «COLUMNS»";

  private Definitions() {}

  /// Reads the definitions.
  ///
  /// @param connection with a search_path of pg_catalog alone, so that every name is qualified
  static List<String> read(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    List<String> definitions = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String query : queries("definitions.sql", major)) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            String definition = rows.getString(1);
            if (definition != null) {
              definitions.add(withoutEnd(definition));
            }
          }
        }
      }
    }
    return definitions;
  }

  private static String withoutEnd(String definition) {
    String text = definition.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
  }

  /// The queries of a file for a major version of the server, in order.
  static List<String> queries(String resource, int major) {
    String text = text(resource);
    int columns = text.indexOf(COLUMNS);
    String ofColumns = columns < 0 ? "" : text.substring(columns + COLUMNS.length()).strip();
    List<String> queries = new ArrayList<>();
    StringBuilder query = new StringBuilder();
    for (String line : text.substring(0, columns < 0 ? text.length() : columns).lines().toList()) {
      if (!line.startsWith("--")) {
        query.append(line).append('\n');
      }
      if (line.endsWith(";")) {
        queries.add(filled(query.toString(), ofColumns, major));
        query.setLength(0);
      }
    }
    return queries;
  }

  private static String filled(String query, String columns, int major) {
    String locale =
        switch (major) {
          case 14 -> "c.collcollate";
          case 15, 16 -> "coalesce(c.colliculocale,c.collcollate)";
          default -> "coalesce(c.colllocale,c.collcollate)";
        };
    String text =
        query
            .replace("«COLUMNS»", columns)
            .replace("«NS»", NAMESPACES)
            .replace("«SEQOPT»", SEQUENCE_OPTIONS)
            .replace("«COLLOCALE»", locale);
    for (int at = text.indexOf("«notExt "); at >= 0; at = text.indexOf("«notExt ")) {
      int end = text.indexOf('»', at);
      String[] words = text.substring(at + 1, end).split(" ", -1);
      text =
          text.substring(0, at)
              + "not exists (select 1 from pg_depend x where x.classid='"
              + words[1]
              + "'::regclass and x.objid="
              + words[2]
              + " and x.deptype='e')"
              + text.substring(end + 1);
    }
    return forMajor(text, major);
  }

  /// Keeps or drops the parts between two marks `/*18*/`, by the major version that the mark names.
  private static String forMajor(String query, int major) {
    String text = query;
    for (int since : SINCE) {
      String mark = "/*" + since + "*/";
      for (int start = text.indexOf(mark); start >= 0; start = text.indexOf(mark)) {
        int end = text.indexOf(mark, start + mark.length());
        String inside = major >= since ? text.substring(start + mark.length(), end) : "";
        text = text.substring(0, start) + inside + text.substring(end + mark.length());
      }
    }
    return text;
  }

  private static String text(String resource) {
    try (InputStream in = Definitions.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
