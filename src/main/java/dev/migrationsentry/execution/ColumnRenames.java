package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … RENAME COLUMN, and RENAME ATTRIBUTE of a type: the server's `renameatt`.
final class ColumnRenames {
  private final Draft draft;
  private final ObjectStatement.Rename statement;
  private final Name from;

  private ColumnRenames(Draft draft, ObjectStatement.Rename statement) {
    this.draft = draft;
    this.statement = statement;
    this.from = statement.object().name().parts().getLast();
  }

  static void execute(ObjectStatement.Rename statement, Draft draft) {
    new ColumnRenames(draft, statement).execute();
  }

  private void execute() {
    QualifiedName written = statement.object().table();
    if (written == null) {
      throw new IllegalStateException("column without its table");
    }
    Relation relation = draft.names().findRelation(written);
    if (relation == null) {
      if (statement.ifExists() && !SystemCatalog.isRelation(draft, written)) {
        return;
      }
      throw draft.names().missingRelation(written);
    }
    ObjectReference reference =
        new ObjectReference(statement.owner(), written, null, null, written.span());
    if (statement.owner() != ObjectKind.TABLE || !(relation instanceof CompositeType)) {
      TableAlteration.checkKind(reference.kind(), relation, written.span());
    }
    if (relation instanceof Table table && table.ofType() != 0) {
      throw Refusal.of("42809", "cannot rename column of typed table", at())
          .restingOn(table.name());
    }
    if (relation instanceof Index) {
      // The columns of indexes have names of their own, which nothing else refers to.
      return;
    }
    if (relation instanceof Sequence) {
      throw Refusal.of(
              "42809", "cannot rename columns of relation \"" + relation.name() + "\"", at())
          .detail("This operation is not supported for " + AlterPermissions.plural(relation) + ".")
          .restingOn(relation.name());
    }
    typedTables(relation);
    renameTree(relation);
  }

  private Span at() {
    return statement.to().span();
  }

  /// Tables that are made of a type have its attributes.
  private void typedTables(Relation relation) {
    if (!(relation instanceof CompositeType type)) {
      return;
    }
    List<Table> typed = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependents(type.id())) {
      if (draft.schema().object(dependency.dependent()) instanceof Table table
          && table.ofType() == type.id()
          && !typed.contains(table)) {
        typed.add(table);
      }
    }
    if (!typed.isEmpty() && statement.behavior() == Behavior.RESTRICT) {
      throw Refusal.of(
              "2BP01",
              "cannot alter type \"" + type.name() + "\" because it is the type of a typed table",
              at())
          .hint("Use ALTER ... CASCADE to alter the typed tables too.")
          .restingOn(type.name(), typed.getFirst().name());
    }
    typed.forEach(this::renameTree);
  }

  /// Renames the column of a relation and those of its descendants, the farthest first.
  private void renameTree(Relation relation) {
    List<Table> tree = new ArrayList<>();
    if (relation instanceof Table table) {
      descendants(table, tree);
    }
    for (Table child : tree.reversed()) {
      int parents = 0;
      for (int parent : child.ancestors()) {
        boolean inTree = parent == relation.id();
        for (Table other : tree) {
          inTree |= other.id() == parent;
        }
        parents += inTree ? 1 : 0;
      }
      rename(draft.current(child), parents);
    }
    rename(relation, 0);
  }

  private void descendants(Table table, List<Table> into) {
    for (Table child : draft.schema().children(table.id())) {
      if (into.stream().noneMatch(known -> known.id() == child.id())) {
        into.add(child);
        descendants(child, into);
      }
    }
  }

  /// Renames the column of one relation.
  ///
  /// @param expected the number of parents that rename the column as well
  private void rename(Relation relation, int expected) {
    Column column = relation.column(from.stored());
    if (column == null) {
      if (SystemColumns.contains(from.stored())) {
        throw Refusal.of(
            "0A000", "cannot rename system column \"" + from.stored() + "\"", from.span());
      }
      throw Refusal.of("42703", "column \"" + from.stored() + "\" does not exist", from.span())
          .about(
              ObjectKind.COLUMN,
              from.stored(),
              null,
              List.of(Descriptions.qualified(draft.schema(), relation)));
    }
    if (column.inheritedFrom() > expected) {
      throw Refusal.of(
              "42P16", "cannot rename inherited column \"" + column.name() + "\"", from.span())
          .restingOn(relation.name(), column.name());
    }
    checkName(relation);
    Column renamed = column.named(statement.to().stored());
    switch (relation) {
      case Table table -> draft.replace(draft.current(table).with(renamed));
      case View view -> draft.replace(view.with(renamed));
      case CompositeType type -> draft.replace(type.with(renamed));
      case Sequence ignored -> throw new IllegalStateException("column of a sequence");
      case Index ignored -> throw new IllegalStateException("column of an index");
    }
    draft.changed(
        new Change.Renamed(
            ObjectKind.COLUMN,
            Descriptions.qualified(draft.schema(), relation),
            column.name(),
            renamed.name()));
  }

  private void checkName(Relation relation) {
    String to = statement.to().stored();
    if (SystemColumns.contains(to)) {
      throw Refusal.of(
          "42701", "column name \"" + to + "\" conflicts with a system column name", at());
    }
    if (relation.column(to) != null) {
      throw Refusal.of(
              "42701",
              "column \"" + to + "\" of relation \"" + relation.name() + "\" already exists",
              at())
          .about(
              ObjectKind.COLUMN,
              to,
              null,
              List.of(Descriptions.qualified(draft.schema(), relation)));
    }
  }
}
