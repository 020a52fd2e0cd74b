package dev.migrationsentry.runner;

import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.sql.Quoting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The table that records how far migrations have come that are no single transaction. It is made
/// when the first such migration runs; its rows are gone when the migration is in the ledger. None
/// of its columns is named like those by which a ledger is recognised.
final class ProgressTable {
  private static final String NAME = Ledgers.SENTRY_PROGRESS;

  private final String schema;
  private final String ledger;

  /// @param schema the schema of the ledger
  /// @param ledger the ledger as people name it
  ProgressTable(String schema, String ledger) {
    this.schema = schema;
    this.ledger = ledger;
  }

  /// A step that has begun.
  ///
  /// @param digest of its text
  /// @param existed whether what it makes or removes was there before
  /// @param ended whether it was completed
  record Entry(String digest, boolean existed, boolean ended) {}

  private String table() {
    return Quoting.name(schema) + "." + Quoting.name(NAME);
  }

  String shown() {
    return schema + "." + NAME;
  }

  String creation() {
    return "create table if not exists "
        + table()
        + " (ledger text not null, recorded_as text not null, step integer not null,"
        + " statement_sha256 text not null, existed_before boolean not null,"
        + " began timestamptz not null default now(), ended timestamptz,"
        + " primary key (ledger, recorded_as, step))";
  }

  /// What is recorded, by migration and step; nothing where there is no such table.
  Map<String, Map<Integer, Entry>> read(Connection connection) throws SQLException {
    Map<String, Map<Integer, Entry>> entries = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "select pg_catalog.to_regclass(" + Quoting.text(table()) + ") is not null")) {
        if (!found.next() || !found.getBoolean(1)) {
          return entries;
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "select recorded_as, step, statement_sha256, existed_before, ended is not null from "
                  + table()
                  + " where ledger = "
                  + Quoting.text(ledger))) {
        while (rows.next()) {
          entries
              .computeIfAbsent(rows.getString(1), asked -> new TreeMap<>())
              .put(
                  rows.getInt(2),
                  new Entry(rows.getString(3), rows.getBoolean(4), rows.getBoolean(5)));
        }
      }
    }
    return entries;
  }

  /// Records that a step begins.
  String began(String migration, int number, Step step, boolean existed) {
    return "insert into "
        + table()
        + " (ledger, recorded_as, step, statement_sha256, existed_before) values ("
        + key(migration, number, step)
        + ", "
        + existed
        + ")";
  }

  /// Records that a step has ended.
  String ended(String migration, int number, Step step) {
    return "insert into "
        + table()
        + " (ledger, recorded_as, step, statement_sha256, existed_before, ended) values ("
        + key(migration, number, step)
        + ", false, pg_catalog.clock_timestamp())"
        + " on conflict (ledger, recorded_as, step) do update set ended = excluded.ended";
  }

  /// Forgets a migration, since the ledger has it now.
  String forget(String migration) {
    return "delete from "
        + table()
        + " where ledger = "
        + Quoting.text(ledger)
        + " and recorded_as = "
        + Quoting.text(migration);
  }

  private String key(String migration, int number, Step step) {
    return Quoting.text(ledger)
        + ", "
        + Quoting.text(migration)
        + ", "
        + number
        + ", "
        + Quoting.text(digest(step));
  }

  static String digest(Step step) {
    try {
      byte[] bytes = step.text().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
