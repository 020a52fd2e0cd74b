package dev.migrationsentry.builtin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one running server: everything it was born with, and what each extension that can be
/// created adds. All in one transaction that is rolled back.
final class CatalogReader implements AutoCloseable {
  /// Settings that exist but that `pg_settings` does not list (flag `GUC_NO_SHOW_ALL`).
  private static final Map<String, String> UNLISTED_SETTINGS =
      Map.of(
          "default_with_oids", "bool user",
          "is_superuser", "bool internal",
          "role", "string user",
          "seed", "real user min=-1 max=1",
          "session_authorization", "string user",
          "ssl_renegotiation_limit", "integer user unit=kB min=0 max=0");

  /// Former names that the server still takes (`map_old_guc_names` of the server's source).
  private static final Map<String, String> FORMER_SETTINGS =
      Map.of(
          "sort_mem", "work_mem",
          "vacuum_mem", "maintenance_work_mem",
          "ssl_ecdh_curve", "ssl_groups");

  private final Connection connection;

  CatalogReader(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set search_path = pg_catalog");
      statement.execute(CatalogQueries.TYPE_NAME_FUNCTION);
      statement.execute(CatalogQueries.FIELD_FUNCTION);
      statement.execute("create temporary table member (c oid, o oid)");
      statement.execute("create index on member (c, o)");
    }
  }

  int major() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  /// The server's own objects: lines by section.
  SortedMap<String, List<String>> server() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CatalogQueries.BUILT_IN_MEMBERS);
      statement.execute("delete from member where o >= 16384");
      statement.execute("analyze member");
    }
    SortedMap<String, List<String>> lines = members();
    for (Map.Entry<String, String> query : CatalogQueries.ofServer().entrySet()) {
      lines.computeIfAbsent(query.getKey(), _ -> new ArrayList<>()).addAll(rows(query.getValue()));
    }
    lines.computeIfAbsent("settings", _ -> new ArrayList<>()).addAll(unlistedSettings());
    return lines;
  }

  private List<String> unlistedSettings() throws SQLException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> setting : UNLISTED_SETTINGS.entrySet()) {
      if (settingExists(setting.getKey())) {
        lines.add(setting.getKey() + " " + setting.getValue());
      }
    }
    for (Map.Entry<String, String> setting : FORMER_SETTINGS.entrySet()) {
      String now = setting.getValue();
      List<String> listed =
          rows("select 1 from pg_settings where name = '" + setting.getKey() + "'");
      if (listed.isEmpty() && settingExists(setting.getKey())) {
        for (String line : rows(CatalogQueries.SETTINGS + " and name = '" + now + "'")) {
          lines.add(setting.getKey() + line.substring(now.length()));
        }
      }
    }
    return lines;
  }

  private boolean settingExists(String name) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("show " + name);
      return true;
    } catch (SQLException unknown) {
      if (!"42704".equals(unknown.getSQLState())) {
        throw unknown;
      }
      return false;
    } finally {
      connection.rollback(before);
    }
  }

  /// The index lines of all extensions that the server's installation offers.
  List<String> extensions() throws SQLException {
    return rows(
        """
        select concat_ws(' ', v.name, v.version,
          case when v.superuser then 'superuser' end,
          case when v.trusted then 'trusted' end,
          case when v.relocatable then 'relocatable' end,
          'schema=' || v.schema,
          'requires=' || array_to_string(v.requires, ','))
        from pg_available_extensions e
        join pg_available_extension_versions v on v.name = e.name and v.version = e.default_version
        """);
  }

  /// What an extension adds: lines by section; null when it cannot be created on this server.
  @Nullable SortedMap<String, List<String>> extension(String name) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local search_path = public");
      statement.execute("create extension if not exists \"" + name + "\" cascade");
      statement.execute("set local search_path = pg_catalog, public");
      statement.execute("delete from member");
      try (PreparedStatement members =
          connection.prepareStatement(CatalogQueries.EXTENSION_MEMBERS)) {
        members.setString(1, name);
        members.execute();
      }
      statement.execute("analyze member");
      return members();
    } catch (SQLException missingLibrary) {
      if (!"58P01".equals(missingLibrary.getSQLState())) {
        throw missingLibrary;
      }
      return null;
    } finally {
      connection.rollback(before);
    }
  }

  private SortedMap<String, List<String>> members() throws SQLException {
    SortedMap<String, List<String>> lines = new TreeMap<>();
    for (Map.Entry<String, String> query : CatalogQueries.ofMembers().entrySet()) {
      List<String> rows = rows(query.getValue());
      if (!rows.isEmpty()) {
        lines.put(query.getKey(), rows);
      }
    }
    return lines;
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        String line = result.getString(1);
        if (!line.chars().allMatch(c -> c >= 32 && c < 127)) {
          throw new IllegalStateException(
              String.format(Locale.ROOT, "a line that is not plain ASCII: %s", line));
        }
        rows.add(line);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    connection.close();
  }
}
