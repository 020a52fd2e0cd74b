package dev.migrationsentry.schema;

import org.jspecify.annotations.Nullable;

/// A database as one connection sees it at one moment.
///
/// @param major the major version of the server, 14 to 18
/// @param schema what is in it
/// @param session the state of the connection
/// @param transaction the transaction that is open, or null
public record Database(
    int major, Schema schema, Session session, @Nullable Transaction transaction) {

  /// The same with another schema.
  public Database with(Schema newSchema) {
    return new Database(major, newSchema, session, transaction);
  }

  /// The same with another state of the connection.
  public Database with(Session newSession) {
    return new Database(major, schema, newSession, transaction);
  }

  /// The same in another transaction, or in none: with the end of its transaction the tables go
  /// that live no longer.
  public Database in(@Nullable Transaction newTransaction) {
    Schema left =
        newTransaction == null && transaction != null
            ? schema.withoutAll(transaction.dropAtEnd())
            : schema;
    return new Database(major, left, session, newTransaction);
  }
}
