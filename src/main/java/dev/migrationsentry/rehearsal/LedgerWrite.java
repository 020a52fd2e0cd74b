package dev.migrationsentry.rehearsal;

import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A change of a ledger's rows.
///
/// @param kind what happened
/// @param migration what its column for the migration's name got, or null
/// @param columns the columns that got a value, in lower case
/// @param dirty the value of a column of that name, or null
record LedgerWrite(
    Kind kind, @Nullable String migration, List<String> columns, @Nullable String dirty) {
  enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  /// The change that a statement makes, or null when it makes none or fails.
  ///
  /// @param statement the text of `traced`, read
  static @Nullable LedgerWrite of(Statement statement, TracedStatement traced, LedgerHabit habit) {
    if (traced.failed() || traced.rows() == 0) {
      return null;
    }
    return switch (statement) {
      case DataStatement.Insert insert when isLedger(insert.table(), habit) ->
          insert(insert, traced, habit);
      case DataStatement.Update update when isLedger(update.table(), habit) ->
          update(update, traced, habit);
      case DataStatement.Delete delete when isLedger(delete.table(), habit) ->
          new LedgerWrite(Kind.DELETE, compared(delete.where(), traced, habit), List.of(), null);
      case Statement ignored -> null;
    };
  }

  /// Whether it says that a migration has run, rather than that one begins or was taken back.
  boolean ends(LedgerHabit habit) {
    return switch (habit.moment()) {
      // goose begins its table with a row of its own.
      case ROW_AFTER -> kind == Kind.INSERT && !"0".equals(migration);
      case MOVE_AFTER -> kind != Kind.DELETE;
      case ROW_BEFORE -> kind == Kind.UPDATE && columns.contains("finished_at");
      case DIRTY_BEFORE ->
          kind == Kind.INSERT && !"t".equals(dirty) && !"true".equalsIgnoreCase(dirty);
    };
  }

  private static boolean isLedger(QualifiedName table, LedgerHabit habit) {
    return table.name().equals(habit.table());
  }

  private static LedgerWrite insert(
      DataStatement.Insert insert, TracedStatement traced, LedgerHabit habit) {
    List<String> columns =
        insert.columns().stream()
            .map(each -> each.column().stored().toLowerCase(Locale.ROOT))
            .toList();
    List<Expression> values = firstRow(insert.query());
    int at = Math.max(0, columns.indexOf(habit.column()));
    int dirty = columns.indexOf("dirty");
    return new LedgerWrite(
        Kind.INSERT,
        at < values.size() ? value(values.get(at), traced) : null,
        columns,
        dirty >= 0 && dirty < values.size() ? value(values.get(dirty), traced) : null);
  }

  private static List<Expression> firstRow(@Nullable Query query) {
    return switch (query == null ? null : query.body()) {
      case Query.Values values -> values.rows().getFirst();
      case Query.Select select -> select.targets().stream().map(Query.Target::expression).toList();
      case Query.SetOperation ignored -> List.of();
      case null -> List.of();
    };
  }

  private static LedgerWrite update(
      DataStatement.Update update, TracedStatement traced, LedgerHabit habit) {
    String migration = null;
    for (DataStatement.Assignment assignment : update.assignments()) {
      if (assignment.columns().getFirst().column().stored().equals(habit.column())) {
        migration = value(assignment.value(), traced);
      }
    }
    return new LedgerWrite(
        Kind.UPDATE,
        migration == null ? compared(update.where(), traced, habit) : migration,
        update.assignments().stream()
            .flatMap(assignment -> assignment.columns().stream())
            .map(each -> each.column().stored().toLowerCase(Locale.ROOT))
            .toList(),
        null);
  }

  /// The value that the column for the name is compared with.
  private static @Nullable String compared(
      @Nullable Expression where, TracedStatement traced, LedgerHabit habit) {
    return switch (where) {
      case Expression.Logical logical -> {
        for (Expression operand : logical.operands()) {
          String found = compared(operand, traced, habit);
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
      case Expression.Operation operation
          when operation.left() instanceof Expression.ColumnReference column
              && column.parts().getLast().stored().equals(habit.column()) ->
          value(operation.right(), traced);
      case null -> null;
      case Expression ignored -> null;
    };
  }

  private static @Nullable String value(Expression expression, TracedStatement traced) {
    return switch (expression) {
      case Expression.Constant constant ->
          constant.kind() == Expression.Constant.Kind.NULL ? null : constant.value();
      case Expression.Parameter parameter
          when parameter.number() >= 1 && parameter.number() <= traced.parameters().size() ->
          traced.parameters().get(parameter.number() - 1);
      case Expression.Cast cast -> value(cast.operand(), traced);
      case Expression ignored -> null;
    };
  }
}
