package dev.migrationsentry.rehearsal;

import dev.migrationsentry.rehearsal.StoredData.StoredTable;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Loss;
import dev.migrationsentry.timeline.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Data that were there before a rehearsal and that its migrations have removed for good. That a
/// table or column is gone is what the server says; which statement it was is what the model says.
///
/// @param table `schema.name`, as production names it
/// @param column null for rows
/// @param extent how much of it
/// @param rows how many rows production has, as its catalog estimates them; null where nobody knows
/// @param step the statement; null where the model does not know
public record LostData(
    String table,
    @Nullable String column,
    Loss.Extent extent,
    @Nullable Long rows,
    @Nullable Trace step) {
  /// Compares.
  ///
  /// @param prediction says which statement it was
  /// @param worked whether what a statement did is there
  static List<LostData> between(
      StoredData before,
      StoredData after,
      Prediction prediction,
      Map<String, Long> sizes,
      Predicate<Statement> worked) {
    if (before.tables().isEmpty()) {
      return List.of();
    }
    List<LostData> lost = new ArrayList<>();
    Set<String> named = new HashSet<>();
    Set<String> gone = gone(before, after);
    for (Loss loss : Loss.of(prediction.timeline())) {
      String key = key(loss.table(), loss.column());
      boolean proved =
          switch (loss.extent()) {
            case TABLE, COLUMN -> gone.contains(key) && named.add(key);
            case ALL_ROWS -> !gone.contains(loss.table()) && worked.test(loss.step().statement());
            case SOME_ROWS -> false;
          };
      if (proved) {
        lost.add(of(loss.table(), loss.column(), loss.extent(), sizes, loss.step()));
      }
    }
    for (StoredTable table : before.tables().values()) {
      if (gone.contains(table.name())) {
        if (!named.contains(table.name())) {
          lost.add(of(table.name(), null, Loss.Extent.TABLE, sizes, null));
        }
        continue;
      }
      for (String column : table.columns().values()) {
        String key = key(table.name(), column);
        if (gone.contains(key) && !named.contains(key)) {
          lost.add(of(table.name(), column, Loss.Extent.COLUMN, sizes, null));
        }
      }
    }
    return lost;
  }

  /// The tables that are gone, and the columns that are gone from tables that are there.
  private static Set<String> gone(StoredData before, StoredData after) {
    Set<String> gone = new HashSet<>();
    before
        .tables()
        .forEach((id, table) -> {
          StoredTable then = after.tables().get(id);
          if (then == null) {
            gone.add(table.name());
            return;
          }
          table
              .columns()
              .forEach((number, column) -> {
                if (!then.columns().containsKey(number)) {
                  gone.add(key(table.name(), column));
                }
              });
        });
    return gone;
  }

  private static String key(String table, @Nullable String column) {
    return column == null ? table : table + "." + column;
  }

  private static LostData of(
      String table,
      @Nullable String column,
      Loss.Extent extent,
      Map<String, Long> sizes,
      @Nullable Trace step) {
    Long rows = sizes.get(table);
    return new LostData(table, column, extent, rows == null || rows < 0 ? null : rows, step);
  }

  /// What is lost, for people: `table users with all its rows (1,200 rows in production)`.
  public String words() {
    String name = table.startsWith("public.") ? table.substring("public.".length()) : table;
    String size =
        rows == null
            ? ""
            : " ("
                + String.format(Locale.ROOT, "%,d", rows)
                + (rows == 1 ? " row in production)" : " rows in production)");
    return switch (extent) {
          case TABLE -> "table " + name + " with all its rows";
          case COLUMN -> "column " + column + " of " + name + " with its values";
          case ALL_ROWS, SOME_ROWS -> "all rows of " + name;
        }
        + size;
  }
}
