package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows that are in the right partition: those of a table that becomes one, and those of the
/// default partition when another one comes.
final class PartitionRequirements {
  private PartitionRequirements() {}

  static void collect(Passage passage) {
    Set<Table> attached = new LinkedHashSet<>();
    for (Table table : passage.changed(Table.class)) {
      if (table.partitionOf() != 0
          && passage.before().now().schema().object(table.id()) instanceof Table old
          && old.partitionOf() != table.partitionOf()) {
        attached.add(table);
      }
    }
    for (Table table : attached) {
      if (passage.subject(table.id()) != null) {
        ofAttached(passage, table);
      }
    }
    attached.addAll(
        passage.created(Table.class).stream().filter(table -> table.partitionOf() != 0).toList());
    attached.forEach(table -> ofDefault(passage, table));
  }

  private static void ofAttached(Passage passage, Table table) {
    Subject subject = passage.subject(table.id());
    if (subject == null
        || !(passage.schema().object(table.partitionOf()) instanceof Table parent)) {
      return;
    }
    String requirement =
        "all rows of "
            + subject.title()
            + " belong to it as partition of "
            + Identifiers.quoted(parent.name());
    try {
      List<Fragment> key = key(subject, table, parent);
      Fragment belongs =
          table.defaultPartition()
              ? Fragment.of("not (", others(passage, table, parent, key), ")")
              : inside(passage, table.bound(), parent, key);
      new Question(passage, subject, ProbeKind.WRONG_PARTITION, requirement)
          .about(Set.of())
          .where(Fragment.of("(", belongs, ") is not true"));
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  private static void ofDefault(Passage passage, Table table) {
    if (table.defaultPartition()
        || !(passage.schema().object(table.partitionOf()) instanceof Table parent)) {
      return;
    }
    for (Table sibling : passage.schema().children(parent.id())) {
      Subject subject = sibling.defaultPartition() ? passage.subject(sibling.id()) : null;
      if (subject == null) {
        continue;
      }
      String requirement =
          "no row of the default partition "
              + subject.title()
              + " belongs to the new partition "
              + Identifiers.quoted(table.name());
      try {
        List<Fragment> key = key(subject, sibling, parent);
        new Question(passage, subject, ProbeKind.WRONG_PARTITION, requirement)
            .about(Set.of())
            .where(inside(passage, table.bound(), parent, key).grouped());
      } catch (NotProbed reason) {
        passage.refuse(requirement, reason);
      }
    }
  }

  /// The condition of the rows that belong to other partitions.
  private static Fragment others(Passage passage, Table table, Table parent, List<Fragment> key) {
    List<Fragment> others = new ArrayList<>();
    for (Table sibling : passage.schema().children(parent.id())) {
      if (sibling.id() != table.id()) {
        others.add(
            Fragment.of("coalesce(", inside(passage, sibling.bound(), parent, key), ", false)"));
      }
    }
    return others.isEmpty() ? Fragment.text("false") : Fragment.joined(others, " or ");
  }

  /// The values of the partition key in a partition, whose columns have numbers of their own.
  private static List<Fragment> key(Subject subject, Table partition, Table parent) {
    List<Fragment> key = new ArrayList<>();
    Table.Partitioning partitioning = parent.partitioning();
    if (partitioning == null || partitioning.columns().contains(0)) {
      throw new NotProbed("the key of the partitions is an expression");
    }
    for (int number : partitioning.columns()) {
      Column column = parent.column(number);
      Column own = column == null ? null : partition.column(column.name());
      if (own == null) {
        throw new NotProbed("the key of the partitions is not known");
      }
      key.add(subject.value(own.number()).grouped());
    }
    return key;
  }

  /// The condition of the rows that belong to a partition.
  private static Fragment inside(
      Passage passage, CreateTable.@Nullable Bound bound, Table parent, List<Fragment> key) {
    if (bound == null) {
      throw new NotProbed("the bounds of a partition are not known");
    }
    Moment moment = passage.after();
    return switch (bound.kind()) {
      case "list" -> {
        List<Fragment> values = new ArrayList<>();
        boolean nulls = false;
        for (Expression value : bound.from()) {
          if (value instanceof Expression.Constant constant
              && constant.kind() == Expression.Constant.Kind.NULL) {
            nulls = true;
          } else {
            values.add(value(moment, parent, 0, value));
          }
        }
        Fragment only = key.getFirst();
        Fragment in =
            values.isEmpty()
                ? Fragment.text("false")
                : Fragment.of(only, " in (", Fragment.joined(values, ", "), ")");
        yield Fragment.of(
            "(",
            only,
            " is not null and ",
            in,
            ")",
            nulls ? Fragment.of(" or ", only, " is null") : "");
      }
      case "range" -> {
        List<Fragment> conditions = new ArrayList<>();
        key.forEach(value -> conditions.add(Fragment.of(value, " is not null")));
        conditions.add(beyond(moment, parent, key, bound.from(), 0, true));
        conditions.add(beyond(moment, parent, key, bound.to(), 0, false));
        yield Fragment.joined(conditions, " and ");
      }
      default -> throw new NotProbed("the partitions are told apart by hash values");
    };
  }

  /// The condition of a key from a position on to be at or above the lower, or below the upper
  /// bound.
  private static Fragment beyond(
      Moment moment,
      Table parent,
      List<Fragment> key,
      List<Expression> bound,
      int position,
      boolean lower) {
    if (position == key.size()) {
      return Fragment.text(lower ? "true" : "false");
    }
    Expression value = bound.get(position);
    if (isWord(value, "minvalue")) {
      return Fragment.text(lower ? "true" : "false");
    }
    if (isWord(value, "maxvalue")) {
      return Fragment.text(lower ? "false" : "true");
    }
    Fragment limit = value(moment, parent, position, value);
    Fragment own = key.get(position);
    return Fragment.of(
        "(",
        own,
        lower ? " > " : " < ",
        limit,
        " or (",
        own,
        " = ",
        limit,
        " and ",
        beyond(moment, parent, key, bound, position + 1, lower),
        "))");
  }

  private static boolean isWord(Expression value, String word) {
    return value instanceof Expression.ColumnReference reference
        && reference.parts().size() == 1
        && reference.parts().getFirst().value().equalsIgnoreCase(word);
  }

  private static Fragment value(Moment moment, Table parent, int position, Expression value) {
    Table.Partitioning partitioning = parent.partitioning();
    Column column =
        partitioning == null ? null : parent.column(partitioning.columns().get(position));
    if (column == null) {
      throw new NotProbed("the key of the partitions is not known");
    }
    return moment.cast(moment.expression(value, parent), column.type());
  }
}
