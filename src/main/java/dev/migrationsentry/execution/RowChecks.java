package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What constraints say of rows that are written or removed: certain where the rows are, else
/// doubted.
final class RowChecks {
  private RowChecks() {}

  static void insert(DataOutcomes outcomes, DataStatement.Insert insert, Table table, Rows added) {
    List<Column> targets = targets(insert, table);
    for (Column column : table.columns()) {
      boolean isNull =
          missing(outcomes, targets, column) || givenNull(outcomes, insert, targets, column);
      if (isNull && refusesNull(outcomes, column.type())) {
        if (added == Rows.SOME) {
          throw Refusal.of(
              "23502",
              "domain "
                  + new Descriptions(new Draft(outcomes.database())).type(column.type())
                  + " does not allow null values",
              insert.span());
        }
        outcomes.doubt("depends on how many rows " + table.name() + " gets");
      }
    }
    for (Column column : table.columns()) {
      boolean missing = missing(outcomes, targets, column);
      if (column.notNull() && (missing || givenNull(outcomes, insert, targets, column))) {
        if (added == Rows.SOME && !filledByTrigger(outcomes, table)) {
          throw notNull(column, table, insert.span());
        }
        outcomes.doubt("depends on how many rows " + table.name() + " gets");
      }
    }
    arbiters(outcomes, insert, table, added);
    foreignKeys(outcomes, insert, table, targets, added);
    boolean settled = insert.onConflict() != null;
    for (Constraint.Key key : outcomes.constraints(table, Constraint.Key.class)) {
      boolean chosen = key.columns().stream().allMatch(number -> given(targets, number));
      if (!settled && chosen && outcomes.rows(table) != Rows.NONE) {
        outcomes.doubt("depends on the rows of " + table.name() + " by " + key.name());
      }
    }
  }

  /// The row that is there already can't be found by constraints that are checked later.
  private static void arbiters(
      DataOutcomes outcomes, DataStatement.Insert insert, Table table, Rows added) {
    DataStatement.OnConflict conflict = insert.onConflict();
    if (conflict == null) {
      return;
    }
    Set<Integer> keys = new HashSet<>();
    for (IndexStatement.Key key : conflict.keys()) {
      Column column =
          key.expression() instanceof Expression.ColumnReference reference
              ? table.column(reference.parts().getLast().stored())
              : null;
      keys.add(column == null ? 0 : column.number());
    }
    Name named = conflict.constraint();
    for (Constraint constraint : outcomes.constraints(table, Constraint.class)) {
      boolean deferrable =
          switch (constraint) {
            case Constraint.Key key ->
                key.deferrable() && (keys.isEmpty() || keys.equals(Set.copyOf(key.columns())));
            case Constraint.Exclude exclude -> exclude.deferrable() && keys.isEmpty();
            case Constraint.Check ignored -> false;
            case Constraint.ForeignKey ignored -> false;
            case Constraint.NotNull ignored -> false;
          };
      if (deferrable && (named == null || named.stored().equals(constraint.name()))) {
        if (added != Rows.SOME) {
          outcomes.doubt("depends on how many rows " + table.name() + " gets");
          return;
        }
        throw Refusal.of(
            "55000",
            "ON CONFLICT does not support deferrable unique constraints/exclusion constraints"
                + " as arbiters",
            conflict.span());
      }
    }
  }

  /// Whether a trigger may put a value in before the row is checked.
  private static boolean filledByTrigger(DataOutcomes outcomes, Table table) {
    return outcomes.schema().belongingTo(table.id(), TableAttachment.Trigger.class).stream()
        .anyMatch(
            trigger -> trigger.timing().equals("before") && trigger.events().contains("insert"));
  }

  private static boolean missing(DataOutcomes outcomes, List<Column> targets, Column column) {
    return !targets.contains(column)
        && column.defaultValue() == null
        && !column.identity()
        && !column.generated()
        && !hasDefault(outcomes, column.type());
  }

  /// Whether a domain, or one under it, takes no nulls.
  private static boolean refusesNull(DataOutcomes outcomes, DataType type) {
    return type instanceof DataType.Created created
        && outcomes.schema().object(created.id()) instanceof UserType.DomainType domain
        && (domain.notNull() || refusesNull(outcomes, domain.base()));
  }

  /// Whether a domain brings a default.
  private static boolean hasDefault(DataOutcomes outcomes, DataType type) {
    return type instanceof DataType.Created created
        && outcomes.schema().object(created.id()) instanceof UserType.DomainType domain
        && (domain.defaultValue() != null || hasDefault(outcomes, domain.base()));
  }

  private static List<Column> targets(DataStatement.Insert insert, Table table) {
    List<Column> targets = new ArrayList<>();
    if (insert.columns().isEmpty()) {
      int width = insert.query() == null ? 0 : width(insert.query(), table);
      targets.addAll(table.columns().subList(0, Math.min(width, table.columns().size())));
      return targets;
    }
    for (DataStatement.Assignee assignee : insert.columns()) {
      Column column = table.column(assignee.column().stored());
      if (column != null) {
        targets.add(column);
      }
    }
    return targets;
  }

  private static int width(@Nullable Query query, Table table) {
    if (query != null && query.body() instanceof Query.Values values) {
      return values.rows().getFirst().size();
    }
    return table.columns().size();
  }

  private static boolean given(List<Column> targets, int number) {
    return targets.stream().anyMatch(column -> column.number() == number);
  }

  private static @Nullable Expression value(
      List<Expression> row, List<Column> targets, Column column) {
    int at = targets.indexOf(column);
    return at < 0 || at >= row.size() ? null : row.get(at);
  }

  private static boolean givenNull(
      DataOutcomes outcomes, DataStatement.Insert insert, List<Column> targets, Column column) {
    Query query = insert.query();
    if (query == null || !(query.body() instanceof Query.Values values)) {
      return false;
    }
    for (List<Expression> row : values.rows()) {
      Expression value = value(row, targets, column);
      boolean isDefault =
          value instanceof Expression.Constant constant
              && constant.kind() == Expression.Constant.Kind.DEFAULT;
      if (value != null && !isDefault) {
        Value known = new Evaluator(outcomes.database()).value(value, outcomes.variables());
        if (known instanceof Value.Null) {
          return true;
        }
      }
    }
    return false;
  }

  private static RuntimeException notNull(Column column, Table table, Span at) {
    return Refusal.of(
        "23502",
        "null value in column \""
            + column.name()
            + "\" of relation \""
            + table.name()
            + "\" violates not-null constraint",
        at);
  }

  private static void foreignKeys(
      DataOutcomes outcomes,
      DataStatement.Insert insert,
      Table table,
      List<Column> targets,
      Rows added) {
    for (Constraint.ForeignKey key : outcomes.constraints(table, Constraint.ForeignKey.class)) {
      boolean chosen = key.columns().stream().allMatch(number -> given(targets, number));
      boolean self = key.referencedTable() == table.id();
      if (!chosen || self || !key.enforced()) {
        continue;
      }
      Table referenced = outcomes.schema().get(key.referencedTable(), Table.class);
      boolean nothing = outcomes.rows(referenced) == Rows.NONE;
      if (nothing
          && added == Rows.SOME
          && constants(outcomes, insert, targets, key, table)
          && !key.deferrable()
          && !key.initiallyDeferred()) {
        throw Refusal.of(
            "23503",
            "insert or update on table \""
                + table.name()
                + "\" violates foreign key constraint \""
                + key.name()
                + "\"",
            insert.span());
      }
      outcomes.doubt("depends on the rows of " + referenced.name() + " by " + key.name());
    }
  }

  /// Whether at least one row of VALUES has known values other than NULL in all columns of a
  /// foreign key.
  private static boolean constants(
      DataOutcomes outcomes,
      DataStatement.Insert insert,
      List<Column> targets,
      Constraint.ForeignKey key,
      Table table) {
    Query query = insert.query();
    if (query == null || !(query.body() instanceof Query.Values values)) {
      return false;
    }
    for (List<Expression> row : values.rows()) {
      boolean all = true;
      for (int number : key.columns()) {
        Column column = table.column(number);
        Expression value = column == null ? null : value(row, targets, column);
        Value known =
            value == null
                ? new Value.Null()
                : new Evaluator(outcomes.database()).value(value, outcomes.variables());
        all &= known.known() && !(known instanceof Value.Null);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  static void update(DataOutcomes outcomes, DataStatement.Update update, Table table) {
    Set<Integer> written = new HashSet<>();
    for (DataStatement.Assignment assignment : update.assignments()) {
      for (DataStatement.Assignee assignee : assignment.columns()) {
        Column column = table.column(assignee.column().stored());
        if (column != null) {
          written.add(column.number());
          boolean toNull =
              column.notNull()
                  && new Evaluator(outcomes.database())
                          .value(assignment.value(), outcomes.variables())
                      instanceof Value.Null;
          if (toNull && update.where() == null && outcomes.rows(table) == Rows.SOME) {
            throw notNull(column, table, update.span());
          }
        }
      }
    }
    for (Constraint constraint : outcomes.constraints(table, Constraint.class)) {
      List<Integer> columns =
          switch (constraint) {
            case Constraint.Key key -> key.columns();
            case Constraint.ForeignKey key -> key.columns();
            case Constraint.Check ignored -> List.copyOf(written);
            case Constraint.Exclude ignored -> List.copyOf(written);
            case Constraint.NotNull ignored -> List.of();
          };
      if (columns.stream().anyMatch(written::contains)) {
        outcomes.doubt("depends on the rows of " + table.name() + " by " + constraint.name());
      }
    }
  }

  static void remove(DataOutcomes outcomes, Table table) {
    for (Constraint.ForeignKey key : referring(outcomes, table)) {
      Table other = outcomes.schema().get(key.table(), Table.class);
      if (outcomes.rows(other) != Rows.NONE) {
        outcomes.doubt("depends on the rows of " + other.name() + " by " + key.name());
      }
    }
  }

  private static List<Constraint.ForeignKey> referring(DataOutcomes outcomes, Table table) {
    List<Constraint.ForeignKey> keys = new ArrayList<>();
    for (var dependency : outcomes.schema().dependents(table.id())) {
      if (outcomes.schema().object(dependency.dependent()) instanceof Constraint.ForeignKey key
          && key.referencedTable() == table.id()
          && key.table() != table.id()
          && !keys.contains(key)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /// The other tables that refer to one, also by way of others.
  static Collection<Table> allReferring(DataOutcomes outcomes, Table table) {
    Map<Integer, Table> found = new LinkedHashMap<>();
    Deque<Table> left = new ArrayDeque<>(List.of(table));
    while (!left.isEmpty()) {
      for (Constraint.ForeignKey key : referring(outcomes, left.poll())) {
        Table other = outcomes.schema().get(key.table(), Table.class);
        if (other.id() != table.id() && found.putIfAbsent(other.id(), other) == null) {
          left.add(other);
        }
      }
    }
    return found.values();
  }

  private static boolean descendsFrom(DataOutcomes outcomes, Table table, String name) {
    if (table.name().equals(name)) {
      return true;
    }
    for (int ancestor : table.ancestors()) {
      if (descendsFrom(outcomes, outcomes.schema().get(ancestor, Table.class), name)) {
        return true;
      }
    }
    return false;
  }

  static void truncate(DataOutcomes outcomes, DataStatement.Truncate truncate, Table table) {
    if (truncate.behavior() == Behavior.CASCADE) {
      return;
    }
    for (Constraint.ForeignKey key : referring(outcomes, table)) {
      Table other = outcomes.schema().get(key.table(), Table.class);
      boolean together =
          truncate.tables().stream().anyMatch(name -> descendsFrom(outcomes, other, name.name()));
      if (!together) {
        throw Refusal.of(
                "0A000",
                "cannot truncate a table referenced in a foreign key constraint",
                truncate.span())
            .detail("Table \"" + other.name() + "\" references \"" + table.name() + "\".")
            .hint(
                "Truncate table \""
                    + other.name()
                    + "\" at the same time, or use TRUNCATE ... CASCADE.");
      }
    }
  }
}
