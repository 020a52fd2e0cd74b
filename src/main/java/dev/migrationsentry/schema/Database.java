package dev.migrationsentry.schema;

import org.jspecify.annotations.Nullable;

/// A database as one connection sees it at one moment.
///
/// @param major the major version of the server, 14 to 18
/// @param schema what is in it
/// @param session the state of the connection
/// @param transaction the transaction that is open, or null
/// @param host what is known of the server around it
public record Database(
    int major, Schema schema, Session session, @Nullable Transaction transaction, Host host) {

  /// A database on a server of which nothing is known.
  public Database(int major, Schema schema, Session session, @Nullable Transaction transaction) {
    this(major, schema, session, transaction, Host.UNKNOWN);
  }

  /// The same with another schema.
  public Database with(Schema newSchema) {
    return new Database(major, newSchema, session, transaction, host);
  }

  /// The same with another state of the connection.
  public Database with(Session newSession) {
    return new Database(major, schema, newSession, transaction, host);
  }

  /// The same on a server of which something else is known.
  public Database on(Host newHost) {
    return new Database(major, schema, session, transaction, newHost);
  }

  /// The same in another transaction, or in none: with the end of its transaction the tables go
  /// that live no longer.
  public Database in(@Nullable Transaction newTransaction) {
    Schema left =
        newTransaction == null && transaction != null
            ? schema.withoutAll(transaction.dropAtEnd())
            : schema;
    return new Database(major, left, session, newTransaction, host);
  }
}
