package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … ATTACH and DETACH PARTITION.
final class PartitionChanges {
  private PartitionChanges() {}

  static void attach(TableAlteration alteration, AlterTable.AttachPartition action) {
    Draft draft = alteration.draft();
    if (alteration.relation() instanceof Index parent) {
      attachIndex(draft, parent, action);
      return;
    }
    Table parent = alteration.table();
    Span at = action.partition().span();
    Relation relation = draft.names().relation(action.partition());
    if (!(relation instanceof Table child)) {
      throw Refusal.of(
              "42809",
              "ALTER action ATTACH PARTITION cannot be performed on relation \""
                  + relation.name()
                  + "\"",
              at)
          .detail("This operation is not supported for " + AlterPermissions.plural(relation) + ".")
          .restingOn(relation.name());
    }
    check(draft, parent, child, at);
    for (Column column : child.columns()) {
      if (column.identity() && draft.major() >= IdentityChanges.INHERITED) {
        throw Refusal.of(
                "55000",
                "table \""
                    + child.name()
                    + "\" being attached contains an identity column \""
                    + column.name()
                    + '"',
                at)
            .detail("The new partition may not contain an identity column.")
            .restingOn(child.name());
      }
      if (parent.column(column.name()) == null) {
        throw Refusal.of(
                "42804",
                "table \""
                    + child.name()
                    + "\" contains column \""
                    + column.name()
                    + "\" not found in parent \""
                    + parent.name()
                    + "\"",
                at)
            .detail("The new partition may contain only the columns present in parent.")
            .restingOn(child.name(), parent.name());
      }
    }
    CreateTable.Bound bound = action.bound();
    InheritanceChanges.merge(draft, child, parent, at);
    IdentityChanges.attach(draft, parent, child);
    draft.replace(draft.current(child).inheriting(List.of(), parent.id(), bound));
    draft.depend(child.id(), parent.id(), Dependency.Kind.AUTO);
    if (bound != null) {
      Partitions.checkBound(draft, parent, draft.current(child), bound);
    }
    TableRows.doubtIfAny(draft, child);
    Partitions.inheritObjects(draft, parent, draft.current(child), false);
  }

  private static void check(Draft draft, Table parent, Table child, Span at) {
    if (child.partitionOf() != 0) {
      throw Refusal.of("42809", "\"" + child.name() + "\" is already a partition", at)
          .restingOn(child.name());
    }
    if (child.ofType() != 0) {
      throw Refusal.of("42809", "cannot attach a typed table as partition", at)
          .restingOn(child.name());
    }
    if (!child.parents().isEmpty()) {
      throw Refusal.of("42809", "cannot attach inheritance child as partition", at)
          .restingOn(child.name());
    }
    if (child.kind() != Table.Kind.PARTITIONED && !draft.schema().children(child.id()).isEmpty()) {
      throw Refusal.of("42809", "cannot attach inheritance parent as partition", at)
          .restingOn(child.name());
    }
    if (child.id() == parent.id()) {
      throw Refusal.of("42P07", "circular inheritance not allowed", at)
          .detail("\"" + child.name() + "\" is already a child of \"" + child.name() + "\".");
    }
  }

  private static void attachIndex(Draft draft, Index parent, AlterTable.AttachPartition action) {
    Span at = action.partition().span();
    Relation relation = draft.names().findRelation(action.partition());
    if (!(relation instanceof Index child)) {
      if (relation == null) {
        throw Errors.noRelation(action.partition());
      }
      throw Errors.wrongKind(relation.name(), "is not an index", at);
    }
    if (child.partitionOf() == parent.id()) {
      return;
    }
    Table table = draft.get(parent.table(), Table.class);
    Table partition = draft.get(child.table(), Table.class);
    String refused =
        child.partitionOf() != 0
            ? "Index \"" + child.name() + "\" is already attached to another index."
            : partition.partitionOf() != table.id()
                ? "Index \""
                    + child.name()
                    + "\" is not an index on any partition of table \""
                    + table.name()
                    + "\"."
                : IndexAttachment.fits(draft, parent, child, Partitions.numbers(table, partition))
                    ? null
                    : "The index definitions do not match.";
    if (refused != null) {
      throw Refusal.of(
              child.partitionOf() != 0 || refused.startsWith("Index") ? "55000" : "42P17",
              "cannot attach index \""
                  + child.name()
                  + "\" as a partition of index \""
                  + parent.name()
                  + "\"",
              at)
          .detail(refused)
          .restingOn(child.name(), parent.name());
    }
    IndexAttachment.attach(draft, table, parent, partition, child);
    validate(draft, table, draft.current(parent));
  }

  /// A partitioned index is valid as soon as each partition has its part of it.
  private static void validate(Draft draft, Table table, Index parent) {
    for (Table partition : draft.schema().children(table.id())) {
      boolean attached = false;
      for (Index index : draft.schema().indexes(partition.id())) {
        attached |= index.partitionOf() == parent.id() && index.valid();
      }
      if (!attached) {
        return;
      }
    }
    draft.replace(parent.attached(true, parent.partitionOf()));
    if (parent.partitionOf() != 0) {
      Index above = draft.get(parent.partitionOf(), Index.class);
      validate(draft, draft.get(above.table(), Table.class), above);
    }
  }

  static void prepare(TableAlteration alteration, AlterTable.DetachPartition action) {
    if (action.concurrently()) {
      Transactions.forbid(alteration.draft(), "ALTER TABLE ... DETACH CONCURRENTLY", action.span());
    }
    alteration.later(TableAlteration.Pass.OTHER, () -> detach(alteration, action));
  }

  private static void detach(TableAlteration alteration, AlterTable.DetachPartition action) {
    Draft draft = alteration.draft();
    Table parent = alteration.table();
    Span at = action.partition().span();
    Relation relation = draft.names().relation(action.partition());
    if (!(relation instanceof Table child) || child.partitionOf() != parent.id()) {
      throw Refusal.of(
              "42P01",
              "relation \""
                  + relation.name()
                  + "\" is not a partition of relation \""
                  + parent.name()
                  + "\"",
              at)
          .restingOn(relation.name(), parent.name());
    }
    InheritanceChanges.disinherit(draft, child, parent);
    IdentityChanges.detach(draft, child, at);
    for (Index index : draft.schema().indexes(child.id())) {
      if (index.partitionOf() != 0) {
        draft.replace(index.attached(index.valid(), 0));
        free(draft, index.id());
      }
    }
    for (Constraint constraint : draft.schema().belongingTo(child.id(), Constraint.class)) {
      switch (constraint) {
        case Constraint.Key key when key.parent() != 0 -> draft.replace(key.in(0));
        case Constraint.Exclude exclude when exclude.parent() != 0 -> draft.replace(exclude.in(0));
        case Constraint.ForeignKey key when key.parent() != 0 && key.table() == child.id() ->
            draft.replace(key.in(0));
        default -> {
          continue;
        }
      }
      free(draft, constraint.id());
    }
    for (TableAttachment.Trigger trigger :
        draft.schema().belongingTo(child.id(), TableAttachment.Trigger.class)) {
      if (trigger.parent() != 0) {
        draft.remove(trigger.id());
      }
    }
  }

  private static void free(Draft draft, int object) {
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(object))) {
      if (dependency.kind() == Dependency.Kind.PARTITION) {
        draft.forget(dependency);
      }
    }
  }
}
