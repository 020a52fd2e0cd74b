package dev.migrationsentry.schema;

import java.util.List;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/// A transaction that is open.
///
/// @param start the database before it began, which a rollback brings back
/// @param explicit whether a statement began it (`BEGIN`), and not the runner or the simple query
///   around the statements
/// @param savepoints from the oldest to the newest
/// @param newEnumLabels labels added to enums that were there before the transaction: `type
///   id:label`; they can't be used before it ends (manual, ALTER TYPE)
/// @param newObjects the ids of objects created in it
public record Transaction(
    Database start,
    boolean explicit,
    List<Savepoint> savepoints,
    PSet<String> newEnumLabels,
    PSet<Integer> newObjects) {
  public Transaction {
    savepoints = List.copyOf(savepoints);
  }

  /// A transaction that has just begun.
  public static Transaction begin(Database start, boolean explicit) {
    return new Transaction(start, explicit, List.of(), HashTreePSet.empty(), HashTreePSet.empty());
  }

  /// A savepoint, with the database at its moment.
  public record Savepoint(String name, Database at) {}
}
