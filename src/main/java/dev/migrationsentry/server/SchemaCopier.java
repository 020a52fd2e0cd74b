package dev.migrationsentry.server;

import dev.migrationsentry.catalog.Fingerprint;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Makes in an empty database what a snapshot describes, in one transaction.
///
/// Statements are sent in batches; where a batch fails, its statements are sent one by one, and
/// those that fail are tried again after all others, until none is left or none works any more.
/// That solves every order: views on views, functions that return rows of tables, and the like.
final class SchemaCopier {
  private static final int BATCH = 200;
  private static final String EXTENSION = "create extension ";
  private static final String EVENT_TRIGGER = "create event trigger ";
  private static final String ALTER_EVENT_TRIGGER = "alter event trigger ";

  private final Connection connection;
  private final Snapshot snapshot;
  private final List<SchemaCopy.Failure> failed = new ArrayList<>();

  private SchemaCopier(Connection connection, Snapshot snapshot) {
    this.connection = connection;
    this.snapshot = snapshot;
  }

  /// Copies.
  ///
  /// @param connection to an empty database, as a role that may do everything there
  static SchemaCopy copy(Snapshot snapshot, Connection connection) throws SQLException {
    return new SchemaCopier(connection, snapshot).copy();
  }

  private SchemaCopy copy() throws SQLException {
    execute("set check_function_bodies = off");
    execute("set search_path = pg_catalog");
    execute("set client_min_messages = error");
    connection.setAutoCommit(false);
    if (snapshot.definitions().stream().noneMatch("create schema if not exists public"::equals)) {
      execute("drop schema public");
    }
    List<String> before = new ArrayList<>();
    List<String> last = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String definition : snapshot.definitions()) {
      if (definition.startsWith(EVENT_TRIGGER) || definition.startsWith(ALTER_EVENT_TRIGGER)) {
        // It would fire for what is made after it.
        last.add(definition);
      } else if (definition.startsWith("do ") || definition.startsWith("create schema ")) {
        before.add(definition);
      } else if (!definition.startsWith(EXTENSION)) {
        rest.add(definition);
      }
    }
    make(before);
    make(extensions());
    make(rest);
    List<SchemaCopy.Failure> ledgers = LedgerRows.copy(snapshot.ledgers(), connection);
    make(last);
    failed.addAll(ledgers);
    connection.commit();
    connection.setAutoCommit(true);
    int major = connection.getMetaData().getDatabaseMajorVersion();
    String uncompared = uncompared(major);
    List<String> differences =
        uncompared.isEmpty()
            ? Fingerprint.differences(snapshot.fingerprint(), Fingerprint.read(connection))
            : List.of();
    return new SchemaCopy(failed, stubs(), differences, uncompared);
  }

  private String uncompared(int major) {
    if (major != snapshot.major()) {
      return "the server here is PostgreSQL " + major + ", the source is " + snapshot.major();
    }
    return snapshot.fingerprint().isEmpty()
        ? "the snapshot has no fingerprint to compare with; take a new one"
        : "";
  }

  /// The extensions in the versions of the source where those are to be had. The order is that of
  /// names; what an extension needs comes with it or is tried again.
  private List<String> extensions() throws SQLException {
    Set<String> available =
        new HashSet<>(
            texts("select concat(name, ' ', version) from pg_available_extension_versions"));
    List<String> statements = new ArrayList<>();
    for (Snapshot.Extension extension : snapshot.extensions()) {
      String version =
          available.contains(extension.name() + " " + extension.version())
              ? " version " + Quoting.text(extension.version())
              : "";
      statements.add(
          "create extension if not exists "
              + Quoting.name(extension.name())
              + " with schema "
              + Quoting.name(extension.schema())
              + version
              + " cascade");
    }
    return statements;
  }

  /// The extensions of this database that are stubs.
  private List<String> stubs() throws SQLException {
    return texts(ExtensionStubs.INSTALLED);
  }

  private void make(List<String> definitions) throws SQLException {
    List<String> left = definitions;
    while (!left.isEmpty()) {
      List<SchemaCopy.Failure> again = new ArrayList<>();
      for (int start = 0; start < left.size(); start += BATCH) {
        List<String> batch = left.subList(start, Math.min(start + BATCH, left.size()));
        Savepoint savepoint = connection.setSavepoint();
        try {
          execute(String.join(";\n", batch));
          connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
          connection.rollback(savepoint);
          oneByOne(batch, again);
        }
      }
      if (again.size() == left.size()) {
        failed.addAll(again);
        return;
      }
      left = again.stream().map(SchemaCopy.Failure::definition).toList();
    }
  }

  private void oneByOne(List<String> batch, List<SchemaCopy.Failure> again) throws SQLException {
    for (String definition : new LinkedHashSet<>(batch)) {
      Savepoint savepoint = connection.setSavepoint();
      try {
        execute(definition);
        connection.releaseSavepoint(savepoint);
      } catch (SQLException e) {
        connection.rollback(savepoint);
        again.add(new SchemaCopy.Failure(definition, message(e)));
      }
    }
  }

  /// The server's message without its severity.
  static String message(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.startsWith("ERROR: ") ? message.substring("ERROR: ".length()) : message;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Braces and question marks of definitions are theirs, not the driver's.
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  private List<String> texts(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
