package dev.migrationsentry.migration;

import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// The habits of the program that runs a history.
///
/// @param name the name for `--framework` and for output, such as `flyway`
/// @param title the name as its makers write it, for sentences
/// @param order by what it sorts
/// @param transaction what it puts around a migration that asks for nothing else
/// @param assumed whether the program is not known and the habits are the usual ones of such a
///   layout
/// @param optOut how a migration asks to run outside of a transaction, as a sentence part that
///   follows "to run it outside of a transaction, " (`write "-- +goose NO TRANSACTION" at the top
///   of the file`); where there is no such way it says so
/// @param onDuplicate what it does when two migrations have one id, as a sentence part that follows
///   its title (`stops before it applies anything`)
/// @param reset what it undoes between two migrations
/// @param ledger the statement by which it creates the table that it records migrations in, before
///   the first migration; empty where no migration is known to touch it
/// @param schemas the schemas that it creates where they are missing and puts at the head of
///   `search_path` before the first migration; empty where it leaves the server's own setting
/// @param holding how to keep it from holding a transaction open on another connection while
///   migrations run, as an imperative sentence part (`set lock=false`); empty where it holds none
public record Runner(
    String name,
    String title,
    OrderBy order,
    TransactionMode transaction,
    boolean assumed,
    String optOut,
    String onDuplicate,
    ConnectionReset reset,
    List<String> schemas,
    String ledger,
    String holding) {
  /// Copies the schemas.
  public Runner {
    schemas = List.copyOf(schemas);
  }

  /// A runner whose ledger no migration is known to touch.
  public Runner(
      String name,
      String title,
      OrderBy order,
      TransactionMode transaction,
      boolean assumed,
      String optOut,
      String onDuplicate,
      ConnectionReset reset,
      List<String> schemas) {
    this(name, title, order, transaction, assumed, optOut, onDuplicate, reset, schemas, "", "");
  }

  /// The same runner, with the statement that creates its ledger.
  ///
  /// @param sql one `CREATE TABLE IF NOT EXISTS`
  public Runner recordingIn(String sql) {
    return new Runner(
        name,
        title,
        order,
        transaction,
        assumed,
        optOut,
        onDuplicate,
        reset,
        schemas,
        sql,
        holding);
  }

  /// The same runner, which holds a transaction open on another connection.
  ///
  /// @param remedy see `holding`
  public Runner holding(String remedy) {
    return new Runner(
        name,
        title,
        order,
        transaction,
        assumed,
        optOut,
        onDuplicate,
        reset,
        schemas,
        ledger,
        remedy);
  }

  /// The same habits, known or only assumed.
  public Runner assumed(boolean whether) {
    return new Runner(
        name,
        title,
        order,
        transaction,
        whether,
        optOut,
        onDuplicate,
        reset,
        schemas,
        ledger,
        holding);
  }

  /// The same runner with another order.
  public Runner ordering(OrderBy other) {
    return new Runner(
        name,
        title,
        other,
        transaction,
        assumed,
        optOut,
        onDuplicate,
        reset,
        schemas,
        ledger,
        holding);
  }

  /// The same runner with another transaction mode.
  public Runner running(TransactionMode other) {
    return new Runner(
        name, title, order, other, assumed, optOut, onDuplicate, reset, schemas, ledger, holding);
  }

  /// The same runner, working in other schemas.
  public Runner inSchemas(List<String> other) {
    return new Runner(
        name,
        title,
        order,
        transaction,
        assumed,
        optOut,
        onDuplicate,
        reset,
        other,
        ledger,
        holding);
  }

  /// Whether a statement is one by which the runner records a migration: it changes the rows of the
  /// table that the runner creates for that, and nothing else.
  public boolean records(Statement statement) {
    QualifiedName table =
        switch (statement) {
          case DataStatement.Insert insert -> insert.table();
          case DataStatement.Update update -> update.table();
          case DataStatement.Delete delete -> delete.table();
          case Statement ignored -> null;
        };
    return table != null && ledger.contains('"' + table.name() + '"');
  }
}
