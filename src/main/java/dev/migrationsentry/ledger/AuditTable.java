package dev.migrationsentry.ledger;

import dev.migrationsentry.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// The table beside a ledger that records what was written into the ledger, by whom and why.
final class AuditTable {
  private AuditTable() {}

  /// What was written.
  ///
  /// @param action `accept`, `force` or `stamp`
  /// @param recorded what the ledger calls the migration
  record Entry(
      String action,
      String ledger,
      String recorded,
      String column,
      @Nullable String old,
      @Nullable String now,
      String reason) {}

  /// Adds an entry, and makes the table where it is missing. None of its columns is named like
  /// those by which a ledger is recognised.
  static void record(
      Connection connection, String schema, Entry entry, LedgerTransaction.Author author)
      throws SQLException {
    String table = Identifiers.quoted(schema) + "." + Identifiers.quoted(LedgerTransaction.AUDIT);
    make(connection, table);
    String insert =
        "insert into "
            + table
            + " (action, ledger, recorded_as, changed_column, old_value, new_value, reason, client_user, tool_version)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, entry.action());
      statement.setString(2, entry.ledger());
      statement.setString(3, entry.recorded());
      statement.setString(4, entry.column());
      statement.setString(5, entry.old());
      statement.setString(6, entry.now());
      statement.setString(7, entry.reason());
      statement.setString(8, author.user());
      statement.setString(9, author.toolVersion());
      statement.executeUpdate();
    }
  }

  private static void make(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next() && rows.getBoolean(1)) {
          return;
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table "
              + table
              + " (entry bigint generated always as identity primary key,"
              + " written timestamptz not null default now(),"
              + " action text not null, ledger text not null, recorded_as text not null,"
              + " changed_column text not null, old_value text, new_value text, reason text not null,"
              + " database_role text not null default session_user,"
              + " client_address inet default inet_client_addr(),"
              + " client_user text not null, tool_version text not null)");
    }
  }
}
