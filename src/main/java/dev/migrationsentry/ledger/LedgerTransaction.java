package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Writes into ledgers. Beside the runner that is the only thing in this program that changes a
/// database of people. All or nothing, in one transaction; each row is locked and compared with
/// what was read before, and what is written is recorded with its reason in a table beside the
/// ledger.
///
/// It works through PgBouncer in transaction mode: nothing is set beyond the transaction.
public final class LedgerTransaction {
  /// The table that records what was written.
  public static final String AUDIT = "migration_sentry_audit";

  /// The table in which leases of the lock stand, where there is a pooler before the server.
  public static final String LOCK = "migration_sentry_lock";

  static final String UNDONE = "; nothing was written.";

  private final DatabaseUrl url;
  private final Duration limit;
  private final Author author;

  /// @param limit how long connecting, and then the transaction, may take
  public LedgerTransaction(DatabaseUrl url, Duration limit, Author author) {
    this.url = url;
    this.limit = limit;
    this.author = author;
  }

  /// Who writes.
  ///
  /// @param user the user of this machine
  /// @param toolVersion the version of this program
  public record Author(String user, String toolVersion) {}

  /// Writes the accepted lines.
  ///
  /// @return how many rows were written
  /// @throws DatabaseProblem when nothing was written, with the reason
  public int write(Reconciliation plan) {
    List<Reconciliation.Line> lines = new ArrayList<>();
    for (Reconciliation.Line line : plan.with(Reconciliation.Word.ACCEPTED)) {
      if (line.rewrite() != null) {
        lines.add(line);
      }
    }
    Stamp stamp = plan.stamp() == null || plan.stamp().refused() != null ? null : plan.stamp();
    if (lines.isEmpty() && stamp == null) {
      return 0;
    }
    run(connection -> {
      for (Reconciliation.Line line : lines) {
        write(connection, line);
      }
      if (stamp != null) {
        StampedTable.move(connection, stamp, author);
      }
    });
    return lines.size() + (stamp == null ? 0 : 1);
  }

  /// What is done in the transaction.
  @FunctionalInterface
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void run(Work work) {
    boolean committing = false;
    try (Connection connection = open()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level read committed");
        statement.execute("set local statement_timeout = " + limit.toMillis());
        statement.execute("set local lock_timeout = " + Math.min(5000, limit.toMillis()));
        statement.execute(
            "set local idle_in_transaction_session_timeout = " + (limit.toMillis() + 10_000));
        statement.execute("set local search_path = pg_catalog");
        work.on(connection);
        committing = true;
        connection.commit();
      } finally {
        if (!connection.isClosed()) {
          connection.rollback();
        }
      }
    } catch (SQLException e) {
      throw problem(e, committing);
    }
  }

  private void write(Connection connection, Reconciliation.Line line) throws SQLException {
    Reconciliation.Rewrite rewrite = line.rewrite();
    if (rewrite == null) {
      return;
    }
    RecordedPlace place = rewrite.place().recorded();
    String column = String.valueOf(place.checksum());
    String row = locked(connection, place, rewrite.id());
    String table = name(place.table());
    String update =
        "update "
            + table
            + " set "
            + Identifiers.quoted(column)
            + " = cast(? as "
            + type(connection, place.table(), column)
            + ") where ctid = cast(? as tid) returning "
            + Identifiers.quoted(column)
            + "::text";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setString(1, rewrite.checksum());
      statement.setString(2, row);
      try (ResultSet written = statement.executeQuery()) {
        if (!written.next() || !rewrite.checksum().equals(written.getString(1)) || written.next()) {
          throw new DatabaseProblem(
              table + " did not take the new checksum of " + rewrite.id() + " as it is" + UNDONE);
        }
      }
    }
    AuditTable.record(
        connection,
        place.table().schema(),
        new AuditTable.Entry(
            line.ack() == null ? "accept" : "force",
            rewrite.ledger(),
            rewrite.id(),
            column,
            rewrite.old(),
            rewrite.checksum(),
            line.reason()),
        author);
  }

  /// Locks a row, and makes sure that it is as it was read.
  ///
  /// @return where it is
  private static String locked(Connection connection, RecordedPlace place, String id)
      throws SQLException {
    LedgerTable table = place.table();
    StringBuilder query = new StringBuilder("select ctid::text");
    table
        .columns()
        .forEach(column -> query.append(", ").append(Identifiers.quoted(column)).append("::text"));
    query.append(" from ").append(name(table)).append(" where ");
    query
        .append(Identifiers.quoted(place.key()))
        .append("::text is not distinct from ? for update");
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query.toString())) {
      statement.setString(1, place.row().get(place.key()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          Map<String, String> values = new LinkedHashMap<>();
          for (int i = 0; i < table.columns().size(); i++) {
            String value = rows.getString(i + 2);
            if (value != null) {
              values.put(table.columns().get(i), value);
            }
          }
          if (values.equals(place.row())) {
            found.add(rows.getString(1));
          }
        }
      }
    }
    if (found.size() != 1) {
      throw new DatabaseProblem(
          "The row of "
              + id
              + " in "
              + name(table)
              + " has changed since it was read"
              + UNDONE
              + " Run it again.");
    }
    return found.getFirst();
  }

  private static String type(Connection connection, LedgerTable table, String column)
      throws SQLException {
    String query =
        "select format_type(a.atttypid, a.atttypmod) from pg_attribute a"
            + " where a.attrelid = cast(? as regclass) and a.attname = ?";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name(table));
      statement.setString(2, column);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new DatabaseProblem(
              name(table) + " has no column " + column + " any more" + UNDONE);
        }
        return rows.getString(1);
      }
    }
  }

  private static String name(LedgerTable table) {
    return Identifiers.quoted(table.schema()) + "." + Identifiers.quoted(table.name());
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    String seconds = Long.toString(Math.max(1, limit.toSeconds()));
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, limit.toSeconds()) + 5));
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("ApplicationName", "migration-sentry reconcile");
    return url.connect(properties);
  }

  private DatabaseProblem problem(SQLException e, boolean committing) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = url.redact(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    String quoted = " (" + (state.isEmpty() ? "" : state + ": ") + said + ")";
    if (committing && (state.startsWith("08") || state.startsWith("57P"))) {
      return new DatabaseProblem(
          "The connection to "
              + url
              + " was lost while the transaction was committed, so that it is not known whether it was written"
              + quoted
              + ". Run it again without --accept to see.");
    }
    if (state.equals("55P03") || state.equals("57014")) {
      return new DatabaseProblem(
          "Somebody else holds a row of the ledger in " + url + quoted + UNDONE);
    }
    if (state.equals("42501")) {
      return new DatabaseProblem(
          "The role "
              + url.user()
              + " needs select and update on the ledger, and create on its schema to make "
              + AUDIT
              + ", or insert on that"
              + quoted
              + UNDONE);
    }
    if (state.equals("25006")) {
      return new DatabaseProblem("The database " + url + " can only be read" + quoted + UNDONE);
    }
    return new DatabaseProblem("Writing the ledger in " + url + " failed" + quoted + UNDONE);
  }
}
