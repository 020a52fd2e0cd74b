package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.List;

/// The expressions of DEFAULT and GENERATED, and the sequences that belong to columns.
final class ColumnDefaults {
  private final Draft draft;

  ColumnDefaults(Draft draft) {
    this.draft = draft;
  }

  /// Gives the columns of a new table their defaults; the plans are in the order of the columns.
  void apply(Table table, List<ColumnPlan> plans) {
    for (int i = 0; i < plans.size(); i++) {
      ColumnPlan plan = plans.get(i);
      Expression value = plan.defaultValue;
      if (value != null) {
        set(draft.current(table), i + 1, value, plan);
      }
    }
  }

  /// Gives a column the default, or generation expression, of its plan.
  void set(Table table, int number, Expression value, ColumnPlan plan) {
    List<Dependency> copied = plan.copiedDependencies;
    Column column = draft.current(table).column(number);
    if (column == null) {
      throw new IllegalStateException("no column " + number);
    }
    if (copied != null && !column.generated()) {
      InheritedDefaults.of(table.id(), number, copied).forEach(draft::depend);
      draft.replace(draft.current(table).with(column.valued(value, column.generation())));
      return;
    }
    set(table, column, value);
  }

  /// Gives a column a default, or a generation expression when it is a generated one.
  void set(Table table, Column column, Expression value) {
    Expressions expressions = new Expressions(draft);
    Expressions.Analysis analysis =
        expressions.analyse(
            value, column.generated() ? ExpressionPlace.GENERATED : ExpressionPlace.DEFAULT, table);
    if (column.generated()) {
      checkGenerated(table, value, analysis);
      expressions.checkImmutable(analysis, ExpressionPlace.GENERATED, value.span());
    }
    Assignments.check(draft, column, value, analysis.type());
    forget(table, column.number());
    if (!column.generated()
        && Assignments.isNothing(draft, value, analysis.type(), column.type())) {
      draft.replace(draft.current(table).with(column.valued(null, column.generation())));
      return;
    }
    draft.replace(draft.current(table).with(column.valued(value, column.generation())));
    expressions.depend(analysis, table.id(), column.number(), Dependency.Kind.DEFAULT);
  }

  private static void checkGenerated(Table table, Expression value, Expressions.Analysis analysis) {
    for (int number : analysis.columnsOf(table.id())) {
      Column used = table.column(number);
      if (used != null && used.generated()) {
        Refusal refusal =
            Refusal.of(
                "42P17",
                "cannot use generated column \""
                    + used.name()
                    + "\" in column generation expression",
                ColumnDefaults.place(value, used.name()));
        throw refusal.detail("A generated column cannot reference another generated column.");
      }
    }
  }

  private static dev.migrationsentry.source.Span place(Expression value, String column) {
    for (Expression.ColumnReference reference : ExpressionWalk.columns(value)) {
      if (reference.parts().getLast().stored().equals(column)) {
        return reference.span();
      }
    }
    return value.span();
  }

  /// Forgets what the default of a column depends on.
  void forget(Table table, int column) {
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(table.id()))) {
      if (dependency.dependentColumn() == column && dependency.kind() == Dependency.Kind.DEFAULT) {
        draft.forget(dependency);
      }
    }
  }

  /// Makes the columns own the sequences that were made for them; the plans are in the order of the
  /// columns.
  static void own(Draft draft, Table table, List<ColumnPlan> plans) {
    for (int i = 0; i < plans.size(); i++) {
      int sequence = plans.get(i).sequence;
      if (sequence != 0) {
        own(draft, draft.get(sequence, Sequence.class), table.id(), i + 1);
      }
    }
  }

  /// Makes a column own the sequence that was made for it.
  static void own(Draft draft, Table table, int column, ColumnPlan plan) {
    if (plan.sequence != 0) {
      own(draft, draft.get(plan.sequence, Sequence.class), table.id(), column);
    }
  }

  /// Makes a column own a sequence.
  static void own(Draft draft, Sequence sequence, int table, int column) {
    disown(draft, sequence);
    draft.replace(sequence.owned(table, column));
    draft.depend(
        new Dependency(
            sequence.id(),
            0,
            table,
            column,
            sequence.identity() ? Dependency.Kind.INTERNAL : Dependency.Kind.AUTO));
  }

  /// Makes a sequence free of the column that owns it.
  static void disown(Draft draft, Sequence sequence) {
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(sequence.id()))) {
      if (dependency.kind() == Dependency.Kind.AUTO
          || dependency.kind() == Dependency.Kind.INTERNAL) {
        draft.forget(dependency);
      }
    }
    draft.replace(sequence.owned(0, 0));
  }
}
