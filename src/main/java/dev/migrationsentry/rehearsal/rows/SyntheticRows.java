package dev.migrationsentry.rehearsal.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fills tables of a throw-away database with rows that respect its constraints: all columns have a
/// value, and distinct ones where the type has them, so that what fails with such rows fails with
/// nearly any.
public final class SyntheticRows {
  private final Connection connection;
  private final int rows;
  private final int seed;
  private final Values values;
  private final Map<Long, FilledTable> filled = new LinkedHashMap<>();
  private final Set<Long> begun = new HashSet<>();

  private SyntheticRows(Connection connection, int rows, int seed) throws SQLException {
    this.connection = connection;
    this.rows = rows;
    this.seed = seed;
    this.values = new Values(ServerType.read(connection));
  }

  /// Fills tables, and those before them that they refer to.
  ///
  /// @param connection to a throw-away database, with rights on its tables; committed at the end
  /// @param tables qualified and quoted
  /// @param rows how many rows each gets
  /// @param seed other values for another seed; 0 for small ones
  /// @return what became of each table, in the order in which they were filled
  public static List<FilledTable> fill(
      Connection connection, Collection<String> tables, int rows, int seed) throws SQLException {
    boolean automatic = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      SyntheticRows synthetic = new SyntheticRows(connection, rows, seed);
      for (String table : tables) {
        long id = synthetic.id(table);
        if (id == 0) {
          synthetic.filled.put(
              -1L - synthetic.filled.size(), new FilledTable(table, rows, 0, "it is not there"));
        } else {
          synthetic.fill(id);
        }
      }
      connection.commit();
      return List.copyOf(synthetic.filled.values());
    } finally {
      connection.setAutoCommit(automatic);
    }
  }

  private long id(String table) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select coalesce(to_regclass(?)::oid::bigint, 0)");
        ResultSet row = query(statement, table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static ResultSet query(PreparedStatement statement, String text) throws SQLException {
    statement.setString(1, text);
    return statement.executeQuery();
  }

  private void fill(long id) throws SQLException {
    if (!begun.add(id)) {
      return;
    }
    ServerTable table = ServerTable.read(connection, id);
    for (ServerTable.Reference reference : table.references()) {
      fill(reference.table());
    }
    int added = 0;
    String why = "";
    RowMaker maker = new RowMaker(table, values, seed);
    for (ServerTable.Reference reference : table.references()) {
      maker.refer(reference, keys(reference));
    }
    for (int row = 1; row <= rows && why.isEmpty(); row++) {
      why = insert(maker, row);
      added += why.isEmpty() ? 1 : 0;
      if (row == 1) {
        for (ServerTable.Reference reference : table.references()) {
          if (reference.table() == id) {
            maker.refer(reference, keys(reference));
          }
        }
      }
    }
    filled.put(id, new FilledTable(table.name(), rows, added, why));
  }

  /// The keys that rows can refer to.
  private List<List<String>> keys(ServerTable.Reference reference) throws SQLException {
    List<List<String>> keys = new ArrayList<>();
    String names = String.join(", ", reference.names());
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select "
                    + names
                    + " from "
                    + ServerTable.name(connection, reference.table())
                    + " where ("
                    + names
                    + ") is not null order by "
                    + names
                    + " limit "
                    + rows)) {
      while (found.next()) {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= reference.names().size(); i++) {
          key.add(found.getString(i));
        }
        keys.add(key);
      }
    }
    return keys;
  }

  /// Inserts a row, with other values as long as the server says which condition refuses them.
  ///
  /// @return why it did not work, or the empty text
  private String insert(RowMaker maker, int row) throws SQLException {
    maker.begin(row);
    SQLException first = null;
    while (true) {
      String sql = maker.sql();
      if (sql == null) {
        return maker.why();
      }
      Savepoint savepoint = connection.setSavepoint();
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
        connection.releaseSavepoint(savepoint);
        return "";
      } catch (SQLException refused) {
        connection.rollback(savepoint);
        first = first == null ? refused : first;
        if (!maker.otherThan(refused)) {
          String said = String.valueOf(first.getMessage()).lines().findFirst().orElse("");
          return first.getSQLState() + " " + said;
        }
      }
    }
  }
}
