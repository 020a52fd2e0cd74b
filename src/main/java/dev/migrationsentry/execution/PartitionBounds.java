package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.CreateTable;

/// Whether the values of partitions overlap.
final class PartitionBounds {
  private PartitionBounds() {}

  /// Checks a bound against those of the other partitions, as far as their values are known.
  static void check(Draft draft, Table parent, Table partition, CreateTable.Bound bound) {}
}
