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
  private IdentityChanges() {}

  /// The sequence of an identity column, or null.
  static @Nullable Sequence sequence(Draft draft, Table table, Column column) {
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
    if (!column.notNull()) {
      throw wrong(table, column, "must be declared NOT NULL before identity can be added", at);
    }
    if (column.identity()) {
      throw wrong(table, column, "is already an identity column", at);
    }
    if (column.defaultValue() != null) {
      throw wrong(table, column, "already has a default value", at);
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
    draft.replace(
        draft
            .current(table)
            .with(
                column.valued(
                    null,
                    action.always()
                        ? Column.Generation.IDENTITY_ALWAYS
                        : Column.Generation.IDENTITY_BY_DEFAULT)));
    ColumnDefaults.own(draft, sequence, table.id(), column.number());
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
    Sequence sequence = sequence(draft, table, column);
    if (sequence != null && !numbers.isEmpty()) {
      draft.replace(Sequences.numbered(sequence, numbers, action.span(), false));
    }
  }

  static void drop(TableAlteration alteration, AlterTable.DropIdentity action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Column column = ColumnChanges.column(draft, table, action.column());
    if (!column.identity()) {
      if (action.ifExists()) {
        return;
      }
      throw wrong(table, column, "is not an identity column", action.column().span());
    }
    draft.replace(table.with(column.valued(null, Column.Generation.NONE)));
    Sequence sequence = sequence(draft, table, column);
    if (sequence != null) {
      draft.remove(sequence.id());
    }
  }
}
