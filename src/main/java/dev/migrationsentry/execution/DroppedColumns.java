package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … DROP COLUMN.
final class DroppedColumns {
  private DroppedColumns() {}

  static void execute(TableAlteration alteration, AlterTable.DropColumn action) {
    Draft draft = alteration.draft();
    Relation relation = alteration.relation();
    String name = action.column().stored();
    if (relation instanceof Table typed && typed.ofType() != 0) {
      throw Refusal.of("42809", "cannot drop column from typed table", action.span())
          .restingOn(typed.name());
    }
    Column column = relation.column(name);
    if (column == null) {
      if (SystemColumns.contains(name)) {
        throw Refusal.of(
            "0A000", "cannot drop system column \"" + name + "\"", action.column().span());
      }
      if (action.ifExists()) {
        return;
      }
      throw Errors.noColumn(draft, action.column(), relation);
    }
    if (column.inherited()) {
      throw Refusal.of(
              "42P16", "cannot drop inherited column \"" + name + "\"", action.column().span())
          .restingOn(relation.name());
    }
    List<Address> addresses = new ArrayList<>();
    if (relation instanceof Table table) {
      checkPartitionKey(table, column, action);
      descend(alteration, table, name, addresses, action);
    }
    addresses.add(Address.of(alteration.relation(), column));
    Removals.drop(draft, addresses, action.behavior(), action.column().span());
  }

  private static void checkPartitionKey(Table table, Column column, AlterTable.DropColumn action) {
    if (ColumnTypeChange.inPartitionKey(table, column)) {
      throw Refusal.of(
              "42P16",
              "cannot drop column \""
                  + column.name()
                  + "\" because it is part of the partition key of relation \""
                  + table.name()
                  + "\"",
              action.column().span())
          .restingOn(table.name());
    }
  }

  private static void descend(
      TableAlteration alteration,
      Table table,
      String name,
      List<Address> addresses,
      AlterTable.DropColumn action) {
    Draft draft = alteration.draft();
    List<Table> children = draft.schema().children(table.id());
    if (children.isEmpty()) {
      return;
    }
    if (alteration.only() && table.kind() == Table.Kind.PARTITIONED) {
      throw Refusal.of(
              "42P16",
              "cannot drop column from only the partitioned table when partitions exist",
              action.span())
          .hint("Do not specify the ONLY keyword.")
          .restingOn(table.name());
    }
    for (Table child : children) {
      Column own = child.column(name);
      if (own == null) {
        continue;
      }
      if (alteration.only()) {
        draft.replace(child.with(own.from(true, own.inheritedFrom() - 1)));
      } else if (own.inheritedFrom() == 1 && !own.local()) {
        descend(alteration, child, name, addresses, action);
        addresses.add(Address.of(child, own));
      } else {
        draft.replace(child.with(own.from(own.local(), own.inheritedFrom() - 1)));
      }
    }
  }
}
