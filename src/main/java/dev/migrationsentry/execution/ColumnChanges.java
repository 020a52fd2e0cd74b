package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import java.util.List;

/// ALTER COLUMN … SET and DROP of defaults, expressions and storage properties.
final class ColumnChanges {
  private ColumnChanges() {}

  /// The column that an action names.
  ///
  /// @throws Refusal 42703 when there is none, 0A000 when it is a system column
  static Column column(Draft draft, Relation relation, Name name) {
    Column column = relation.column(name.stored());
    if (column == null) {
      if (SystemColumns.contains(name.stored())) {
        throw Refusal.of(
            "0A000", "cannot alter system column \"" + name.stored() + "\"", name.span());
      }
      throw Errors.noColumn(draft, name, relation);
    }
    return column;
  }

  static void setDefault(TableAlteration alteration, AlterTable.SetDefault action) {
    Draft draft = alteration.draft();
    Relation relation = alteration.relation();
    Column column = column(draft, relation, action.column());
    Expression value = action.value();
    if (column.identity()) {
      Refusal refusal =
          Refusal.of(
                  "42601",
                  "column \""
                      + column.name()
                      + "\" of relation \""
                      + relation.name()
                      + "\" is an identity column",
                  action.column().span())
              .restingOn(relation.name(), column.name());
      throw value == null
          ? refusal.hint("Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead.")
          : refusal;
    }
    if (column.generated()) {
      Refusal refusal =
          Refusal.of(
                  "42601",
                  "column \""
                      + column.name()
                      + "\" of relation \""
                      + relation.name()
                      + "\" is a generated column",
                  action.column().span())
              .restingOn(relation.name(), column.name());
      if (value == null && column.generation() == Column.Generation.STORED) {
        throw refusal.hint("Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead.");
      }
      throw value != null && draft.major() >= 17
          ? refusal.hint("Use ALTER TABLE ... ALTER COLUMN ... SET EXPRESSION instead.")
          : refusal;
    }
    if (!(relation instanceof Table table)) {
      return;
    }
    setDefault(draft, table, column, value);
    for (Table child : alteration.descendants()) {
      Column own = child.column(column.name());
      if (own != null) {
        setDefault(draft, draft.current(child), own, value);
      }
    }
  }

  private static void setDefault(
      Draft draft,
      Table table,
      Column column,
      @org.jspecify.annotations.Nullable Expression value) {
    ColumnDefaults defaults = new ColumnDefaults(draft);
    defaults.forget(table, column.number());
    draft.replace(draft.current(table).with(column.valued(null, column.generation())));
    if (value != null) {
      Table now = draft.current(table);
      defaults.set(now, column.valued(null, column.generation()), value);
    }
  }

  static void setExpression(TableAlteration alteration, AlterTable.SetExpression action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Column column = column(draft, table, action.column());
    Expression value = action.value();
    if (value != null && draft.major() < 17) {
      throw Errors.syntaxError("expression", action.span());
    }
    if (!column.generated()) {
      if (action.ifExists()) {
        return;
      }
      throw Refusal.of(
              "55000",
              "column \""
                  + column.name()
                  + "\" of relation \""
                  + table.name()
                  + (draft.major() >= 17
                      ? "\" is not a generated column"
                      : "\" is not a stored generated column"),
              action.column().span())
          .restingOn(table.name(), column.name());
    }
    if (value != null) {
      new ColumnDefaults(draft).set(table, column, value);
      if (table.rows() != Rows.NONE) {
        draft.doubt("depends on the rows of " + table.name());
      }
      return;
    }
    dropExpression(alteration, table, column, action);
  }

  private static void dropExpression(
      TableAlteration alteration, Table table, Column column, AlterTable.SetExpression action) {
    Draft draft = alteration.draft();
    if (column.generation() == Column.Generation.VIRTUAL) {
      throw Refusal.of(
              "0A000",
              "ALTER TABLE / DROP EXPRESSION is not supported for virtual generated columns",
              action.span())
          .detail(
              "Column \""
                  + column.name()
                  + "\" of relation \""
                  + table.name()
                  + "\" is a virtual generated column.");
    }
    if (alteration.only() && alteration.anyChild() != null) {
      throw Refusal.of(
              "42P16",
              "ALTER TABLE / DROP EXPRESSION must be applied to child tables too",
              action.span())
          .restingOn(table.name());
    }
    if (column.inherited()) {
      throw Refusal.of(
          "42P16",
          "cannot drop generation expression from inherited column",
          action.column().span());
    }
    removeExpression(draft, table, column);
    for (Table child : alteration.descendants()) {
      Column own = child.column(column.name());
      if (own != null) {
        removeExpression(draft, draft.current(child), own);
      }
    }
  }

  private static void removeExpression(Draft draft, Table table, Column column) {
    new ColumnDefaults(draft).forget(table, column.number());
    draft.replace(draft.current(table).with(column.valued(null, Column.Generation.NONE)));
  }

  static void setProperty(TableAlteration alteration, AlterTable.SetColumnProperty action) {
    Relation relation = alteration.relation();
    if (relation instanceof Index) {
      return;
    }
    Column column = column(alteration.draft(), relation, action.column());
    if (action.property().equals("storage") && !action.options().isEmpty()) {
      String storage = action.options().getFirst().value();
      if (storage == null) {
        storage = action.options().getFirst().name();
      }
      if (!List.of("plain", "external", "extended", "main", "default")
          .contains(storage.toLowerCase(java.util.Locale.ROOT))) {
        throw Refusal.of("22023", "invalid storage type \"" + storage + "\"", action.span());
      }
      StorageTypes.check(alteration.draft(), column, storage, action.span());
    }
  }
}
