package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;

/// Unique indexes over a column that no row has a value in yet: nulls are distinct, so that such an
/// index can always be built (manual, section 11.6).
final class FreshKeys {
  private FreshKeys() {}

  /// Whether a step builds a unique index on a column that the same migration has added without
  /// default, and has not filled since.
  static boolean areDistinct(Step step, Timeline timeline) {
    if (!(step.statement() instanceof IndexStatement.CreateIndex index)
        || !index.unique()
        || index.nullsNotDistinct()) {
      return false;
    }
    Table table = Tables.named(step.before(), index.table());
    return table != null
        && index.keys().stream()
            .anyMatch(key ->
                key.expression() instanceof Expression.ColumnReference reference
                    && isEmpty(table, reference.parts().getLast().stored(), step, timeline));
  }

  private static boolean isEmpty(Table table, String column, Step step, Timeline timeline) {
    boolean empty = false;
    for (Step earlier : timeline.steps()) {
      if (earlier == step) {
        break;
      }
      if (earlier.migration() != step.migration()) {
        continue;
      }
      if (writes(earlier, table)) {
        empty = false;
      }
      for (Change change : earlier.changes()) {
        if (change instanceof Change.Created created
            && created.kind() == ObjectKind.COLUMN
            && created.id() == table.id()
            && column.equals(created.column())) {
          empty = hasNoValue(earlier, table.id(), column);
        }
      }
    }
    return empty;
  }

  private static boolean hasNoValue(Step step, int table, String column) {
    Column added =
        step.after().schema().object(table) instanceof Table after ? after.column(column) : null;
    return added != null && !Tables.fillsRows(step.after().schema(), added);
  }

  /// Whether a statement may have put values into a table. Code that is called, and triggers, are
  /// taken to be able to.
  private static boolean writes(Step step, Table table) {
    return switch (step.statement()) {
      case DataStatement.Update update -> update.table().name().equals(table.name());
      case DataStatement.Insert insert -> insert.table().name().equals(table.name());
      case DataStatement.Delete ignored -> false;
      case AlterTable alter ->
          alter.actions().stream().anyMatch(AlterTable.SetType.class::isInstance);
      case IndexStatement ignored -> false;
      default -> true;
    };
  }
}
