package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// PRIMARY KEY, UNIQUE and EXCLUDE of a new table: the server's `transformIndexConstraints`.
final class KeyConstraints {
  private KeyConstraints() {}

  /// Checks the constraints of a new table, makes the columns of its primary key NOT NULL, and puts
  /// them into the order in which they are made, without those that say the same as an earlier one.
  ///
  /// @param columns all columns of the table
  static List<TableConstraint> prepared(
      String table, List<ColumnPlan> columns, List<TableConstraint> keys) {
    List<TableConstraint> prepared = new ArrayList<>();
    boolean primary = false;
    for (TableConstraint key : keys) {
      if (key instanceof TableConstraint.Unique unique) {
        if (unique.primaryKey()) {
          if (primary) {
            throw multiplePrimaryKeys(table, unique.span());
          }
          primary = true;
        }
        checkColumns(columns, unique);
      }
      add(prepared, key);
    }
    return prepared;
  }

  static Refusal multiplePrimaryKeys(String table, dev.migrationsentry.source.Span at) {
    return Refusal.of(
            "42P16", "multiple primary keys for table \"" + table + "\" are not allowed", at)
        .restingOn(table);
  }

  private static void checkColumns(List<ColumnPlan> columns, TableConstraint.Unique unique) {
    Set<String> seen = new HashSet<>();
    for (Name name : unique.columns()) {
      ColumnPlan plan = find(columns, name.stored());
      if (plan == null && !SystemColumns.contains(name.stored())) {
        throw notInKey(name);
      }
      if (!seen.add(name.stored())) {
        throw twice(unique, name);
      }
      if (plan != null && unique.primaryKey()) {
        plan.notNull = true;
      }
    }
    for (Name name : unique.include()) {
      if (find(columns, name.stored()) == null) {
        throw notInKey(name);
      }
    }
  }

  static Refusal notInKey(Name name) {
    return Refusal.of(
            "42703", "column \"" + name.stored() + "\" named in key does not exist", name.span())
        .about(ObjectKind.COLUMN, name.stored(), null, List.of());
  }

  static Refusal twice(TableConstraint.Unique unique, Name name) {
    return Refusal.of(
        "42701",
        "column \""
            + name.stored()
            + "\" appears twice in "
            + (unique.primaryKey() ? "primary key" : "unique")
            + " constraint",
        name.span());
  }

  private static @org.jspecify.annotations.Nullable ColumnPlan find(
      List<ColumnPlan> columns, String name) {
    for (ColumnPlan plan : columns) {
      if (plan.storedName().equals(name)) {
        return plan;
      }
    }
    return null;
  }

  /// Adds a constraint unless an earlier one says the same; the primary key goes first.
  private static void add(List<TableConstraint> prepared, TableConstraint key) {
    if (!(key instanceof TableConstraint.Unique unique)) {
      prepared.add(key);
      return;
    }
    if (unique.primaryKey()) {
      List<TableConstraint> others = List.copyOf(prepared);
      prepared.clear();
      prepared.add(unique);
      for (TableConstraint other : others) {
        if (other instanceof TableConstraint.Unique same) {
          addUnique(prepared, same);
        } else {
          prepared.add(other);
        }
      }
      return;
    }
    addUnique(prepared, unique);
  }

  private static void addUnique(List<TableConstraint> prepared, TableConstraint.Unique unique) {
    for (int i = 0; i < prepared.size(); i++) {
      if (prepared.get(i) instanceof TableConstraint.Unique prior && same(prior, unique)) {
        if (prior.name() == null && unique.name() != null) {
          prepared.set(i, named(prior, unique.name()));
        }
        return;
      }
    }
    prepared.add(unique);
  }

  private static boolean same(TableConstraint.Unique left, TableConstraint.Unique right) {
    return stored(left.columns()).equals(stored(right.columns()))
        && stored(left.include()).equals(stored(right.include()))
        && left.withoutOverlaps() == right.withoutOverlaps()
        && left.nullsNotDistinct() == right.nullsNotDistinct()
        && left.attributes().equals(right.attributes());
  }

  private static TableConstraint.Unique named(TableConstraint.Unique unique, Name name) {
    return new TableConstraint.Unique(
        name,
        unique.primaryKey(),
        unique.columns(),
        unique.withoutOverlaps(),
        unique.include(),
        unique.nullsNotDistinct(),
        unique.usingIndex(),
        unique.options(),
        unique.tablespace(),
        unique.attributes(),
        unique.span());
  }

  static List<String> stored(List<Name> names) {
    return names.stream().map(Name::stored).toList();
  }
}
