package dev.migrationsentry.server;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts the rows of ledgers into a copy, so that a runner takes up where production stands.
final class LedgerRows {
  private static final int BATCH = 500;

  private LedgerRows() {}

  /// Copies the rows of all ledgers into tables that are there and empty. Where the role is a
  /// superuser, neither triggers nor foreign keys see it; sequences go on behind the largest value.
  ///
  /// @param connection in a transaction
  /// @return what could not be copied
  static List<SchemaCopy.Failure> copy(List<LedgerTable> ledgers, Connection connection)
      throws SQLException {
    List<SchemaCopy.Failure> failed = new ArrayList<>();
    for (LedgerTable ledger : ledgers) {
      String table = Quoting.name(ledger.schema()) + "." + Quoting.name(ledger.name());
      String unreadable = ledger.unreadable();
      if (unreadable != null) {
        failed.add(new SchemaCopy.Failure("the rows of " + table, unreadable));
        continue;
      }
      Savepoint savepoint = connection.setSavepoint();
      try {
        insert(table, ledger, connection);
        connection.releaseSavepoint(savepoint);
      } catch (SQLException e) {
        connection.rollback(savepoint);
        failed.add(new SchemaCopy.Failure("the rows of " + table, SchemaCopier.message(e)));
      }
    }
    return failed;
  }

  private static void insert(String table, LedgerTable ledger, Connection connection)
      throws SQLException {
    Set<String> generated = generated(table, connection);
    List<String> columns =
        ledger.columns().stream().filter(column -> !generated.contains(column)).toList();
    if (columns.isEmpty()) {
      return;
    }
    String names = columns.stream().map(Quoting::name).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      setReplication("replica", connection, statement);
      List<Map<String, String>> rows = ledger.rows();
      for (int start = 0; start < rows.size(); start += BATCH) {
        String values =
            rows.subList(start, Math.min(start + BATCH, rows.size())).stream()
                .map(row -> values(row, columns))
                .collect(Collectors.joining(",\n"));
        statement.execute(
            "insert into " + table + " (" + names + ") overriding system value values " + values);
      }
      setReplication("origin", connection, statement);
      for (String column : columns) {
        continueSequence(table, column, statement);
      }
    }
  }

  /// Only a superuser may go without triggers and foreign keys; others have to see them.
  private static void setReplication(String role, Connection connection, Statement statement)
      throws SQLException {
    Savepoint savepoint = connection.setSavepoint();
    try {
      statement.execute("set local session_replication_role = " + role);
      connection.releaseSavepoint(savepoint);
    } catch (SQLException notAllowed) {
      connection.rollback(savepoint);
    }
  }

  private static String values(Map<String, String> row, List<String> columns) {
    return columns.stream()
        .map(column -> row.containsKey(column) ? Quoting.text(row.get(column)) : "null")
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Set<String> generated(String table, Connection connection) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select attname from pg_attribute where attrelid = "
                    + Quoting.text(table)
                    + "::regclass and attgenerated <> ''")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /// The sequence that gives a column its values shall not give one that is there already.
  private static void continueSequence(String table, String column, Statement statement)
      throws SQLException {
    statement.execute(
        "select setval(s.name::regclass, m.value) from (select pg_get_serial_sequence("
            + Quoting.text(table)
            + ", "
            + Quoting.text(column)
            + ") as name) s, (select max("
            + Quoting.name(column)
            + "::text::numeric)::bigint as value from "
            + table
            + " where pg_get_serial_sequence("
            + Quoting.text(table)
            + ", "
            + Quoting.text(column)
            + ") is not null) m where s.name is not null and m.value is not null");
  }
}
