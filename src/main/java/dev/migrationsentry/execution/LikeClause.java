package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// LIKE in CREATE TABLE: the columns of another relation, and what INCLUDING adds.
final class LikeClause {
  private static final Set<String> ALL =
      Set.of(
          "comments",
          "compression",
          "constraints",
          "defaults",
          "generated",
          "identity",
          "indexes",
          "statistics",
          "storage");

  private final Draft draft;
  private final CreateTable.LikeTable written;
  private final ColumnDefinitions definitions;
  private final Relation source;
  private final Set<String> including;

  LikeClause(Draft draft, CreateTable.LikeTable written, ColumnDefinitions definitions) {
    this.draft = draft;
    this.written = written;
    this.definitions = definitions;
    this.source = draft.names().relation(written.table());
    this.including = including(written.options());
    boolean usable =
        source instanceof Table || source instanceof View || source instanceof CompositeType;
    if (!usable && draft.major() < 15) {
      throw Errors.wrongKind(
          source.name(),
          "is not a table, view, materialized view, composite type, or foreign table",
          written.table().span());
    }
    if (!usable) {
      throw Refusal.of(
              "42809",
              "relation \"" + source.name() + "\" is invalid in LIKE clause",
              written.table().span())
          .detail(
              "This operation is not supported for "
                  + (source instanceof Sequence ? "sequences" : "indexes")
                  + ".");
    }
  }

  private static Set<String> including(List<String> options) {
    Set<String> included = new HashSet<>();
    for (String option : options) {
      boolean adds = option.startsWith("including ");
      String what = option.substring(option.indexOf(' ') + 1);
      Set<String> meant = what.equals("all") ? ALL : Set.of(what);
      if (adds) {
        included.addAll(meant);
      } else {
        included.removeAll(meant);
      }
    }
    return included;
  }

  /// The columns. Sequences of identity columns are created at once.
  List<ColumnPlan> columns() {
    List<ColumnPlan> plans = new ArrayList<>();
    for (Column column : source.columns()) {
      ColumnPlan plan = new ColumnPlan(new Name(column.name(), written.table().span()));
      plan.type = column.type();
      plan.collation = column.collation();
      plan.notNull = column.notNull();
      if (source instanceof Table table) {
        Constraint.NotNull notNull = NotNullConstraints.ofColumn(draft, table, column.number());
        if (notNull != null) {
          plan.notNullName = new Name(notNull.name(), written.table().span());
        }
      }
      if (column.identity() && including.contains("identity")) {
        plan.generation = column.generation();
        plan.sequence = definitions.identityLike(plan, sequence(column));
      } else if (column.generated() ? including.contains("generated") : takesDefault(column)) {
        plan.defaultValue = column.defaultValue();
        plan.generation = column.generation();
        plan.copiedDependencies = InheritedDefaults.copied(draft, source, column, column.number());
      }
      plans.add(plan);
    }
    return plans;
  }

  private boolean takesDefault(Column column) {
    return column.defaultValue() != null && !column.identity() && including.contains("defaults");
  }

  private Sequence sequence(Column column) {
    Sequence sequence =
        source instanceof Table table ? IdentityChanges.sequence(draft, table, column) : null;
    if (sequence == null) {
      throw new IllegalStateException("identity column " + column.name() + " without sequence");
    }
    return sequence;
  }

  /// Copies constraints, indexes and statistics when the table is there.
  void finish(Table table) {
    if (!(source instanceof Table from)) {
      return;
    }
    Map<Integer, Integer> numbers = numbers(from, table);
    if (including.contains("constraints")) {
      for (Constraint.Check check : draft.schema().belongingTo(from.id(), Constraint.Check.class)) {
        new CheckConstraints(draft).copy(draft.current(table), check, written.span());
      }
    }
    if (including.contains("indexes")) {
      List<Index> indexes = new ArrayList<>(draft.schema().indexes(from.id()));
      indexes.sort(java.util.Comparator.comparingInt(Index::id));
      for (Index index : indexes) {
        ClonedIndexes.clone(draft, from, draft.current(table), index, numbers, 0);
      }
    }
    if (including.contains("statistics")) {
      statistics(from, table, numbers);
    }
  }

  private void statistics(Table from, Table table, Map<Integer, Integer> numbers) {
    for (GlobalObject.Statistics statistics :
        draft.schema().belongingTo(from.id(), GlobalObject.Statistics.class)) {
      List<Integer> columns =
          statistics.columns().stream().map(column -> numbers.getOrDefault(column, 0)).toList();
      StatisticsObjects.create(draft, table, null, table.namespace(), statistics.kinds(), columns);
    }
  }

  private static Map<Integer, Integer> numbers(Table from, Table to) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (Column column : from.columns()) {
      Column same = to.column(column.name());
      if (same != null) {
        numbers.put(column.number(), same.number());
      }
    }
    return numbers;
  }
}
