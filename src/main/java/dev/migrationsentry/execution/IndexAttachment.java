package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Table;
import java.util.Map;

/// Indexes of partitions as parts of the partitioned table's index.
final class IndexAttachment {
  private IndexAttachment() {}

  /// Whether an index of a partition says the same as one of the partitioned table.
  ///
  /// @param numbers the numbers of the partition's columns by those of the partitioned table's
  static boolean fits(Draft draft, Index parent, Index candidate, Map<Integer, Integer> numbers) {
    if (parent.unique() != candidate.unique()
        || !parent.method().equals(candidate.method())
        || parent.nullsNotDistinct() != candidate.nullsNotDistinct()
        || parent.keys().size() != candidate.keys().size()
        || parent.include().size() != candidate.include().size()
        || (parent.where() == null) != (candidate.where() == null)) {
      return false;
    }
    for (int i = 0; i < parent.keys().size(); i++) {
      Index.Key left = parent.keys().get(i);
      Index.Key right = candidate.keys().get(i);
      if (left.column() == 0
          ? left.expression() == null
              || right.expression() == null
              || !ExpressionText.same(left.expression(), right.expression())
          : numbers.getOrDefault(left.column(), 0) != right.column()) {
        return false;
      }
      if (left.operatorClass() == null
          ? right.operatorClass() != null
          : !left.operatorClass().equals(right.operatorClass())) {
        return false;
      }
    }
    return parent.where() == null
        || (candidate.where() != null && ExpressionText.same(parent.where(), candidate.where()));
  }

  /// Makes an index of a partition a part of the partitioned table's.
  static void attach(Draft draft, Table table, Index parent, Table partition, Index candidate) {
    draft.replace(candidate.attached(candidate.valid(), parent.id()));
    draft.depend(candidate.id(), parent.id(), Dependency.Kind.PARTITION);
    Constraint constraint = ClonedIndexes.constraintOf(draft, table, parent);
    Constraint own = ClonedIndexes.constraintOf(draft, partition, candidate);
    if (constraint != null && own != null) {
      switch (own) {
        case Constraint.Key key -> draft.replace(key.in(constraint.id()));
        case Constraint.Exclude exclude -> draft.replace(exclude.in(constraint.id()));
        case Constraint other -> throw new IllegalStateException("" + other);
      }
      draft.depend(own.id(), constraint.id(), Dependency.Kind.PARTITION);
    }
  }
}
