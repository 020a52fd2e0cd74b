package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.List;

/// The lines of constraints in a [Description].
final class DescribedConstraints {
  private DescribedConstraints() {}

  static void add(List<String> lines, Schema schema, DescribedNames names, Constraint constraint) {
    SchemaObject owner = schema.object(constraint.table());
    String name = Identifiers.quotedUnlessPlain(constraint.name());
    if (owner instanceof UserType.DomainType domain) {
      if (constraint instanceof Constraint.Check check) {
        lines.add(
            "domain check "
                + names.of(domain)
                + " "
                + name
                + (check.validated() ? "" : " not valid"));
      }
      return;
    }
    if (!(owner instanceof Relation table)) {
      return;
    }
    String on = names.of(table) + " " + name;
    switch (constraint) {
      case Constraint.Key key -> lines.add(key(schema, names, table, on, key));
      case Constraint.ForeignKey key -> {
        if (key.parent() == 0 && schema.object(key.referencedTable()) instanceof Relation other) {
          lines.add(foreignKey(names, table, other, on, key));
        }
      }
      case Constraint.Check check ->
          lines.add(
              "check "
                  + on
                  + (check.noInherit() ? " no inherit" : "")
                  + (check.validated() ? "" : " not valid")
                  + (check.enforced() ? "" : " not enforced"));
      case Constraint.Exclude exclude -> lines.add(exclude(schema, names, table, on, exclude));
      case Constraint.NotNull ignored -> {}
    }
  }

  private static String deferral(boolean deferrable, boolean deferred) {
    return (deferrable ? " deferrable" : "") + (deferred ? " initially deferred" : "");
  }

  private static String key(
      Schema schema, DescribedNames names, Relation table, String on, Constraint.Key key) {
    Index index = schema.get(key.index(), Index.class);
    return (key.primary() ? "primary key " : "unique ")
        + on
        + " ("
        + names.columns(table, key.columns())
        + (key.withoutOverlaps() ? " without overlaps" : "")
        + ")"
        + (index.include().isEmpty()
            ? ""
            : " include (" + names.columns(table, index.include()) + ")")
        + (index.nullsNotDistinct() ? " nulls not distinct" : "")
        + deferral(key.deferrable(), key.initiallyDeferred());
  }

  private static String foreignKey(
      DescribedNames names, Relation table, Relation other, String on, Constraint.ForeignKey key) {
    List<Integer> set = new ArrayList<>();
    for (Name written : key.actions().setColumns()) {
      Column column = table.column(written.stored());
      if (column != null) {
        set.add(column.number());
      }
    }
    return "foreign key "
        + on
        + " ("
        + names.columns(table, key.columns())
        + ") references "
        + names.of(other)
        + " ("
        + names.columns(other, key.referencedColumns())
        + ")"
        + (key.actions().match().equals("full") ? " match full" : "")
        + action(" on update ", key.actions().onUpdate())
        + action(" on delete ", key.actions().onDelete())
        + (set.isEmpty() ? "" : " (" + names.columns(table, set) + ")")
        + deferral(key.deferrable(), key.initiallyDeferred())
        + (key.validated() ? "" : " not valid")
        + (key.enforced() ? "" : " not enforced");
  }

  private static String action(String words, String action) {
    return action.equals("no action") ? "" : words + action;
  }

  private static String exclude(
      Schema schema, DescribedNames names, Relation table, String on, Constraint.Exclude exclude) {
    Index index = schema.get(exclude.index(), Index.class);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < index.keys().size(); i++) {
      keys.add(
          names.columns(table, List.of(index.keys().get(i).column()))
              + " with "
              + exclude.operators().get(i));
    }
    return "exclude "
        + on
        + " using "
        + index.method()
        + " ("
        + String.join(", ", keys)
        + ")"
        + (index.where() == null ? "" : " where")
        + deferral(exclude.deferrable(), exclude.initiallyDeferred());
  }

  /// Whether an index belongs to a constraint, which stands for it.
  static boolean hasConstraint(Schema schema, Index index) {
    for (Dependency dependency : schema.dependencies(index.id())) {
      if (dependency.kind() == Dependency.Kind.INTERNAL
          && schema.object(dependency.referenced()) instanceof Constraint) {
        return true;
      }
    }
    return false;
  }
}
