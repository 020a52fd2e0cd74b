package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Indexes that are made like those of another table: for LIKE, and for partitions.
final class ClonedIndexes {
  private ClonedIndexes() {}

  /// Makes an index on a table like one of another table, with its constraint.
  ///
  /// @param numbers the numbers of the new table's columns by those of the old one's
  /// @param partitionOf the id of the index that the new one becomes a part of, or 0
  /// @return the new index
  static Index clone(
      Draft draft,
      Table from,
      Table to,
      Index index,
      Map<Integer, Integer> numbers,
      int partitionOf) {
    Constraint constraint = constraintOf(draft, from, index);
    List<Index.Key> keys = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      keys.add(
          new Index.Key(
              key.column() == 0 ? 0 : numbers.getOrDefault(key.column(), 0),
              key.expression(),
              key.operatorClass(),
              key.collation(),
              key.descending(),
              key.nullsFirst()));
    }
    List<Integer> include =
        index.include().stream().map(column -> numbers.getOrDefault(column, 0)).toList();
    String name = chosenName(draft, to, constraint, keys, include);
    Index made =
        draft.create(id ->
            new Index(
                id,
                name,
                to.namespace(),
                to.id(),
                index.method(),
                index.unique(),
                index.nullsNotDistinct(),
                keys,
                include,
                index.where(),
                true,
                partitionOf));
    draft.created(made);
    List<Integer> columns = new ArrayList<>(include);
    for (Index.Key key : keys) {
      if (key.column() != 0) {
        columns.add(key.column());
      }
    }
    for (Resolved.Reference reference : CopiedReferences.of(draft, index.id(), from, to)) {
      draft.depend(
          new Dependency(
              made.id(),
              0,
              reference.object(),
              reference.column(),
              reference.object() == to.id() ? Dependency.Kind.AUTO : Dependency.Kind.NORMAL));
    }
    int owner = made.id();
    if (constraint != null) {
      Constraint copy = constraint(draft, to, made, constraint, keys, partitionOf);
      draft.depend(made.id(), copy.id(), Dependency.Kind.INTERNAL);
      owner = copy.id();
    }
    for (int column : columns) {
      draft.depend(new Dependency(owner, 0, to.id(), column, Dependency.Kind.AUTO));
    }
    if (columns.isEmpty()) {
      draft.depend(owner, to.id(), Dependency.Kind.AUTO);
    }
    return made;
  }

  private static String chosenName(
      Draft draft,
      Table table,
      @Nullable Constraint constraint,
      List<Index.Key> keys,
      List<Integer> include) {
    ChosenNames names = new ChosenNames(draft.schema(), table.namespace());
    if (constraint instanceof Constraint.Key key && key.primary()) {
      return names.relation(table.name(), null, "pkey", true);
    }
    List<String> columns = new ArrayList<>();
    for (Index.Key key : keys) {
      Column column = key.column() == 0 ? null : table.column(key.column());
      columns.add(
          column != null
              ? column.name()
              : key.expression() == null ? "expr" : ExpressionNames.ofIndexKey(key.expression()));
    }
    for (int number : include) {
      Column column = table.column(number);
      columns.add(column == null ? "expr" : column.name());
    }
    String label =
        switch (constraint) {
          case Constraint.Exclude ignored -> "excl";
          case null -> "idx";
          default -> "key";
        };
    return names.relation(
        table.name(),
        ChosenNames.addition(ChosenNames.distinct(columns)),
        label,
        constraint != null);
  }

  /// The constraint that an index belongs to, or null.
  static @Nullable Constraint constraintOf(Draft draft, Table table, Index index) {
    for (Dependency dependency : draft.schema().dependencies(index.id())) {
      if (dependency.kind() == Dependency.Kind.INTERNAL
          && draft.schema().object(dependency.referenced()) instanceof Constraint constraint
          && constraint.table() == table.id()) {
        return constraint;
      }
    }
    return null;
  }

  private static Constraint constraint(
      Draft draft,
      Table table,
      Index index,
      Constraint like,
      List<Index.Key> keys,
      int partitionOf) {
    int parent = partitionOf == 0 ? 0 : like.id();
    Constraint copy =
        draft.create(id ->
            switch (like) {
              case Constraint.Key key ->
                  new Constraint.Key(
                      id,
                      index.name(),
                      index.namespace(),
                      table.id(),
                      key.primary(),
                      keys.stream().map(Index.Key::column).toList(),
                      key.withoutOverlaps(),
                      index.id(),
                      key.deferrable(),
                      key.initiallyDeferred(),
                      parent);
              case Constraint.Exclude exclude ->
                  new Constraint.Exclude(
                      id,
                      index.name(),
                      index.namespace(),
                      table.id(),
                      index.id(),
                      exclude.operators(),
                      exclude.deferrable(),
                      exclude.initiallyDeferred(),
                      parent);
              case Constraint other -> throw new IllegalStateException("" + other);
            });
    if (parent != 0) {
      draft.depend(copy.id(), parent, Dependency.Kind.PARTITION);
    }
    return copy;
  }
}
