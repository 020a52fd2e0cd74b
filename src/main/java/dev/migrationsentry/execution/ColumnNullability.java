package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ALTER COLUMN … SET and DROP NOT NULL.
final class ColumnNullability {
  private ColumnNullability() {}

  static void execute(TableAlteration alteration, AlterTable.SetNotNull action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Column column = ColumnChanges.column(draft, table, action.column());
    if (action.notNull()) {
      set(alteration, table, column, null, false, true, action.column().span());
    } else {
      drop(alteration, table, column, action.column().span());
    }
  }

  /// Makes a column, also of the child tables, refuse nulls.
  ///
  /// @param given the name of the constraint, or null
  static void set(
      TableAlteration alteration,
      Table table,
      Column column,
      @Nullable Name given,
      boolean noInherit,
      boolean validated,
      Span at) {
    Draft draft = alteration.draft();
    if (!column.notNull()) {
      checkRows(draft, table, validated);
      draft.replace(draft.current(table).with(column.notNull(true)));
    }
    Constraint.NotNull known =
        NotNullConstraints.ofColumn(draft, draft.current(table), column.number());
    if (known == null) {
      NotNullConstraints.require(
          draft, draft.current(table), column, given, noInherit, true, 0, validated);
    } else if (!known.local()) {
      draft.replace(known.from(true, known.inheritedFrom()));
    }
    if (noInherit) {
      return;
    }
    if (alteration.only()
        && table.kind() == Table.Kind.PARTITIONED
        && !draft.schema().children(table.id()).isEmpty()
        && draft.major() >= 18) {
      return;
    }
    for (Table child : alteration.descendants()) {
      Column own = draft.current(child).column(column.name());
      if (own == null) {
        continue;
      }
      if (!own.notNull()) {
        checkRows(draft, child, validated);
        draft.replace(draft.current(child).with(own.notNull(true)));
      }
      Constraint.NotNull inherited =
          NotNullConstraints.ofColumn(draft, draft.current(child), own.number());
      if (inherited == null) {
        Constraint.NotNull parent =
            NotNullConstraints.ofColumn(draft, draft.current(table), column.number());
        NotNullConstraints.require(
            draft,
            draft.current(child),
            own,
            parent == null ? null : new Name(parent.name(), at),
            false,
            false,
            1,
            validated);
      }
    }
  }

  private static void checkRows(Draft draft, Table table, boolean validated) {
    if (!validated || table.kind() != Table.Kind.ORDINARY) {
      return;
    }
    // Rows may or may not have a value there: only none at all is certain.
    if (table.rows() != Rows.NONE) {
      draft.doubt("depends on the rows of " + table.name());
    }
  }

  /// Rows that have a null where none may be.
  static Refusal containsNulls(Draft draft, Table table, String column, Span at) {
    return Refusal.of(
            "23502",
            "column \"" + column + "\" of relation \"" + table.name() + "\" contains null values",
            at)
        .about(
            ObjectKind.COLUMN,
            column,
            null,
            List.of(Descriptions.qualified(draft.schema(), table)));
  }

  private static void drop(TableAlteration alteration, Table table, Column column, Span at) {
    Draft draft = alteration.draft();
    if (!column.notNull()) {
      return;
    }
    if (column.identity()) {
      throw Refusal.of(
              "42601",
              "column \""
                  + column.name()
                  + "\" of relation \""
                  + table.name()
                  + "\" is an identity column",
              at)
          .restingOn(table.name(), column.name());
    }
    Constraint.Key primary = ForeignKeyTargets.primaryKey(draft, table);
    if (primary != null && primary.columns().contains(column.number())) {
      throw Refusal.of("42P16", "column \"" + column.name() + "\" is in a primary key", at)
          .restingOn(table.name(), column.name(), primary.name());
    }
    if (table.partitionOf() != 0) {
      Table parent = draft.get(table.partitionOf(), Table.class);
      Column inherited = parent.column(column.name());
      if (inherited != null && inherited.notNull()) {
        throw Refusal.of(
                "42P16", "column \"" + column.name() + "\" is marked NOT NULL in parent table", at)
            .restingOn(parent.name());
      }
    }
    if (alteration.only()
        && draft.major() < 18
        && table.kind() == Table.Kind.PARTITIONED
        && !draft.schema().children(table.id()).isEmpty()) {
      throw Refusal.of(
              "42P16",
              "cannot remove constraint from only the partitioned table when partitions exist",
              at)
          .hint("Do not specify the ONLY keyword.")
          .restingOn(table.name());
    }
    Constraint.NotNull constraint = NotNullConstraints.ofColumn(draft, table, column.number());
    if (constraint != null && constraint.inheritedFrom() > 0) {
      throw Refusal.of(
              "42P16",
              "cannot drop inherited constraint \""
                  + constraint.name()
                  + "\" of relation \""
                  + table.name()
                  + "\"",
              at)
          .restingOn(table.name(), constraint.name());
    }
    remove(draft, table, column);
    if (draft.major() >= 18) {
      List<Table> children =
          alteration.only() ? draft.schema().children(table.id()) : alteration.descendants();
      for (Table child : children) {
        Column own = draft.current(child).column(column.name());
        Constraint.NotNull inherited =
            own == null
                ? null
                : NotNullConstraints.ofColumn(draft, draft.current(child), own.number());
        if (inherited != null && alteration.only()) {
          draft.replace(inherited.from(true, Math.max(0, inherited.inheritedFrom() - 1)));
        } else if (own != null && inherited != null && !inherited.local()) {
          remove(draft, draft.current(child), own);
        }
      }
    } else if (table.kind() == Table.Kind.PARTITIONED || !alteration.only()) {
      for (Table child : alteration.descendants()) {
        Column own = draft.current(child).column(column.name());
        if (own != null && child.partitionOf() != 0) {
          remove(draft, draft.current(child), own);
        }
      }
    }
  }

  private static void remove(Draft draft, Table table, Column column) {
    NotNullConstraints.drop(draft, table, column.number());
    draft.replace(draft.current(table).with(column.notNull(false)));
  }
}
