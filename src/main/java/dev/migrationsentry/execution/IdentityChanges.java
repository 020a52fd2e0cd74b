package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ALTER COLUMN … ADD, SET and DROP of identity.
final class IdentityChanges {
  /// The major from which on partitions share the identity of the partitioned table.
  static final int INHERITED = 17;

  private IdentityChanges() {}

  /// The sequence of an identity column, or null. A partition's column counts with the sequence of
  /// the outermost partitioned table.
  static @Nullable Sequence sequence(Draft draft, Table table, Column column) {
    if (table.partitionOf() != 0 && draft.major() >= INHERITED) {
      Table parent = draft.get(table.partitionOf(), Table.class);
      Column same = parent.column(column.name());
      return same == null ? null : sequence(draft, parent, same);
    }
    for (Dependency dependency : draft.schema().dependents(table.id())) {
      if (dependency.referencedColumn() == column.number()
          && dependency.kind() == Dependency.Kind.INTERNAL
          && draft.schema().object(dependency.dependent()) instanceof Sequence sequence) {
        return sequence;
      }
    }
    return null;
  }

  static void add(TableAlteration alteration, AlterTable.AddIdentity action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Column column = ColumnChanges.column(draft, table, action.column());
    Span at = action.column().span();
    String type = column.type() instanceof DataType.Builtin builtin ? builtin.name() : "";
    if (!List.of("int2", "int4", "int8").contains(type)) {
      throw Refusal.of("22023", "identity column type must be smallint, integer, or bigint", at);
    }
    checkWhole(alteration, "cannot add identity to a column of", at);
    checkAddable(table, column, at);
    Column.Generation generation =
        action.always() ? Column.Generation.IDENTITY_ALWAYS : Column.Generation.IDENTITY_BY_DEFAULT;
    for (Table partition : partitions(alteration)) {
      Column same = ColumnChanges.column(draft, partition, action.column());
      checkAddable(partition, same, at);
      draft.replace(partition.with(same.valued(null, generation)));
    }
    Sequence sequence =
        new Sequences(draft)
            .forIdentity(
                table.name(),
                column.name(),
                table.namespace(),
                table.persistence(),
                type,
                action.options(),
                action.span());
    draft.replace(draft.current(table).with(column.valued(null, generation)));
    ColumnDefaults.own(draft, sequence, table.id(), column.number());
  }

  private static void checkAddable(Table table, Column column, Span at) {
    if (!column.notNull()) {
      throw wrong(table, column, "must be declared NOT NULL before identity can be added", at);
    }
    if (column.identity()) {
      throw wrong(table, column, "is already an identity column", at);
    }
    if (column.defaultValue() != null) {
      throw wrong(table, column, "already has a default value", at);
    }
  }

  /// Partitions have the identity of the partitioned table: it changes for all of them or not at
  /// all.
  private static void checkWhole(TableAlteration alteration, String what, Span at) {
    Table table = alteration.table();
    if (alteration.draft().major() < INHERITED) {
      return;
    }
    if (table.kind() == Table.Kind.PARTITIONED && alteration.only()) {
      throw Refusal.of("42P16", what + " only the partitioned table", at)
          .hint("Do not specify the ONLY keyword.")
          .restingOn(table.name());
    }
    if (table.partitionOf() != 0) {
      throw Refusal.of("42P16", what + " a partition", at).restingOn(table.name());
    }
  }

  private static List<Table> partitions(TableAlteration alteration) {
    return alteration.draft().major() >= INHERITED
            && alteration.table().kind() == Table.Kind.PARTITIONED
        ? alteration.descendants()
        : List.of();
  }

  /// A table that is attached gets the identity of the partitioned table.
  static void attach(Draft draft, Table parent, Table child) {
    if (draft.major() < INHERITED) {
      return;
    }
    for (Column column : parent.columns()) {
      Table now = draft.current(child);
      Column same = now.column(column.name());
      if (same != null && column.identity()) {
        draft.replace(now.with(same.valued(null, column.generation())));
      }
    }
  }

  /// A partition that is detached loses the identity, and so do its own partitions.
  static void detach(Draft draft, Table child, Span at) {
    if (draft.major() < INHERITED) {
      return;
    }
    for (Column column : draft.current(child).columns()) {
      if (column.identity()) {
        lose(draft, draft.current(child), column.name(), at);
      }
    }
  }

  private static void lose(Draft draft, Table table, String name, Span at) {
    Column column = table.column(name);
    if (column == null) {
      return;
    }
    if (!column.identity()) {
      throw wrong(table, column, "is not an identity column", at);
    }
    draft.replace(table.with(column.valued(null, Column.Generation.NONE)));
    for (Table partition : draft.schema().children(table.id())) {
      lose(draft, partition, name, at);
    }
  }

  private static Refusal wrong(Table table, Column column, String what, Span at) {
    return Refusal.of(
            "55000",
            "column \"" + column.name() + "\" of relation \"" + table.name() + "\" " + what,
            at)
        .restingOn(table.name(), column.name());
  }

  static void set(TableAlteration alteration, AlterTable.SetIdentity action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    checkWhole(alteration, "cannot change identity column of", action.column().span());
    Column column = ColumnChanges.column(draft, table, action.column());
    if (!column.identity()) {
      throw wrong(table, column, "is not an identity column", action.column().span());
    }
    List<Option> numbers = new ArrayList<>();
    Column.Generation generation = column.generation();
    for (Option option : action.options()) {
      if (option.name().equals("generated")) {
        generation =
            "always".equals(option.value())
                ? Column.Generation.IDENTITY_ALWAYS
                : Column.Generation.IDENTITY_BY_DEFAULT;
      } else {
        numbers.add(option);
      }
    }
    draft.replace(table.with(column.valued(null, generation)));
    for (Table partition : partitions(alteration)) {
      Column same = ColumnChanges.column(draft, partition, action.column());
      if (!same.identity()) {
        throw wrong(partition, same, "is not an identity column", action.column().span());
      }
      draft.replace(partition.with(same.valued(null, generation)));
    }
    Sequence sequence = sequence(draft, table, column);
    if (sequence != null && !numbers.isEmpty()) {
      draft.replace(Sequences.numbered(sequence, numbers, action.span(), false));
    }
  }

  static void drop(TableAlteration alteration, AlterTable.DropIdentity action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    checkWhole(alteration, "cannot drop identity from a column of", action.column().span());
    Column column = ColumnChanges.column(draft, table, action.column());
    if (!column.identity()) {
      if (action.ifExists()) {
        return;
      }
      throw wrong(table, column, "is not an identity column", action.column().span());
    }
    draft.replace(table.with(column.valued(null, Column.Generation.NONE)));
    if (draft.major() >= INHERITED && table.kind() == Table.Kind.PARTITIONED) {
      for (Table partition : draft.schema().children(table.id())) {
        lose(draft, partition, column.name(), action.column().span());
      }
    }
    Sequence sequence = sequence(draft, table, column);
    if (sequence != null) {
      draft.remove(sequence.id());
    }
  }
}
