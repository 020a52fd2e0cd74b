package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Moves Alembic's table to other heads.
final class StampedTable {
  private static final String COLUMN = "version_num";

  private StampedTable() {}

  /// Locks the table against other writers, compares it with what was read, and moves it.
  static void move(Connection connection, Stamp stamp, LedgerTransaction.Author author)
      throws SQLException {
    String ledger = String.valueOf(stamp.ledger());
    int dot = ledger.indexOf('.');
    String schema = ledger.substring(0, dot);
    String table = Identifiers.quoted(schema) + "." + Identifiers.quoted(ledger.substring(dot + 1));
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + table + " in exclusive mode");
      try (ResultSet rows = statement.executeQuery("select " + COLUMN + " from " + table)) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    if (found.size() != stamp.old().size()
        || !new HashSet<>(found).equals(new HashSet<>(stamp.old()))) {
      throw new DatabaseProblem(
          ledger + " has changed since it was read" + LedgerTransaction.UNDONE + " Run it again.");
    }
    for (String old : stamp.old()) {
      if (!stamp.heads().contains(old)) {
        change(connection, "delete from " + table + " where " + COLUMN + " = ?", old);
      }
    }
    for (String head : stamp.heads()) {
      if (!stamp.old().contains(head)) {
        change(connection, "insert into " + table + " (" + COLUMN + ") values (?)", head);
      }
    }
    AuditTable.record(
        connection,
        schema,
        new AuditTable.Entry(
            "stamp",
            ledger,
            stamp.revision(),
            COLUMN,
            String.join(", ", stamp.old()),
            String.join(", ", stamp.heads()),
            "All that " + String.join(", ", stamp.skipped()) + " make was proved to be there."),
        author);
  }

  private static void change(Connection connection, String sql, String revision)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, revision);
      if (statement.executeUpdate() != 1) {
        throw new SQLException("another number of rows than one was changed: " + sql);
      }
    }
  }
}
