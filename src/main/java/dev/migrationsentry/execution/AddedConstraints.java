package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// ALTER TABLE … ADD CONSTRAINT.
final class AddedConstraints {
  private final TableAlteration alteration;
  private final Draft draft;

  private AddedConstraints(TableAlteration alteration) {
    this.alteration = alteration;
    this.draft = alteration.draft();
  }

  static void prepare(
      TableAlteration alteration, TableConstraint constraint, TableAlteration.Pass pass) {
    AddedConstraints added = new AddedConstraints(alteration);
    if (constraint instanceof TableConstraint.Unique unique && unique.primaryKey()) {
      alteration.later(TableAlteration.Pass.COLUMN_ATTRIBUTES, () -> added.requireNotNull(unique));
    }
    alteration.later(pass, () -> added.execute(constraint));
  }

  /// A constraint written behind a column that the same statement adds: it is made in a later pass.
  static void forNewColumn(TableAlteration alteration, TableConstraint constraint) {
    prepare(
        alteration,
        constraint,
        constraint instanceof TableConstraint.Unique
            ? TableAlteration.Pass.ADD_INDEX
            : TableAlteration.Pass.ADD_OTHER_CONSTRAINT);
  }

  private void execute(TableConstraint constraint) {
    Table table = alteration.table();
    switch (constraint) {
      case TableConstraint.Check check -> check(table, check);
      case TableConstraint.Unique unique -> {
        Name index = unique.usingIndex();
        if (index != null) {
          usingIndex(table, unique, index);
        } else {
          unique(table, unique);
        }
      }
      case TableConstraint.Exclude exclude ->
          IndexCreation.forConstraint(draft, table, exclude, alteration.only());
      case TableConstraint.ForeignKey key -> new ForeignKeys(draft).add(table, key, true);
      case TableConstraint.NotNull notNull -> notNull(table, notNull);
    }
  }

  private void requireNotNull(TableConstraint.Unique unique) {
    Name index = unique.usingIndex();
    List<String> names = new ArrayList<>();
    if (index != null) {
      Index found = index(alteration.table(), index);
      for (Index.Key key : found.keys()) {
        Column column = alteration.table().column(key.column());
        if (column != null) {
          names.add(column.name());
        }
      }
    } else {
      if (ForeignKeyTargets.primaryKey(draft, alteration.table()) != null) {
        return;
      }
      for (Name name : unique.columns()) {
        if (alteration.table().column(name.stored()) == null) {
          throw Errors.noColumn(
              draft,
              "column \""
                  + name.stored()
                  + "\" of relation \""
                  + alteration.table().name()
                  + "\" does not exist",
              name,
              alteration.table());
        }
        names.add(name.stored());
      }
    }
    for (String name : names) {
      Column column = alteration.table().column(name);
      if (column != null) {
        ColumnNullability.set(
            alteration, alteration.table(), column, null, false, true, unique.span());
      }
    }
  }

  private void unique(Table table, TableConstraint.Unique unique) {
    HashSet<String> seen = new HashSet<>();
    for (Name name : unique.columns()) {
      if (!seen.add(name.stored())) {
        throw KeyConstraints.twice(unique, name);
      }
    }
    if (unique.primaryKey() && ForeignKeyTargets.primaryKey(draft, table) != null) {
      throw KeyConstraints.multiplePrimaryKeys(table.name(), unique.span());
    }
    IndexCreation.forConstraint(draft, table, unique, alteration.only());
  }

  private void check(Table table, TableConstraint.Check check) {
    Constraint.Check added = new CheckConstraints(draft).addNew(table, check, new HashSet<>());
    checkRows(table, check);
    if (check.noInherit()) {
      return;
    }
    List<Table> children = draft.schema().children(table.id());
    if (!children.isEmpty() && alteration.only()) {
      throw Refusal.of("42P16", "constraint must be added to child tables too", check.span())
          .restingOn(table.name());
    }
    inherit(table, added, check);
  }

  private void inherit(Table table, Constraint.Check added, TableConstraint.Check check) {
    for (Table child : draft.schema().children(table.id())) {
      new CheckConstraints(draft).inherit(draft.current(child), added, check.span());
      checkRows(child, check);
      inherit(child, added, check);
    }
  }

  private void checkRows(Table table, TableConstraint.Check check) {
    if (!check.attributes().notValid()
        && !check.attributes().notEnforced()
        && table.kind() == Table.Kind.ORDINARY) {
      TableRows.doubtIfAny(draft, table);
    }
  }

  private void notNull(Table table, TableConstraint.NotNull notNull) {
    if (draft.major() < 18) {
      throw Errors.syntaxError("not", notNull.span());
    }
    Column column = ColumnChanges.column(draft, table, notNull.column());
    Name given = notNull.name();
    Constraint.NotNull known = NotNullConstraints.ofColumn(draft, table, column.number());
    if (known != null && given != null && !known.name().equals(given.stored())) {
      throw Refusal.of(
              "55000",
              "cannot create not-null constraint \""
                  + given.stored()
                  + "\" on column \""
                  + column.name()
                  + "\" of table \""
                  + table.name()
                  + "\"",
              given.span())
          .detail(
              "A not-null constraint named \""
                  + known.name()
                  + "\" already exists for this column.")
          .restingOn(table.name());
    }
    ColumnNullability.set(
        alteration,
        table,
        column,
        given,
        notNull.noInherit(),
        !notNull.attributes().notValid(),
        notNull.span());
  }

  private Index index(Table table, Name name) {
    Relation relation =
        (Relation) draft.schema().find(Schema.Space.RELATION, table.namespace(), name.stored());
    if (!(relation instanceof Index index)) {
      if (relation != null) {
        throw Errors.wrongKind(relation.name(), "is not an index", name.span());
      }
      throw Refusal.of("42704", "index \"" + name.stored() + "\" does not exist", name.span())
          .about(ObjectKind.INDEX, name.stored(), null, List.of());
    }
    return index;
  }

  private void usingIndex(Table table, TableConstraint.Unique unique, Name written) {
    Index index = index(table, written);
    Span at = written.span();
    String name = index.name();
    if (ClonedIndexes.constraintOf(draft, table, index) != null) {
      throw state("index \"" + name + "\" is already associated with a constraint", index, at);
    }
    if (index.table() != table.id()) {
      throw state(
          "index \"" + name + "\" does not belong to table \"" + table.name() + "\"", index, at);
    }
    if (!index.valid()) {
      throw state("index \"" + name + "\" is not valid", index, at);
    }
    if (!index.unique()) {
      throw unfit("\"" + name + "\" is not a unique index", index, at);
    }
    if (index.keys().stream().anyMatch(key -> key.column() == 0)) {
      throw unfit("index \"" + name + "\" contains expressions", index, at);
    }
    if (index.where() != null) {
      throw unfit("\"" + name + "\" is a partial index", index, at);
    }
    for (int i = 0; i < index.keys().size(); i++) {
      Index.Key key = index.keys().get(i);
      if (key.operatorClass() != null
          || key.collation() != null
          || key.descending()
          || key.nullsFirst()) {
        throw unfit(
            "index \""
                + name
                + "\" column number "
                + (i + 1)
                + " does not have default sorting behavior",
            index,
            at);
      }
    }
    if (unique.primaryKey() && ForeignKeyTargets.primaryKey(draft, table) != null) {
      throw KeyConstraints.multiplePrimaryKeys(table.name(), unique.span());
    }
    Name given = unique.name();
    String constraintName = given == null ? name : given.stored();
    if (CheckConstraints.find(draft.schema(), table.id(), constraintName) != null) {
      throw CheckConstraints.exists(constraintName, table, unique.span());
    }
    if (!constraintName.equals(name)) {
      if (draft.schema().find(Schema.Space.RELATION, index.namespace(), constraintName) != null) {
        throw Errors.relationExists(constraintName, unique.span());
      }
      draft.replace(index.named(constraintName, index.namespace()));
    }
    adopt(table, unique, draft.current(index), constraintName);
  }

  private void adopt(
      Table table, TableConstraint.Unique unique, Index index, String constraintName) {
    Constraint.Key constraint =
        draft.create(id ->
            new Constraint.Key(
                id,
                constraintName,
                table.namespace(),
                table.id(),
                unique.primaryKey(),
                index.keys().stream().map(Index.Key::column).toList(),
                false,
                index.id(),
                unique.attributes().deferrable(),
                unique.attributes().initiallyDeferred(),
                0));
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(index.id()))) {
      if (dependency.kind() == Dependency.Kind.AUTO) {
        draft.forget(dependency);
      }
    }
    List<Integer> columns = new ArrayList<>(constraint.columns());
    columns.addAll(index.include());
    for (int column : columns) {
      draft.depend(new Dependency(constraint.id(), 0, table.id(), column, Dependency.Kind.AUTO));
    }
    draft.depend(index.id(), constraint.id(), Dependency.Kind.INTERNAL);
  }

  private static Refusal state(String message, Index index, Span at) {
    return Refusal.of("55000", message, at).restingOn(index.name());
  }

  private static Refusal unfit(String message, Index index, Span at) {
    return Refusal.of("42809", message, at)
        .detail("Cannot create a primary key or unique constraint using such an index.")
        .restingOn(index.name());
  }
}
