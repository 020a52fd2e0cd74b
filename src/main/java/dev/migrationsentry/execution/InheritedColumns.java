package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns of a new table together with those of its parents: the server's `MergeAttributes`.
final class InheritedColumns {
  private final Draft draft;
  private final boolean partition;
  private final Span at;
  private final List<ColumnPlan> merged = new ArrayList<>();

  private InheritedColumns(Draft draft, boolean partition, Span at) {
    this.draft = draft;
    this.partition = partition;
    this.at = at;
  }

  /// The columns of the table in their order.
  ///
  /// @param columns those that the statement defines
  static List<ColumnPlan> merge(
      Draft draft, CreateTable statement, List<Table> parents, List<ColumnPlan> columns) {
    if (parents.isEmpty()) {
      return columns;
    }
    InheritedColumns inherited =
        new InheritedColumns(draft, statement.partitionOf() != null, statement.span());
    for (Table parent : parents) {
      for (Column column : parent.columns()) {
        inherited.inherit(parent, column);
      }
    }
    for (ColumnPlan plan : columns) {
      inherited.define(plan);
    }
    return inherited.merged;
  }

  private @Nullable ColumnPlan find(String name) {
    for (ColumnPlan plan : merged) {
      if (plan.storedName().equals(name)) {
        return plan;
      }
    }
    return null;
  }

  private void inherit(Table parent, Column column) {
    ColumnPlan known = find(column.name());
    if (known == null) {
      ColumnPlan plan = new ColumnPlan(new Name(column.name(), at));
      plan.type = column.type();
      plan.collation = column.collation();
      plan.notNull = inheritsNotNull(parent, column);
      plan.defaultValue = column.defaultValue();
      // Identity is inherited by partitions only, and since PostgreSQL 17.
      plan.generation =
          column.identity() && !(partition && draft.major() >= 17)
              ? Column.Generation.NONE
              : column.generation();
      plan.copiedDependencies = dependencies(parent, column, merged.size() + 1);
      plan.local = false;
      plan.inheritedFrom = 1;
      merged.add(plan);
      return;
    }
    checkType("inherited column", known, column.type(), at);
    checkCollation("inherited column", known, column.collation(), at);
    known.notNull |= inheritsNotNull(parent, column);
    known.inheritedFrom++;
  }

  private boolean inheritsNotNull(Table parent, Column column) {
    if (!column.notNull()) {
      return false;
    }
    var constraint = NotNullConstraints.ofColumn(draft, parent, column.number());
    return constraint == null || !constraint.noInherit();
  }

  /// What the default of a parent's column depends on, for the child's column; the id of the child
  /// is the next one to be given.
  private @Nullable List<Dependency> dependencies(Table parent, Column column, int number) {
    return column.defaultValue() == null
        ? null
        : InheritedDefaults.copied(draft, parent, column, number);
  }

  private void define(ColumnPlan plan) {
    ColumnPlan known = find(plan.storedName());
    if (known == null) {
      if (partition) {
        throw Refusal.of(
                "42703", "column \"" + plan.storedName() + "\" does not exist", plan.name.span())
            .about(ObjectKind.COLUMN, plan.storedName(), null, List.of());
      }
      merged.add(plan);
      return;
    }
    if (known.local) {
      throw Refusal.of(
          "42701",
          "column \"" + plan.storedName() + "\" specified more than once",
          plan.name.span());
    }
    DataType type = plan.type;
    if (type != null) {
      checkType("column", known, type, plan.name.span());
      checkCollation("column", known, plan.collation, plan.name.span());
    }
    checkGeneration(known, plan);
    known.local = true;
    known.notNull |= plan.notNull;
    known.notNullLocal |= plan.notNullLocal;
    if (plan.notNullName != null) {
      known.notNullName = plan.notNullName;
    }
    if (plan.defaultValue != null) {
      known.defaultValue = plan.defaultValue;
      known.copiedDependencies = null;
    }
    if (plan.generatedOrIdentity()) {
      known.generation = plan.generation;
    }
    if (plan.sequence != 0) {
      known.sequence = plan.sequence;
    }
  }

  private void checkGeneration(ColumnPlan known, ColumnPlan plan) {
    Refusal refusal = null;
    if (known.generated()) {
      if (plan.defaultValue != null && !plan.generated()) {
        refusal =
            Refusal.of(
                "42611",
                "column \""
                    + plan.storedName()
                    + "\" inherits from generated column but specifies default",
                plan.name.span());
      } else if (plan.generatedOrIdentity() && !plan.generated()) {
        refusal =
            Refusal.of(
                "42611",
                "column \""
                    + plan.storedName()
                    + "\" inherits from generated column but specifies identity",
                plan.name.span());
      }
    } else if (plan.generated()) {
      refusal =
          Refusal.of(
                  "42611",
                  "child column \"" + plan.storedName() + "\" specifies generation expression",
                  plan.name.span())
              .hint("A child table column cannot be generated unless its parent column is.");
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private void checkType(String what, ColumnPlan known, DataType type, Span where) {
    DataType own = known.type();
    if (own.equals(type)
        || own instanceof DataType.Undecided
        || type instanceof DataType.Undecided) {
      return;
    }
    Descriptions words = new Descriptions(draft);
    throw Refusal.of("42804", what + " \"" + known.storedName() + "\" has a type conflict", where)
        .detail(words.typeWithModifiers(own) + " versus " + words.typeWithModifiers(type));
  }

  private static void checkCollation(
      String what, ColumnPlan known, @Nullable String collation, Span where) {
    String own = known.collation;
    if (own == null ? collation == null : own.equals(collation)) {
      return;
    }
    throw Refusal.of(
            "42P21", what + " \"" + known.storedName() + "\" has a collation conflict", where)
        .detail(
            "\""
                + (own == null ? "default" : own)
                + "\" versus \""
                + (collation == null ? "default" : collation)
                + "\"");
  }
}
