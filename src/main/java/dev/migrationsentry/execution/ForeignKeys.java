package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;
import java.util.Set;

/// FOREIGN KEY: the server's `ATAddForeignKeyConstraint`, in its order.
final class ForeignKeys {
  private final Draft draft;
  private final ForeignKeyTargets targets;

  ForeignKeys(Draft draft) {
    this.draft = draft;
    this.targets = new ForeignKeyTargets(draft);
  }

  /// Adds a foreign key to a table.
  ///
  /// @param checkRows whether rows that are there are checked
  void add(Table table, TableConstraint.ForeignKey written, boolean checkRows) {
    if (written.attributes().notEnforced() && draft.major() < 18) {
      throw Errors.syntaxError("enforced", written.span());
    }
    Name given = written.name();
    String name;
    if (given == null) {
      name =
          new ChosenNames(draft.schema(), table.namespace())
              .constraint(
                  table.name(),
                  ChosenNames.addition(KeyConstraints.stored(written.columns())),
                  "fkey",
                  Set.of());
    } else {
      name = given.stored();
      if (CheckConstraints.find(draft.schema(), table.id(), name) != null) {
        throw CheckConstraints.exists(name, table, given.span());
      }
    }
    Table referenced = targets.referenced(written);
    checkPersistence(table, referenced, written.span());
    List<Column> columns = targets.columns(table, written.columns());
    setColumns(table, written, columns);
    ForeignKeyTargets.Target target = targets.target(referenced, written);
    if (columns.size() != target.columns().size()) {
      throw Refusal.of(
          "42830",
          "number of referencing and referenced columns for foreign key disagree",
          written.span());
    }
    checkGenerated(columns, written);
    for (int i = 0; i < columns.size(); i++) {
      checkTypes(table, referenced, name, written, columns.get(i), target.columns().get(i));
    }
    add(table, written, name, referenced, columns, target, 0);
    if (checkRows && !written.attributes().notValid() && !written.attributes().notEnforced()) {
      TableRows.doubtIfAny(draft, table);
    }
  }

  private static void checkPersistence(Table table, Table referenced, Span at) {
    String refused =
        switch (table.persistence()) {
          case PERMANENT ->
              referenced.persistence() == Table.Persistence.PERMANENT
                  ? null
                  : "constraints on permanent tables may reference only permanent tables";
          case UNLOGGED ->
              referenced.persistence() != Table.Persistence.TEMPORARY
                  ? null
                  : "constraints on unlogged tables may reference only permanent or unlogged tables";
          case TEMPORARY ->
              referenced.persistence() == Table.Persistence.TEMPORARY
                  ? null
                  : "constraints on temporary tables may reference only temporary tables";
        };
    if (refused != null) {
      throw Refusal.of("42P16", refused, at);
    }
  }

  private void setColumns(Table table, TableConstraint.ForeignKey written, List<Column> columns) {
    List<Name> names = written.actions().setColumns();
    if (!names.isEmpty() && draft.major() < 15) {
      throw Errors.syntaxError("(", names.getFirst().span());
    }
    List<Column> set = targets.columns(table, names);
    for (int i = 0; i < set.size(); i++) {
      if (!columns.contains(set.get(i))) {
        throw Refusal.of(
            "42P10",
            "column \""
                + set.get(i).name()
                + "\" referenced in ON DELETE SET action must be part of foreign key",
            names.get(i).span());
      }
    }
  }

  private void checkGenerated(List<Column> columns, TableConstraint.ForeignKey written) {
    for (Column column : columns) {
      if (!column.generated()) {
        continue;
      }
      String update = written.actions().onUpdate();
      if (update.equals("set null") || update.equals("set default") || update.equals("cascade")) {
        throw invalidAction("ON UPDATE", written.span());
      }
      String delete = written.actions().onDelete();
      if (delete.equals("set null") || delete.equals("set default")) {
        throw invalidAction("ON DELETE", written.span());
      }
      if (column.generation() == Column.Generation.VIRTUAL) {
        throw Refusal.of(
            "0A000",
            "foreign key constraints on virtual generated columns are not supported",
            written.span());
      }
    }
  }

  private static Refusal invalidAction(String action, Span at) {
    return Refusal.of(
        "42601",
        "invalid " + action + " action for foreign key constraint containing generated column",
        at);
  }

  private void checkTypes(
      Table table,
      Table referencedTable,
      String name,
      TableConstraint.ForeignKey written,
      Column column,
      Column referenced) {
    if (column.type() instanceof DataType.Undecided
        || referenced.type() instanceof DataType.Undecided) {
      return;
    }
    if (KeyTypes.comparable(draft, referenced.type(), column.type())) {
      return;
    }
    throw incompatible(
            draft,
            name,
            new End(table, column),
            new End(referencedTable, referenced),
            written.span())
        .restingOn(written.table().name(), column.name(), referenced.name());
  }

  /// One column of a foreign key.
  record End(Table table, Column column) {}

  /// The refusal of a foreign key whose columns can't be compared; it is about the constraint, with
  /// the referencing and the referenced table.
  static Refusal incompatible(Draft draft, String name, End referencing, End key, Span at) {
    Column column = referencing.column();
    Column referenced = key.column();
    Descriptions words = new Descriptions(draft);
    String both =
        draft.major() >= 18
            ? "Key columns \""
                + column.name()
                + "\" of the referencing table and \""
                + referenced.name()
                + "\" of the referenced table are of incompatible types: "
            : "Key columns \""
                + column.name()
                + "\" and \""
                + referenced.name()
                + "\" are of incompatible types: ";
    return Refusal.of("42804", "foreign key constraint \"" + name + "\" cannot be implemented", at)
        .detail(both + words.type(column.type()) + " and " + words.type(referenced.type()) + ".")
        .about(
            ObjectKind.CONSTRAINT,
            name,
            null,
            List.of(
                Descriptions.qualified(draft.schema(), referencing.table()),
                Descriptions.qualified(draft.schema(), key.table())));
  }

  /// Puts a foreign key into the schema.
  Constraint.ForeignKey add(
      Table table,
      TableConstraint.ForeignKey written,
      String name,
      Table referenced,
      List<Column> columns,
      ForeignKeyTargets.Target target,
      int parent) {
    boolean enforced = !written.attributes().notEnforced();
    Constraint.ForeignKey constraint =
        draft.create(id ->
            new Constraint.ForeignKey(
                id,
                name,
                table.namespace(),
                table.id(),
                columns.stream().map(Column::number).toList(),
                referenced.id(),
                target.columns().stream().map(Column::number).toList(),
                target.index().id(),
                written.actions(),
                written.attributes().deferrable(),
                written.attributes().initiallyDeferred(),
                enforced && !written.attributes().notValid(),
                enforced,
                parent));
    depend(draft, constraint);
    for (Table child : draft.schema().children(table.id())) {
      if (child.partitionOf() == table.id()) {
        inherit(child, constraint);
      }
    }
    return constraint;
  }

  /// Records what a foreign key depends on.
  static void depend(Draft draft, Constraint.ForeignKey key) {
    for (int column : key.columns()) {
      draft.depend(new Dependency(key.id(), 0, key.table(), column, Dependency.Kind.AUTO));
    }
    for (int column : key.referencedColumns()) {
      draft.depend(
          new Dependency(key.id(), 0, key.referencedTable(), column, Dependency.Kind.NORMAL));
    }
    draft.depend(key.id(), key.referencedIndex(), Dependency.Kind.NORMAL);
    if (key.parent() != 0) {
      draft.depend(key.id(), key.parent(), Dependency.Kind.PARTITION);
    }
  }

  /// Gives a partition the foreign key of the partitioned table.
  void inherit(Table partition, Constraint.ForeignKey key) {
    String name =
        CheckConstraints.find(draft.schema(), partition.id(), key.name()) == null
            ? key.name()
            : new ChosenNames(draft.schema(), partition.namespace())
                .constraint(partition.name(), null, "fkey", Set.of());
    Table parent = draft.get(key.table(), Table.class);
    List<Integer> columns = Partitions.columns(parent, partition, key.columns());
    Constraint.ForeignKey copy =
        draft.create(id ->
            new Constraint.ForeignKey(
                id,
                name,
                partition.namespace(),
                partition.id(),
                columns,
                key.referencedTable(),
                key.referencedColumns(),
                key.referencedIndex(),
                key.actions(),
                key.deferrable(),
                key.initiallyDeferred(),
                key.validated(),
                key.enforced(),
                key.id()));
    depend(draft, copy);
    for (Table child : draft.schema().children(partition.id())) {
      inherit(child, copy);
    }
  }
}
