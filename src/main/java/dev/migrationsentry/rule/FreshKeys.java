package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;

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
    for (Trace earlier : timeline.inMigrationOf(step)) {
      if (writes(earlier, table) || changesDefault(earlier, table)) {
        empty = false;
      }
      for (Change change : earlier.changes()) {
        if (change instanceof Change.Created created
            && created.kind() == ObjectKind.COLUMN
            && created.id() == table.id()
            && column.equals(created.column())) {
          empty = hasNoValue(step.before().schema(), table, column);
        }
      }
    }
    return empty;
  }

  /// Whether a column had no value in any row when it was added, provided that its default has not
  /// changed since.
  private static boolean hasNoValue(Schema schema, Table table, String column) {
    Column added = table.column(column);
    return added != null && !Tables.fillsRows(schema, added);
  }

  private static boolean changesDefault(Trace step, Table table) {
    return step.statement() instanceof AlterTable alter
        && alter.table().name().equals(table.name())
        && alter.actions().stream().anyMatch(AlterTable.SetDefault.class::isInstance);
  }

  /// Whether a statement may have put values into a table. Code that is called, and triggers, are
  /// taken to be able to.
  private static boolean writes(Trace step, Table table) {
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
