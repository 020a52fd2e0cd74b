package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;

/// ALTER TABLE … ADD COLUMN.
final class AddedColumns {
  private AddedColumns() {}

  static void prepare(TableAlteration alteration, AlterTable.AddColumn action) {
    if (alteration.relation() instanceof Table table && table.ofType() != 0) {
      throw Refusal.of("42809", "cannot add column to typed table", action.span())
          .restingOn(table.name());
    }
    alteration.later(TableAlteration.Pass.ADD_COLUMN, () -> execute(alteration, action));
  }

  private static void execute(TableAlteration alteration, AlterTable.AddColumn action) {
    Draft draft = alteration.draft();
    Relation relation = alteration.relation();
    String name = action.column().name().stored();
    if (relation instanceof CompositeType type) {
      addAttribute(alteration, type, action);
      return;
    }
    Table table = alteration.table();
    if (table.partitionOf() != 0) {
      throw Refusal.of("42809", "cannot add column to a partition", action.span())
          .restingOn(table.name());
    }
    Column existing = table.column(name);
    if (existing != null && action.ifNotExists()) {
      skipped(draft, table, existing);
      return;
    }
    ColumnPlan plan =
        new ColumnDefinitions(draft, table.name(), table.namespace(), table.persistence())
            .read(action.column());
    checkName(draft, table, existing, action);
    ColumnDefinitions.check(draft, plan);
    boolean shared =
        table.kind() == Table.Kind.PARTITIONED && draft.major() >= IdentityChanges.INHERITED;
    if (plan.column(0).identity()
        && !shared
        && !alteration.only()
        && !draft.schema().children(table.id()).isEmpty()) {
      throw Refusal.of(
              "42P16",
              "cannot recursively add identity column to table that has child tables",
              action.span())
          .restingOn(table.name());
    }
    Column column = add(draft, table, plan);
    for (TableConstraint constraint : plan.constraints) {
      AddedConstraints.forNewColumn(alteration, constraint);
    }
    ColumnDefaults.own(draft, alteration.table(), column.number(), plan);
    recurse(alteration, plan, action);
  }

  private static void skipped(Draft draft, Table table, Column column) {
    draft.changed(
        new Change.Skipped(
            ObjectKind.COLUMN,
            Descriptions.qualified(draft.schema(), table) + "." + column.name(),
            table.id()));
  }

  private static void checkName(
      Draft draft,
      Relation relation,
      @org.jspecify.annotations.Nullable Column existing,
      AlterTable.AddColumn action) {
    String name = action.column().name().stored();
    if (SystemColumns.contains(name)) {
      throw Refusal.of(
          "42701",
          "column name \"" + name + "\" conflicts with a system column name",
          action.column().name().span());
    }
    if (existing != null) {
      throw Refusal.of(
              "42701",
              "column \"" + name + "\" of relation \"" + relation.name() + "\" already exists",
              action.column().name().span())
          .about(
              ObjectKind.COLUMN,
              name,
              null,
              List.of(Descriptions.qualified(draft.schema(), relation)));
    }
  }

  /// Adds a column with its default and NOT NULL.
  static Column add(Draft draft, Table table, ColumnPlan plan) {
    Column column = plan.column(table.nextColumn());
    draft.replace(table.with(table.columns().plus(column), table.nextColumn() + 1));
    ColumnTypes.depend(draft, table.id(), column);
    draft.changed(
        new Change.Created(
            ObjectKind.COLUMN,
            Descriptions.qualified(draft.schema(), table),
            column.name(),
            table.id()));
    draft.schema(draft.schema().withCertain(column.name()));
    Expression value = plan.defaultValue;
    if (value != null) {
      if (!Assignments.isNull(value)) {
        CompositeTypes.checkUse(draft, table, plan.name.span());
      }
      new ColumnDefaults(draft).set(draft.current(table), column.number(), value, plan);
    }
    if (plan.notNull) {
      NotNullConstraints.require(
          draft,
          draft.current(table),
          column,
          plan.notNullName,
          plan.notNullNoInherit,
          plan.local,
          plan.inheritedFrom,
          !plan.notNullNotValid);
      requireValue(draft, table, column, plan);
    }
    return column;
  }

  /// Rows that are there get the default; without one they would have a null.
  private static void requireValue(Draft draft, Table table, Column column, ColumnPlan plan) {
    Expression value = plan.defaultValue;
    boolean hasValue = column.identity() || (value != null && !Assignments.isNull(value));
    if (hasValue || plan.notNullNotValid || table.kind() == Table.Kind.FOREIGN) {
      return;
    }
    Rows rows = table.kind() == Table.Kind.PARTITIONED ? Rows.NONE : table.rows();
    switch (rows) {
      case NONE -> {}
      case SOME ->
          throw ColumnNullability.containsNulls(draft, table, column.name(), plan.name.span());
      case UNKNOWN -> draft.doubt("depends on the rows of " + table.name());
    }
  }

  private static void recurse(
      TableAlteration alteration, ColumnPlan plan, AlterTable.AddColumn action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    List<Table> children = draft.schema().children(table.id());
    if (!children.isEmpty() && alteration.only()) {
      throw Refusal.of("42P16", "column must be added to child tables too", action.span())
          .restingOn(table.name());
    }
    for (Table child : children) {
      addToChild(draft, draft.current(child), plan, action);
    }
  }

  private static void addToChild(
      Draft draft, Table child, ColumnPlan plan, AlterTable.AddColumn action) {
    Column existing = child.column(plan.storedName());
    if (existing == null) {
      ColumnPlan inherited = plan.inherited();
      if (plan.column(0).identity()) {
        // A partition has the identity, and the partitioned table its sequence.
        inherited.generation = plan.generation;
      }
      add(draft, child, inherited);
    } else {
      if (!existing.type().equals(plan.type())) {
        throw Refusal.of(
                "42804",
                "child table \""
                    + child.name()
                    + "\" has different type for column \""
                    + plan.storedName()
                    + "\"",
                action.span())
            .restingOn(child.name());
      }
      draft.replace(child.with(existing.from(existing.local(), existing.inheritedFrom() + 1)));
    }
    for (Table grandchild : draft.schema().children(child.id())) {
      addToChild(draft, draft.current(grandchild), plan, action);
    }
  }

  private static void addAttribute(
      TableAlteration alteration, CompositeType type, AlterTable.AddColumn action) {
    Draft draft = alteration.draft();
    ColumnPlan plan =
        new ColumnDefinitions(draft, type.name(), type.namespace(), Table.Persistence.PERMANENT)
            .read(action.column());
    checkName(draft, type, type.column(plan.storedName()), action);
    for (Dependency dependency : draft.schema().dependents(type.id())) {
      if (draft.schema().object(dependency.dependent()) instanceof Table table
          && table.ofType() == type.id()) {
        throw new Undecided("tables are made of the type");
      }
    }
    ColumnDefinitions.check(draft, plan);
    Column column = plan.column(type.nextColumn());
    draft.replace(type.with(type.columns().plus(column), type.nextColumn() + 1));
    ColumnTypes.depend(draft, type.id(), column);
  }
}
