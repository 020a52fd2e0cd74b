package dev.migrationsentry.schema;

import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// A sequence.
///
/// @param type `int2`, `int4` or `int8`
/// @param ownedBy the id of the table whose column owns it, or 0; `ownedByColumn` is the column's
///   number
/// @param identity whether it is the hidden sequence of an identity column
public record Sequence(
    int id,
    String name,
    int namespace,
    Table.Persistence persistence,
    String type,
    int ownedBy,
    int ownedByColumn,
    boolean identity,
    long increment,
    long minimum,
    long maximum,
    long start,
    boolean cycle)
    implements Relation {
  @Override
  public PVector<Column> columns() {
    return TreePVector.empty();
  }

  @Override
  public Sequence named(String newName, int newNamespace) {
    return new Sequence(
        id,
        newName,
        newNamespace,
        persistence,
        type,
        ownedBy,
        ownedByColumn,
        identity,
        increment,
        minimum,
        maximum,
        start,
        cycle);
  }

  /// The same, owned by another column, or by none (0).
  public Sequence owned(int table, int column) {
    return new Sequence(
        id,
        name,
        namespace,
        persistence,
        type,
        table,
        column,
        identity,
        increment,
        minimum,
        maximum,
        start,
        cycle);
  }
}
