package dev.migrationsentry.schema;

import java.util.List;

/// What PostgreSQL will answer to a statement.
public sealed interface Outcome {

  /// It works.
  ///
  /// @param after the database afterwards
  /// @param changes what it changed, in order
  record Done(Database after, List<Change> changes) implements Outcome {
    public Done {
      changes = List.copyOf(changes);
    }
  }

  /// It is refused; nothing changes, and the transaction around it is aborted.
  record Fails(ServerError error) implements Outcome {}

  /// It depends on data or on run time, or was not understood.
  ///
  /// @param why a clause for people: `depends on the rows of orders`
  /// @param after the database if it works, as far as known
  record Unknown(String why, Database after, List<Change> changes) implements Outcome {
    public Unknown {
      changes = List.copyOf(changes);
    }
  }
}
