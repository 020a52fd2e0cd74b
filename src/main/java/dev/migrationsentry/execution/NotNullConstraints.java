package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The named NOT NULL constraints of PostgreSQL 18. Older servers have none: there nothing happens
/// here.
final class NotNullConstraints {
  private NotNullConstraints() {}

  private static boolean exist(Draft draft) {
    return draft.major() >= 18;
  }

  /// Gives a new table the constraints of its columns; the plans are in the order of the columns.
  static void addNew(Draft draft, Table table, List<ColumnPlan> plans, List<Table> parents) {
    if (!exist(draft)) {
      return;
    }
    Set<String> written = new HashSet<>();
    for (int i = 0; i < plans.size(); i++) {
      ColumnPlan plan = plans.get(i);
      if (!plan.notNull) {
        continue;
      }
      int inheritedFrom = 0;
      Constraint.NotNull inherited = null;
      for (Table parent : parents) {
        Constraint.NotNull own = ofColumn(draft, parent, plan.storedName());
        if (own != null && !own.noInherit()) {
          inheritedFrom++;
          inherited = own;
        }
      }
      Name given = plan.notNullName;
      if (given != null && written.contains(given.stored())) {
        throw CheckConstraints.exists(given.stored(), table, given.span());
      }
      boolean local = plan.notNullLocal || inherited == null;
      String name =
          given != null
              ? given.stored()
              : !local && inherited != null && !written.contains(inherited.name())
                  ? inherited.name()
                  : chosen(draft, table, plan.storedName(), written);
      if (given != null && CheckConstraints.find(draft.schema(), table.id(), name) != null) {
        throw CheckConstraints.exists(name, table, given.span());
      }
      written.add(name);
      add(
          draft,
          table,
          i + 1,
          name,
          plan.notNullNoInherit,
          local,
          inheritedFrom,
          !plan.notNullNotValid);
    }
  }

  private static String chosen(Draft draft, Table table, String column, Set<String> written) {
    return new ChosenNames(draft.schema(), table.namespace())
        .constraint(table.name(), column, "not_null", written);
  }

  /// The constraint on a column, or null.
  static Constraint.@Nullable NotNull ofColumn(Draft draft, Table table, String column) {
    Column found = table.column(column);
    return found == null ? null : ofColumn(draft, table, found.number());
  }

  static Constraint.@Nullable NotNull ofColumn(Draft draft, Table table, int column) {
    if (!exist(draft)) {
      return null;
    }
    for (Dependency dependency : draft.schema().dependents(table.id())) {
      if (dependency.referencedColumn() == column
          && draft.schema().object(dependency.dependent()) instanceof Constraint.NotNull notNull
          && notNull.table() == table.id()) {
        return notNull;
      }
    }
    return null;
  }

  /// Gives a column its constraint when it has none.
  static void require(
      Draft draft,
      Table table,
      Column column,
      @Nullable Name given,
      boolean noInherit,
      boolean local,
      int inheritedFrom,
      boolean validated) {
    if (!exist(draft) || ofColumn(draft, table, column.number()) != null) {
      return;
    }
    String name = given != null ? given.stored() : chosen(draft, table, column.name(), Set.of());
    if (given != null && CheckConstraints.find(draft.schema(), table.id(), name) != null) {
      throw CheckConstraints.exists(name, table, given.span());
    }
    add(draft, table, column.number(), name, noInherit, local, inheritedFrom, validated);
  }

  private static void add(
      Draft draft,
      Table table,
      int column,
      String name,
      boolean noInherit,
      boolean local,
      int inheritedFrom,
      boolean validated) {
    Constraint.NotNull constraint =
        draft.create(id ->
            new Constraint.NotNull(
                id,
                name,
                table.namespace(),
                table.id(),
                column,
                noInherit,
                local,
                inheritedFrom,
                validated));
    draft.depend(new Dependency(constraint.id(), 0, table.id(), column, Dependency.Kind.AUTO));
  }

  /// Removes the constraint on a column, if there is one.
  static void drop(Draft draft, Table table, int column) {
    Constraint.NotNull constraint = ofColumn(draft, table, column);
    if (constraint != null) {
      draft.remove(constraint.id());
    }
  }

  /// The constraints of a table.
  static List<Constraint.NotNull> of(Draft draft, Table table) {
    return exist(draft)
        ? new ArrayList<>(draft.schema().belongingTo(table.id(), Constraint.NotNull.class))
        : List.of();
  }
}
