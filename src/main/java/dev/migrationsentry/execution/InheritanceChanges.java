package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … INHERIT and NO INHERIT.
final class InheritanceChanges {
  private InheritanceChanges() {}

  static void execute(TableAlteration alteration, AlterTable.Inherit action) {
    Draft draft = alteration.draft();
    Table child = alteration.table();
    Span at = action.parent().span();
    Relation relation = draft.names().relation(action.parent());
    if (!action.inherit() && child.partitionOf() != 0) {
      throw Refusal.of("42809", "cannot change inheritance of a partition", at)
          .restingOn(child.name());
    }
    if (!action.inherit()) {
      if (relation instanceof Table parent && child.parents().contains(parent.id())) {
        disinherit(draft, child, parent);
        return;
      }
      throw Refusal.of(
              "42P01",
              "relation \""
                  + relation.name()
                  + "\" is not a parent of relation \""
                  + child.name()
                  + "\"",
              at)
          .restingOn(relation.name(), child.name());
    }
    if (child.partitionOf() != 0) {
      throw Refusal.of("42809", "cannot change inheritance of a partition", at)
          .restingOn(child.name());
    }
    if (child.kind() == Table.Kind.PARTITIONED) {
      throw Refusal.of("42809", "cannot change inheritance of partitioned table", at)
          .restingOn(child.name());
    }
    if (!(relation instanceof Table) && draft.major() >= 15) {
      throw Refusal.of(
              "42809",
              "ALTER action INHERIT cannot be performed on relation \"" + relation.name() + "\"",
              at)
          .detail("This operation is not supported for " + AlterPermissions.plural(relation) + ".")
          .restingOn(relation.name());
    }
    if (!(relation instanceof Table parent)) {
      throw Errors.wrongKind(relation.name(), "is not a table or foreign table", at);
    }
    if (parent.persistence() == Table.Persistence.TEMPORARY
        && child.persistence() != Table.Persistence.TEMPORARY) {
      throw Refusal.of(
              "42809", "cannot inherit from temporary relation \"" + parent.name() + "\"", at)
          .restingOn(parent.name());
    }
    if (parent.kind() == Table.Kind.PARTITIONED) {
      throw Refusal.of(
              "42809", "cannot inherit from partitioned table \"" + parent.name() + "\"", at)
          .restingOn(parent.name());
    }
    if (parent.partitionOf() != 0) {
      throw Refusal.of("42809", "cannot inherit from a partition", at).restingOn(parent.name());
    }
    if (child.parents().contains(parent.id())) {
      throw Refusal.of(
              "42P07",
              "relation \"" + parent.name() + "\" would be inherited from more than once",
              at)
          .restingOn(parent.name());
    }
    if (descends(draft, parent, child.id())) {
      throw Refusal.of("42P07", "circular inheritance not allowed", at)
          .detail("\"" + parent.name() + "\" is already a child of \"" + child.name() + "\".")
          .restingOn(parent.name(), child.name());
    }
    merge(draft, child, parent, at);
    List<Integer> parents = new ArrayList<>(child.parents());
    parents.add(parent.id());
    draft.replace(draft.current(child).inheriting(parents, 0, null));
    draft.depend(child.id(), parent.id(), Dependency.Kind.NORMAL);
  }

  private static boolean descends(Draft draft, Table table, int ancestor) {
    if (table.id() == ancestor) {
      return true;
    }
    for (int parent : table.ancestors()) {
      if (descends(draft, draft.get(parent, Table.class), ancestor)) {
        return true;
      }
    }
    return false;
  }

  /// Makes the columns and constraints of a table inherited ones.
  ///
  /// @throws Refusal 42804 when one is missing or other than the parent's
  static void merge(Draft draft, Table child, Table parent, Span at) {
    for (Column column : parent.columns()) {
      Column own = draft.current(child).column(column.name());
      if (own == null) {
        throw Refusal.of("42804", "child table is missing column \"" + column.name() + "\"", at)
            .restingOn(child.name(), parent.name());
      }
      mergeColumn(draft, child, parent, column, own, at);
    }
    for (Constraint.Check check : draft.schema().belongingTo(parent.id(), Constraint.Check.class)) {
      if (check.noInherit()) {
        continue;
      }
      Constraint own = CheckConstraints.find(draft.schema(), child.id(), check.name());
      if (!(own instanceof Constraint.Check same)) {
        throw Refusal.of("42804", "child table is missing constraint \"" + check.name() + "\"", at)
            .restingOn(child.name(), parent.name());
      }
      if (!ExpressionText.same(same.condition(), check.condition())) {
        throw Refusal.of(
                "42804",
                "child table \""
                    + child.name()
                    + "\" has different definition for check constraint \""
                    + check.name()
                    + "\"",
                at)
            .restingOn(child.name(), parent.name());
      }
      draft.replace(same.from(same.local(), same.inheritedFrom() + 1));
    }
  }

  private static void mergeColumn(
      Draft draft, Table child, Table parent, Column column, Column own, Span at) {
    if (!own.type().equals(column.type())) {
      throw Refusal.of(
              "42804",
              "child table \""
                  + child.name()
                  + "\" has different type for column \""
                  + column.name()
                  + "\"",
              at)
          .restingOn(child.name(), parent.name());
    }
    Constraint.NotNull required = NotNullConstraints.ofColumn(draft, parent, column.number());
    boolean alone = required != null && required.noInherit();
    if (column.notNull() && !own.notNull() && !alone) {
      throw Refusal.of(
              "42804",
              draft.major() >= 18
                  ? "column \""
                      + column.name()
                      + "\" in child table \""
                      + child.name()
                      + "\" must be marked NOT NULL"
                  : "column \"" + column.name() + "\" in child table must be marked NOT NULL",
              at)
          .restingOn(child.name(), parent.name());
    }
    if (column.generated() != own.generated()) {
      throw Refusal.of(
              "42804",
              column.generated()
                  ? "column \"" + column.name() + "\" in child table must be a generated column"
                  : "column \""
                      + column.name()
                      + "\" in child table must not be a generated column",
              at)
          .restingOn(child.name(), parent.name());
    }
    boolean partition = draft.current(parent).kind() == Table.Kind.PARTITIONED;
    draft.replace(
        draft.current(child).with(own.from(!partition && own.local(), own.inheritedFrom() + 1)));
    Constraint.NotNull notNull = NotNullConstraints.ofColumn(draft, child, own.number());
    if (notNull != null && NotNullConstraints.ofColumn(draft, parent, column.number()) != null) {
      draft.replace(notNull.from(!partition && notNull.local(), notNull.inheritedFrom() + 1));
    }
  }

  /// Makes a table independent of a parent.
  static void disinherit(Draft draft, Table child, Table parent) {
    for (Column column : parent.columns()) {
      Column own = draft.current(child).column(column.name());
      if (own != null && own.inherited()) {
        int left = own.inheritedFrom() - 1;
        draft.replace(draft.current(child).with(own.from(left == 0 || own.local(), left)));
      }
    }
    for (Constraint.Check check : draft.schema().belongingTo(child.id(), Constraint.Check.class)) {
      if (check.inheritedFrom() > 0
          && CheckConstraints.find(draft.schema(), parent.id(), check.name()) != null) {
        int left = check.inheritedFrom() - 1;
        draft.replace(check.from(left == 0 || check.local(), left));
      }
    }
    for (Constraint.NotNull notNull : NotNullConstraints.of(draft, child)) {
      if (notNull.inheritedFrom() > 0) {
        int left = notNull.inheritedFrom() - 1;
        draft.replace(notNull.from(left == 0 || notNull.local(), left));
      }
    }
    List<Integer> parents = new ArrayList<>(child.parents());
    parents.remove(Integer.valueOf(parent.id()));
    draft.replace(draft.current(child).inheriting(parents, 0, null));
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(child.id()))) {
      if (dependency.referenced() == parent.id() && dependency.dependentColumn() == 0) {
        draft.forget(dependency);
      }
    }
  }
}
