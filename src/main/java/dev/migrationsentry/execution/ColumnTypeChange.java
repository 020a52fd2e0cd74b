package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE … ALTER COLUMN … TYPE.
final class ColumnTypeChange {
  private final TableAlteration alteration;
  private final Draft draft;
  private final AlterTable.SetType action;
  private final DataType type;
  private final @Nullable String collation;

  private ColumnTypeChange(
      TableAlteration alteration,
      AlterTable.SetType action,
      DataType type,
      @Nullable String collation) {
    this.alteration = alteration;
    this.draft = alteration.draft();
    this.action = action;
    this.type = type;
    this.collation = collation;
  }

  /// Checks all that the server checks before any action is executed.
  static void prepare(TableAlteration alteration, AlterTable.SetType action) {
    Draft draft = alteration.draft();
    Relation relation = alteration.relation();
    if (relation instanceof Table table && table.ofType() != 0) {
      throw Refusal.of("42809", "cannot alter column type of typed table", action.span())
          .restingOn(table.name());
    }
    Column column = column(draft, relation, action);
    if (column.generated() && action.using() != null) {
      throw Refusal.of(
              "42611",
              "cannot specify USING when altering type of generated column",
              action.using().span())
          .detail("Column \"" + column.name() + "\" is a generated column.");
    }
    if (column.inherited()) {
      throw Refusal.of(
              "42P16",
              "cannot alter inherited column \"" + column.name() + "\"",
              action.column().span())
          .restingOn(relation.name());
    }
    if (relation instanceof Table table && inPartitionKey(table, column)) {
      throw Refusal.of(
              "42P16",
              "cannot alter column \""
                  + column.name()
                  + "\" because it is part of the partition key of relation \""
                  + table.name()
                  + "\"",
              action.column().span())
          .restingOn(table.name());
    }
    DataType type = new TypeNames(draft).resolve(action.type());
    QualifiedName collation = action.collation();
    String collated =
        collation == null ? null : Collations.of(draft, collation, type, collation.span());
    ColumnTypeChange change = new ColumnTypeChange(alteration, action, type, collated);
    if (relation instanceof Table table) {
      change.checkConversion(table, column);
      if (alteration.only() && alteration.anyChild() != null) {
        throw Refusal.of(
                "42P16",
                "type of inherited column \""
                    + column.name()
                    + "\" must be changed in child tables too",
                action.span())
            .restingOn(table.name());
      }
      for (Table child : alteration.descendants()) {
        Column own = child.column(column.name());
        if (own != null) {
          change.checkConversion(child, own);
        }
      }
    }
    alteration.later(TableAlteration.Pass.ALTER_TYPE, change::execute);
  }

  private static Column column(Draft draft, Relation relation, AlterTable.SetType action) {
    Column column = relation.column(action.column().stored());
    if (column == null) {
      if (SystemColumns.contains(action.column().stored())) {
        throw Refusal.of(
            "0A000",
            "cannot alter system column \"" + action.column().stored() + "\"",
            action.column().span());
      }
      throw Errors.noColumn(draft, action.column(), relation);
    }
    return column;
  }

  static boolean inPartitionKey(Table table, Column column) {
    Table.Partitioning partitioning = table.partitioning();
    return partitioning != null && partitioning.columns().contains(column.number());
  }

  private void checkConversion(Table table, Column column) {
    Descriptions words = new Descriptions(draft);
    Expression using = action.using();
    Coercions coercions = new Coercions(draft);
    DataType from = column.type();
    if (using != null) {
      from = new Expressions(draft).analyse(using, ExpressionPlace.USING, table).type();
    }
    if (using instanceof Expression.Constant) {
      Assignments.check(draft, column.typed(type, collation), using, from);
    }
    if (!coercions.possible(from, type, CatalogCast.Context.ASSIGNMENT)) {
      if (using != null) {
        throw Refusal.of(
                "42804",
                "result of USING clause for column \""
                    + column.name()
                    + "\" cannot be cast automatically to type "
                    + words.type(type),
                action.span())
            .hint("You might need to add an explicit cast.")
            .restingOn(table.name(), column.name());
      }
      Refusal refusal =
          Refusal.of(
              "42804",
              "column \""
                  + column.name()
                  + "\" cannot be cast automatically to type "
                  + words.type(type),
              action.span());
      throw (column.generated()
              ? refusal
              : refusal.hint(
                  "You might need to specify \"USING "
                      + Identifiers.quoted(column.name())
                      + "::"
                      + words.typeWithModifiers(type)
                      + "\"."))
          .restingOn(table.name(), column.name());
    }
    if (using != null || !coercions.neverFails(column.type(), type)) {
      if (table.kind() == Table.Kind.ORDINARY && table.rows() != Rows.NONE) {
        draft.doubt("depends on the rows of " + table.name());
      }
    }
  }

  private void execute() {
    Relation relation = alteration.relation();
    switch (relation) {
      case CompositeType composite -> {
        CompositeTypes.checkUse(draft, composite, action.span());
        Column column = column(draft, composite, action);
        ColumnTypes.forget(draft, composite.id(), column.number());
        Column changed = column.typed(type, collation);
        draft.replace(composite.with(changed));
        ColumnTypes.depend(draft, composite.id(), changed);
      }
      case Table table -> {
        execute(table);
        for (Table child : alteration.descendants()) {
          execute(draft.current(child));
        }
      }
      default -> throw new IllegalStateException("column type of " + relation);
    }
  }

  private void execute(Table table) {
    Column column = table.column(action.column().stored());
    if (column == null) {
      throw Errors.noColumn(draft, action.column(), table);
    }
    if (!alteration.retyped(table.id(), column.number())) {
      throw Refusal.of(
          "0A000",
          "cannot alter type of column \"" + column.name() + "\" twice",
          action.column().span());
    }
    ColumnUsers users = new ColumnUsers(draft, table, column, action.column().span());
    checkDefault(table, column);
    users.checkTypeChange();
    CompositeTypes.checkUse(draft, table, action.column().span());
    ColumnTypes.forget(draft, table.id(), column.number());
    Column changed = column.typed(type, collation);
    draft.replace(draft.current(table).with(changed));
    ColumnTypes.depend(draft, table.id(), changed);
    retypeIdentity(table, changed);
    users.checkRebuilt(draft.current(table), changed);
    draft.changed(
        new Change.Altered(
            ObjectKind.COLUMN, Descriptions.qualified(draft.schema(), table), column.name()));
  }

  private void checkDefault(Table table, Column column) {
    Expression value = column.defaultValue();
    if (value == null) {
      return;
    }
    DataType own = DefaultTypes.of(draft, table, column, value);
    if (new Coercions(draft).possible(own, type, CatalogCast.Context.ASSIGNMENT)) {
      return;
    }
    throw Refusal.of(
            "42804",
            (column.generated() ? "generation expression" : "default")
                + " for column \""
                + column.name()
                + "\" cannot be cast automatically to type "
                + new Descriptions(draft).type(type),
            action.span())
        .restingOn(table.name(), column.name());
  }

  /// The sequence of an identity column takes the column's new type.
  private void retypeIdentity(Table table, Column column) {
    if (!column.identity() || !(column.type() instanceof DataType.Builtin builtin)) {
      return;
    }
    if (!List.of("int2", "int4", "int8").contains(builtin.name())) {
      throw Refusal.of(
          "22023", "identity column type must be smallint, integer, or bigint", action.span());
    }
    Sequence sequence = IdentityChanges.sequence(draft, table, column);
    if (sequence != null) {
      draft.replace(Sequences.retyped(sequence, builtin.name()));
    }
  }
}
