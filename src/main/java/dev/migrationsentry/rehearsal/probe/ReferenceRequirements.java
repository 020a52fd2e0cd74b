package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// References that lead to a row: FOREIGN KEY.
final class ReferenceRequirements {
  private ReferenceRequirements() {}

  static void collect(Passage passage) {
    Set<Constraint.ForeignKey> keys =
        new LinkedHashSet<>(passage.created(Constraint.ForeignKey.class));
    for (Constraint.ForeignKey key : passage.changed(Constraint.ForeignKey.class)) {
      if (passage.before().now().schema().object(key.id()) instanceof Constraint.ForeignKey old
          && !binds(old)) {
        keys.add(key);
      }
    }
    Set<Integer> touched = new HashSet<>(passage.rewrittenTables());
    touched.addAll(passage.shrunk());
    for (int table : touched) {
      for (var dependency : passage.schema().dependents(table)) {
        SchemaObject object = passage.schema().object(dependency.dependent());
        if (object instanceof Constraint.ForeignKey key && isTouched(passage, key)) {
          keys.add(key);
        }
      }
    }
    for (Constraint.ForeignKey key : keys) {
      if (binds(key) && key.parent() == 0) {
        ask(passage, key);
      }
    }
  }

  private static boolean isTouched(Passage passage, Constraint.ForeignKey key) {
    return passage.isShrunk(key.referencedTable())
        || key.columns().stream().anyMatch(passage.rewritten(key.table())::contains)
        || key.referencedColumns().stream()
            .anyMatch(passage.rewritten(key.referencedTable())::contains);
  }

  private static boolean binds(Constraint.ForeignKey key) {
    return key.validated() && key.enforced();
  }

  private static void ask(Passage passage, Constraint.ForeignKey key) {
    Subject child = passage.subject(key.table());
    if (child == null) {
      return;
    }
    Moment moment = passage.after();
    String referenced =
        moment.now().schema().object(key.referencedTable()) instanceof Relation table
            ? Identifiers.quoted(table.name())
            : "a table";
    String requirement =
        "foreign key "
            + Identifiers.quoted(key.name())
            + ": "
            + child.titles(key.columns())
            + " of "
            + child.title()
            + " leads to a row of "
            + referenced;
    try {
      Subject parent = passage.subject(key.referencedTable());
      List<Fragment> values = new ArrayList<>();
      List<Fragment> set = new ArrayList<>();
      List<Fragment> unset = new ArrayList<>();
      for (int number : key.columns()) {
        Fragment value = child.value(number).grouped();
        values.add(value);
        Column column = child.now().column(number);
        boolean required =
            column != null
                && child.moment().isUnchanged(child.now().id(), number)
                && NullRequirements.takesNoNulls(moment.production(), child.known(), number);
        if (!required) {
          set.add(Fragment.of(value, " is not null"));
          unset.add(Fragment.of(value, " is null"));
        }
      }
      List<String> missing = new ArrayList<>();
      set.forEach(one -> missing.add(one.sql("c")));
      if (parent != null) {
        missing.add(without(parent, key, values));
      }
      String orphan = missing.isEmpty() ? "true" : String.join(" and ", missing);
      boolean full = key.actions().match().equals("full") && key.columns().size() > 1;
      if (full && !unset.isEmpty()) {
        // Where the other columns can't be null, one null is a mixture already.
        Fragment some = Fragment.joined(unset, " or ");
        Fragment all = Fragment.joined(unset, " and ");
        orphan =
            "("
                + orphan
                + " or (("
                + some.sql("c")
                + ")"
                + (unset.size() == values.size() ? " and not (" + all.sql("c") + ")" : "")
                + "))";
      }
      List<String> conditions = new ArrayList<>(child.conditions("c", List.of()));
      conditions.add(orphan);
      Question question =
          new Question(passage, child, ProbeKind.ORPHANS, requirement)
              .costing(Cost.Access.FULL_SCAN_WITH_LOOKUPS)
              .about(Set.copyOf(key.columns()))
              .needing(moment, key.referencedTable(), Set.copyOf(key.referencedColumns()));
      if (parent != null) {
        question.with(parent);
      }
      if (passage.byRows() && key.deferrable() && key.initiallyDeferred()) {
        question.reserving(
            new Reservation(true, false, null, "it is checked only when the transaction ends"));
      }
      question.rows(conditions, "c", true);
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  private static String without(Subject parent, Constraint.ForeignKey key, List<Fragment> values) {
    List<Fragment> needed = new ArrayList<>();
    for (int number : key.referencedColumns()) {
      needed.add(parent.value(number).grouped());
    }
    List<String> conditions = new ArrayList<>();
    boolean period = isPeriod(parent, key);
    int compared = period ? values.size() - 1 : values.size();
    for (int i = 0; i < compared; i++) {
      conditions.add(needed.get(i).sql("p") + " = " + values.get(i).sql("c"));
    }
    conditions.addAll(parent.conditions("p", List.of()));
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return period
        ? "not coalesce("
            + values.getLast().sql("c")
            + " <@ (select range_agg("
            + needed.getLast().sql("p")
            + ") from "
            + parent.from(true, "p")
            + where
            + "), false)"
        : "not exists (select 1 from " + parent.from(true, "p") + where + ")";
  }

  /// Whether the last columns are periods: the key that is referenced is WITHOUT OVERLAPS.
  private static boolean isPeriod(Subject parent, Constraint.ForeignKey key) {
    return parent
        .moment()
        .now()
        .schema()
        .belongingTo(parent.now().id(), Constraint.Key.class)
        .stream()
        .anyMatch(one -> one.index() == key.referencedIndex() && one.withoutOverlaps());
  }
}
