package dev.migrationsentry.timeline;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Data of a world that a replay removes for good: with a table, with a column, or by themselves.
///
/// @param step the statement
/// @param table the table, `schema.name`, as the world names it
/// @param column the column, as the world names it; null for rows
/// @param extent how much of it
public record Loss(Trace step, String table, @Nullable String column, Extent extent) {
  /// How much of a table is lost.
  public enum Extent {
    /// The table with all its rows.
    TABLE,
    /// A column with its values.
    COLUMN,
    /// All rows; the table stays.
    ALL_ROWS,
    /// Rows, nobody knows how many.
    SOME_ROWS
  }

  /// What a replay removes of its world, in order. A new database has nothing to lose, and what a
  /// failing migration removes comes back with its transaction.
  public static List<Loss> of(Timeline timeline) {
    Fold fold = new Fold(timeline.world());
    Migration current = null;
    for (Trace step : timeline.steps()) {
      if (step.migration() != current) {
        current = step.migration();
        fold.begin();
      }
      step.changes().forEach(change -> fold.take(change, step));
      if (step.fate() == Trace.Fate.FAILS && comesBack(step.migration())) {
        fold.undo();
      }
    }
    return List.copyOf(fold.losses);
  }

  /// Whether a migration that fails leaves nothing behind.
  private static boolean comesBack(Migration migration) {
    return migration.transaction() != TransactionMode.PER_STATEMENT;
  }

  /// What of the world is still there, under its present names.
  private static final class Fold {
    private final List<Loss> losses = new ArrayList<>();

    /// The world's names of tables, and of columns as `table.column`, by the present ones.
    private PMap<String, String> tables = HashTreePMap.empty();

    private PMap<String, String> columns = HashTreePMap.empty();
    private PMap<String, String> tablesBefore = tables;
    private PMap<String, String> columnsBefore = columns;
    private int lossesBefore;

    private Fold(World world) {
      if (world.isEmpty()) {
        return;
      }
      for (SchemaObject object : world.database().schema().objects()) {
        if (object instanceof Table table) {
          String name =
              world.database().schema().get(table.namespace(), Namespace.class).name()
                  + "."
                  + table.name();
          tables = tables.plus(name, name);
          for (Column column : table.columns()) {
            columns = columns.plus(name + "." + column.name(), column.name());
          }
        }
      }
    }

    void begin() {
      tablesBefore = tables;
      columnsBefore = columns;
      lossesBefore = losses.size();
    }

    void undo() {
      tables = tablesBefore;
      columns = columnsBefore;
      losses.subList(lossesBefore, losses.size()).clear();
    }

    void take(Change change, Trace step) {
      switch (change) {
        case Change.Dropped dropped -> dropped(dropped, step);
        case Change.RowsChanged rows -> {
          String table = tables.get(rows.object());
          if (table != null && rows.removed()) {
            Extent extent = rows.all() ? Extent.ALL_ROWS : Extent.SOME_ROWS;
            losses.add(new Loss(step, table, null, extent));
          }
        }
        case Change.Renamed renamed -> renamed(renamed);
        case Change.Created ignored -> {}
        case Change.Altered ignored -> {}
        case Change.Skipped ignored -> {}
      }
    }

    private void dropped(Change.Dropped dropped, Trace step) {
      String table = tables.get(dropped.object());
      if (table == null) {
        return;
      }
      if (dropped.kind() == ObjectKind.TABLE) {
        losses.add(new Loss(step, table, null, Extent.TABLE));
        tables = tables.minus(dropped.object());
      } else if (dropped.kind() == ObjectKind.COLUMN) {
        String present = dropped.object() + "." + dropped.column();
        String column = columns.get(present);
        if (column != null) {
          losses.add(new Loss(step, table, column, Extent.COLUMN));
          columns = columns.minus(present);
        }
      }
    }

    private void renamed(Change.Renamed renamed) {
      String old = renamed.object();
      if (renamed.kind() == ObjectKind.COLUMN) {
        columns = moved(columns, old + "." + renamed.column(), old + "." + renamed.to());
      } else if (renamed.kind() == ObjectKind.TABLE) {
        tables = moved(tables, old, renamed.to());
        columns = allMoved(columns, old + ".", renamed.to() + ".");
      } else if (renamed.kind() == ObjectKind.SCHEMA) {
        tables = allMoved(tables, old + ".", renamed.to() + ".");
        columns = allMoved(columns, old + ".", renamed.to() + ".");
      }
    }

    private static PMap<String, String> moved(PMap<String, String> names, String old, String to) {
      String world = names.get(old);
      return world == null ? names : names.minus(old).plus(to, world);
    }

    private static PMap<String, String> allMoved(
        PMap<String, String> names, String old, String to) {
      PMap<String, String> moved = names;
      for (String name : names.keySet()) {
        if (name.startsWith(old)) {
          moved = moved(moved, name, to + name.substring(old.length()));
        }
      }
      return moved;
    }
  }
}
