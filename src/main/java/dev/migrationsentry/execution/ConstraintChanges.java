package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;

/// ALTER TABLE … DROP, VALIDATE and ALTER CONSTRAINT.
final class ConstraintChanges {
  private ConstraintChanges() {}

  static Refusal missing(Draft draft, Table table, Name name) {
    return Refusal.of(
            "42704",
            "constraint \""
                + name.stored()
                + "\" of relation \""
                + table.name()
                + "\" does not exist",
            name.span())
        .about(
            ObjectKind.CONSTRAINT,
            name.stored(),
            null,
            List.of(Descriptions.qualified(draft.schema(), table)));
  }

  static void drop(TableAlteration alteration, AlterTable.DropConstraint action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Name name = action.constraint();
    Constraint constraint = CheckConstraints.find(draft.schema(), table.id(), name.stored());
    if (constraint == null) {
      if (action.ifExists()) {
        return;
      }
      throw missing(draft, table, name);
    }
    drop(alteration, table, constraint, action);
  }

  private static void drop(
      TableAlteration alteration,
      Table table,
      Constraint constraint,
      AlterTable.DropConstraint action) {
    Draft draft = alteration.draft();
    if (isInherited(constraint)) {
      throw Refusal.of(
              "42P16",
              "cannot drop inherited constraint \""
                  + constraint.name()
                  + "\" of relation \""
                  + table.name()
                  + "\"",
              action.constraint().span())
          .restingOn(table.name(), constraint.name());
    }
    if (constraint instanceof Constraint.NotNull notNull) {
      checkNotNull(draft, table, notNull, action);
    }
    boolean recurses =
        (constraint instanceof Constraint.NotNull notNull && !notNull.noInherit())
            || (constraint instanceof Constraint.Check check && !check.noInherit());
    List<Table> children = recurses ? draft.schema().children(table.id()) : List.of();
    if (!children.isEmpty()
        && alteration.only()
        && table.kind() == Table.Kind.PARTITIONED
        && draft.major() < 18) {
      throw Refusal.of(
              "42P16",
              "cannot remove constraint from only the partitioned table when partitions exist",
              action.span())
          .hint("Do not specify the ONLY keyword.")
          .restingOn(table.name());
    }
    for (Table child : children) {
      disinherit(draft, draft.current(child), constraint, alteration.only(), action);
    }
    Removals.drop(draft, constraint, action.behavior(), action.constraint().span());
  }

  private static boolean isInherited(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Key key -> key.parent() != 0;
      case Constraint.ForeignKey key -> key.parent() != 0;
      case Constraint.Exclude exclude -> exclude.parent() != 0;
      case Constraint.Check check -> check.inheritedFrom() > 0;
      case Constraint.NotNull notNull -> notNull.inheritedFrom() > 0;
    };
  }

  private static void checkNotNull(
      Draft draft, Table table, Constraint.NotNull notNull, AlterTable.DropConstraint action) {
    Column column = table.column(notNull.column());
    if (column == null) {
      return;
    }
    Constraint.Key primary = ForeignKeyTargets.primaryKey(draft, table);
    if (primary != null && primary.columns().contains(column.number())) {
      throw Refusal.of(
              "42P16",
              "column \"" + column.name() + "\" is in a primary key",
              action.constraint().span())
          .restingOn(table.name(), column.name());
    }
    if (column.identity()) {
      throw Refusal.of(
              "42601",
              "column \""
                  + column.name()
                  + "\" of relation \""
                  + table.name()
                  + "\" is an identity column",
              action.constraint().span())
          .restingOn(table.name(), column.name());
    }
  }

  private static void disinherit(
      Draft draft, Table child, Constraint parent, boolean only, AlterTable.DropConstraint action) {
    Constraint own =
        parent instanceof Constraint.NotNull notNull
            ? inheritedNotNull(draft, child, notNull)
            : CheckConstraints.find(draft.schema(), child.id(), parent.name());
    if (own == null) {
      return;
    }
    boolean local;
    int left;
    Constraint remaining;
    switch (own) {
      case Constraint.Check check -> {
        left = check.inheritedFrom() - 1;
        local = check.local() || only;
        remaining = check.from(local, left);
      }
      case Constraint.NotNull notNull -> {
        left = notNull.inheritedFrom() - 1;
        local = notNull.local() || only;
        remaining = notNull.from(local, left);
      }
      default -> {
        return;
      }
    }
    if (left > 0 || local) {
      draft.replace(remaining);
      return;
    }
    for (Table grandchild : draft.schema().children(child.id())) {
      disinherit(draft, draft.current(grandchild), own, only, action);
    }
    Removals.drop(draft, own, Behavior.CASCADE, action.span());
  }

  private static @org.jspecify.annotations.Nullable Constraint inheritedNotNull(
      Draft draft, Table child, Constraint.NotNull parent) {
    Table table = draft.get(parent.table(), Table.class);
    Column column = table.column(parent.column());
    return column == null ? null : NotNullConstraints.ofColumn(draft, child, column.name());
  }

  static void validate(TableAlteration alteration, AlterTable.ValidateConstraint action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Name name = action.constraint();
    Constraint constraint = CheckConstraints.find(draft.schema(), table.id(), name.stored());
    switch (constraint) {
      case null -> throw missing(draft, table, name);
      case Constraint.Check check -> {
        checkEnforced(check.enforced(), name);
        if (!check.validated()) {
          TableRows.doubtIfAny(draft, table);
          draft.replace(check.validated(true));
          validateChildren(draft, table, check);
        }
      }
      case Constraint.ForeignKey key -> {
        checkEnforced(key.enforced(), name);
        if (!key.validated()) {
          TableRows.doubtIfAny(draft, table);
          draft.replace(key.validated(true));
        }
      }
      case Constraint.NotNull notNull -> {
        if (!notNull.validated()) {
          TableRows.doubtIfAny(draft, table);
          draft.replace(notNull.validated(true));
        }
      }
      default ->
          throw Refusal.of(
                  "42809",
                  draft.major() >= 18
                      ? "cannot validate constraint \""
                          + name.stored()
                          + "\" of relation \""
                          + table.name()
                          + "\""
                      : "constraint \""
                          + name.stored()
                          + "\" of relation \""
                          + table.name()
                          + "\" is not a foreign key or check constraint",
                  name.span())
              .detail(
                  draft.major() >= 18
                      ? "This operation is not supported for this type of constraint."
                      : null)
              .restingOn(table.name(), name.stored());
    }
  }

  private static void checkEnforced(boolean enforced, Name name) {
    if (!enforced) {
      throw Refusal.of("55000", "cannot validate NOT ENFORCED constraint", name.span());
    }
  }

  private static void validateChildren(Draft draft, Table table, Constraint.Check parent) {
    for (Table child : draft.schema().children(table.id())) {
      if (CheckConstraints.find(draft.schema(), child.id(), parent.name())
          instanceof Constraint.Check check) {
        draft.replace(check.validated(true));
        validateChildren(draft, child, check);
      }
    }
  }

  static void alter(TableAlteration alteration, AlterTable.AlterConstraint action) {
    Draft draft = alteration.draft();
    Table table = alteration.table();
    Name name = action.constraint();
    Constraint constraint = CheckConstraints.find(draft.schema(), table.id(), name.stored());
    if (constraint == null) {
      throw missing(draft, table, name);
    }
    List<String> changes = action.changes();
    if (changes.contains("inherit") || changes.contains("no inherit")) {
      if (!(constraint instanceof Constraint.NotNull notNull)) {
        throw Refusal.of(
                "42809",
                "constraint \""
                    + name.stored()
                    + "\" of relation \""
                    + table.name()
                    + "\" is not a not-null constraint",
                name.span())
            .restingOn(table.name(), name.stored());
      }
      draft.replace(notNull.inheritable(changes.contains("inherit")));
      return;
    }
    if (!(constraint instanceof Constraint.ForeignKey key)) {
      throw Refusal.of(
              "42809",
              (changes.contains("enforced") || changes.contains("not enforced")
                      ? "cannot alter enforceability of constraint \""
                      : "constraint \"")
                  + name.stored()
                  + "\" of relation \""
                  + table.name()
                  + (changes.contains("enforced") || changes.contains("not enforced")
                      ? "\""
                      : "\" is not a foreign key constraint"),
              name.span())
          .restingOn(table.name(), name.stored());
    }
    boolean deferred = changes.contains("initially deferred");
    boolean deferrable = changes.contains("deferrable") || deferred;
    boolean mentionsDeferral =
        deferrable || changes.contains("not deferrable") || changes.contains("initially immediate");
    boolean enforced =
        changes.contains("enforced") || (key.enforced() && !changes.contains("not enforced"));
    Constraint.ForeignKey changed =
        mentionsDeferral
            ? key.with(deferrable, deferred, enforced)
            : key.with(key.deferrable(), key.initiallyDeferred(), enforced);
    draft.replace(enforced && !key.enforced() ? changed.validated(true) : changed);
  }
}
