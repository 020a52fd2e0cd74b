package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import java.util.List;

/// Triggers (manual, CREATE TRIGGER).
final class Triggers {
  private Triggers() {}

  /// Gives a partition a copy of a row trigger of its partitioned table.
  static void inherit(Draft draft, Table partition, TableAttachment.Trigger trigger) {
    if (draft.schema().find(Schema.Space.TRIGGER, partition.id(), trigger.name()) != null) {
      return;
    }
    Table parent = draft.get(trigger.table(), Table.class);
    List<Integer> columns = Partitions.columns(parent, partition, trigger.columns());
    TableAttachment.Trigger copy =
        draft.create(id ->
            new TableAttachment.Trigger(
                id,
                trigger.name(),
                partition.id(),
                trigger.timing(),
                trigger.events(),
                columns,
                true,
                trigger.when(),
                trigger.constraint(),
                trigger.deferrable(),
                trigger.initiallyDeferred(),
                trigger.function(),
                trigger.functionName(),
                trigger.enabled(),
                trigger.id()));
    draft.depend(copy.id(), partition.id(), Dependency.Kind.AUTO);
    draft.depend(copy.id(), trigger.id(), Dependency.Kind.PARTITION);
    if (trigger.function() != 0) {
      draft.depend(copy.id(), trigger.function(), Dependency.Kind.NORMAL);
    }
    for (Table child : draft.schema().children(partition.id())) {
      inherit(draft, child, copy);
    }
  }
}
