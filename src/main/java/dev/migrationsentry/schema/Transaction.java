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
/// @param dropAtEnd the ids of temporary tables that go with it (`ON COMMIT DROP`)
/// @param aborted whether a statement in it failed, so that the server refuses all others until it
///   is rolled back, as a whole or to a savepoint
public record Transaction(
    Database start,
    boolean explicit,
    List<Savepoint> savepoints,
    PSet<String> newEnumLabels,
    PSet<Integer> dropAtEnd,
    boolean aborted) {
  public Transaction {
    savepoints = List.copyOf(savepoints);
  }

  /// A transaction that has just begun.
  public static Transaction begin(Database start, boolean explicit) {
    return new Transaction(
        start, explicit, List.of(), HashTreePSet.empty(), HashTreePSet.empty(), false);
  }

  /// Whether an object was created in it.
  public boolean created(int id) {
    return id >= start.schema().nextId();
  }

  /// The same with one more label that can't be used before it ends.
  public Transaction withNewEnumLabel(int type, String label) {
    return new Transaction(
        start, explicit, savepoints, newEnumLabels.plus(type + ":" + label), dropAtEnd, aborted);
  }

  /// The same with one more table that goes with it.
  public Transaction withDropAtEnd(int table) {
    return new Transaction(
        start, explicit, savepoints, newEnumLabels, dropAtEnd.plus(table), aborted);
  }

  /// The same with other savepoints.
  public Transaction with(List<Savepoint> other) {
    return new Transaction(start, explicit, other, newEnumLabels, dropAtEnd, aborted);
  }

  /// The same, begun by a statement.
  public Transaction madeExplicit() {
    return new Transaction(start, true, savepoints, newEnumLabels, dropAtEnd, aborted);
  }

  /// The same after a statement in it failed.
  public Transaction afterFailure() {
    return new Transaction(start, explicit, savepoints, newEnumLabels, dropAtEnd, true);
  }

  /// A savepoint, with the database at its moment.
  public record Savepoint(String name, Database at) {}
}
