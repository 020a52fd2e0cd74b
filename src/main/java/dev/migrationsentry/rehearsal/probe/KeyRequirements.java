package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keys that no two rows may share: unique indexes, also those behind constraints.
final class KeyRequirements {
  private KeyRequirements() {}

  static void collect(Passage passage) {
    for (Index index : passage.created(Index.class)) {
      if (index.unique() && index.valid() && !isPartOfNew(passage, index)) {
        ask(passage, index);
      }
    }
    for (int table : passage.rewrittenTables()) {
      for (Index index : passage.schema().indexes(table)) {
        boolean isNew = passage.before().now().schema().object(index.id()) == null;
        if (index.unique() && index.valid() && !isNew) {
          Set<Integer> columns = columns(passage, index);
          if (columns.stream().anyMatch(passage.rewritten(table)::contains)) {
            ask(passage, index);
          }
        }
      }
    }
  }

  /// Whether a question to a partitioned table is about an index of its partition too.
  static boolean isPartOfNew(Passage passage, Index index) {
    return index.partitionOf() != 0
        && passage.created(Index.class).stream().anyMatch(one -> one.id() == index.partitionOf());
  }

  /// The numbers of the columns that decide on an index's keys.
  static Set<Integer> columns(Passage passage, Index index) {
    Relation names = passage.after().namesFor(index.id(), index.table());
    Set<Integer> columns = new LinkedHashSet<>();
    for (Index.Key key : index.keys()) {
      Expression expression = key.expression();
      if (key.column() != 0) {
        columns.add(key.column());
      } else if (expression != null && names != null) {
        columns.addAll(Moment.columns(expression, names));
      }
    }
    Expression where = index.where();
    if (where != null && names != null) {
      columns.addAll(Moment.columns(where, names));
    }
    return columns;
  }

  /// The keys of an index.
  ///
  /// @throws NotProbed when one can't be asked of production
  static List<Fragment> keys(Subject subject, Index index) {
    List<Fragment> keys = new ArrayList<>();
    Relation names = subject.moment().namesFor(index.id(), index.table());
    for (Index.Key key : index.keys()) {
      Expression expression = key.expression();
      Fragment value =
          key.column() != 0 || expression == null || names == null
              ? subject.value(key.column())
              : subject.moment().expression(expression, names);
      keys.add(collated(subject, key, value));
    }
    return keys;
  }

  private static Fragment collated(Subject subject, Index.Key key, Fragment value) {
    String collation = key.collation();
    if (collation == null && key.column() != 0 && !value.isColumn()) {
      Column column = subject.now().column(key.column());
      collation = column == null ? null : column.collation();
    }
    return collation == null
        ? value.grouped()
        : Fragment.of(value.grouped(), " collate ", collationName(collation));
  }

  /// A collation as the model has it: with its schema unless that is `pg_catalog`.
  private static String collationName(String collation) {
    if (collation.startsWith("\"")) {
      return collation;
    }
    int dot = collation.indexOf('.');
    return dot < 0
        ? Identifiers.quoted(collation)
        : Identifiers.quoted(collation.substring(0, dot))
            + "."
            + Identifiers.quoted(collation.substring(dot + 1));
  }

  /// The predicate of a partial index, or null.
  static @Nullable Fragment predicate(Subject subject, Index index) {
    Expression where = index.where();
    Relation names = subject.moment().namesFor(index.id(), index.table());
    return where == null || names == null
        ? null
        : Fragment.of("(", subject.moment().expression(where, names), ")");
  }

  private static @Nullable Constraint constraint(Schema schema, Index index) {
    for (Constraint.Key key : schema.belongingTo(index.table(), Constraint.Key.class)) {
      if (key.index() == index.id()) {
        return key;
      }
    }
    return null;
  }

  private static void ask(Passage passage, Index index) {
    Subject subject = passage.subject(index.table());
    if (subject == null || !index.method().equals("btree")) {
      return;
    }
    Constraint.Key constraint =
        constraint(passage.schema(), index) instanceof Constraint.Key key ? key : null;
    String requirement =
        (constraint == null ? "unique index " : constraint.primary() ? "primary key " : "unique ")
            + Identifiers.quoted(constraint == null ? index.name() : constraint.name())
            + " of "
            + subject.title()
            + " has no duplicates";
    if (isImplied(subject, index) || isMadeDistinct(subject, index)) {
      return;
    }
    try {
      List<Fragment> keys = keys(subject, index);
      List<Fragment> conditions = new ArrayList<>();
      if (!index.nullsNotDistinct()) {
        keys.forEach(key -> conditions.add(Fragment.of(key, " is not null")));
      }
      Fragment predicate = predicate(subject, index);
      if (predicate != null) {
        conditions.add(predicate);
      }
      Question question =
          new Question(passage, subject, ProbeKind.DUPLICATES, requirement)
              .costing(Cost.Access.GROUPING)
              .about(columns(passage, index));
      boolean deferrable = constraint != null && constraint.deferrable();
      if (passage.byRows() && !deferrable) {
        question.reserving(
            new Reservation(
                false,
                true,
                null,
                "two rows may have the same key for a moment, depending on the order in which they are updated"));
      }
      List<String> texts = keys.stream().map(key -> key.sql("")).toList();
      String key = String.join(", ", texts);
      List<String> all = subject.conditions("", conditions);
      String from =
          " from "
              + subject.from(true, "")
              + (all.isEmpty() ? "" : " where " + String.join(" and ", all));
      question.ask(
          "select 1" + from + " group by " + key + " having count(*) > 1 limit 1",
          "select "
              + String.join(", ", subject.keyNames())
              + " from (select "
              + String.join(", ", subject.key(""))
              + ", count(*) over (partition by "
              + key
              + ") as rows_of_key"
              + from
              + ") as found where rows_of_key > 1 limit "
              + Probe.MOST_KEYS);
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  /// Whether production has another unique index that already forbids duplicates.
  private static boolean isImplied(Subject subject, Index index) {
    Set<Integer> columns = new HashSet<>();
    for (Index.Key key : index.keys()) {
      if (key.column() != 0
          && key.collation() == null
          && subject.moment().isUnchanged(subject.now().id(), key.column())) {
        columns.add(key.column());
      }
    }
    for (Index known : subject.moment().production().indexes(subject.known().id())) {
      if (known.unique()
          && known.valid()
          && known.where() == null
          && known.method().equals("btree")
          && (known.nullsNotDistinct() || !index.nullsNotDistinct())
          && known.keys().stream()
              .allMatch(key -> key.column() != 0 && columns.contains(key.column()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMadeDistinct(Subject subject, Index index) {
    return index.keys().stream()
        .anyMatch(key ->
            key.column() != 0
                && subject.moment().source(subject.now().id(), key.column())
                    instanceof Source.Made made
                && made.distinct());
  }
}
