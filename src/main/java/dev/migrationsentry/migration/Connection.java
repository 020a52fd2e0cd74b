package dev.migrationsentry.migration;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;

/// The connection on which a [Program] runs.
public interface Connection {
  /// The database as it is now.
  Database database();

  /// Sends a statement.
  ///
  /// @return what the server answers. After [Outcome.Fails] the transaction is aborted where there
  ///   is one: each later statement fails with 25P02 until a rollback (manual, section 3.4)
  Outcome execute(Statement statement);

  /// Sends a statement that may or may not be sent: its outcome is unknown, and what it would
  /// change is uncertain.
  ///
  /// @param why on what it depends, as a clause: `it depends on the rows of orders`
  void doubt(Statement statement, String why);

  /// Tells that the code has caught the error with which a statement failed, and goes on.
  ///
  /// @param statement the statement, as it was sent
  /// @param handler the handler: `except ProgrammingError:` and what it does
  void caught(Statement statement, Span handler);

  /// Ends the transaction that the runner holds open around the code, with all it did.
  void commit();

  /// Opens the runner's transaction again.
  void begin();
}
