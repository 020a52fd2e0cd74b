package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.ledger.FileChecksums;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How rows of a ledger of a project's own look: as those that its own program has written.
final class HomeMadeRows {
  private static final Set<String> CHECKSUMS =
      Set.of("checksum", "sha", "sha1", "sha256", "md5", "hash", "file_hash", "digest");
  private static final Set<String> TIMES =
      Set.of("applied_at", "executed_at", "run_at", "created_at", "installed_on", "run_on", "date");
  private static final Set<String> DURATIONS =
      Set.of("duration_ms", "execution_time_ms", "execution_ms", "elapsed_ms");

  private HomeMadeRows() {}

  /// What a row calls a migration.
  @FunctionalInterface
  private interface Naming {
    String of(Migration migration);
  }

  private static final Map<String, Naming> NAMINGS =
      Map.of(
          "id", Migration::id,
          "title", Migration::title,
          "path", migration -> migration.file().path(),
          "file", migration -> file(migration),
          "stem", migration -> stem(file(migration)));

  /// The shape of a table's rows.
  ///
  /// @throws LedgerTarget.UnsuitableLedgerException when it can't be told
  static RowShape of(LedgerTable table, HistoryStatus status, FileChecksums checksums) {
    String file = table.migrationColumn();
    if (file == null) {
      throw unsuitable(table, "which of its columns names the migrations is not clear");
    }
    Naming naming = naming(table, status);
    List<String> columns = new ArrayList<>(List.of(file));
    List<String> others = new ArrayList<>();
    for (String column : table.columns()) {
      String lower = column.toLowerCase(Locale.ROOT);
      if (column.equals(file)) {
        continue;
      }
      if (CHECKSUMS.contains(lower) && filled(table, column)) {
        columns.add(column);
      } else if (TIMES.contains(lower) || DURATIONS.contains(lower)) {
        others.add(column);
      } else if (filled(table, column)
          && !table.defaulted().contains(column)
          && !isCounted(table, column)) {
        throw unsuitable(table, "nothing tells what a new row's column " + column + " is to hold");
      }
    }
    String checksum = columns.size() > 1 ? columns.get(1) : null;
    if (columns.size() > 2) {
      throw unsuitable(table, "it has several columns for checksums");
    }
    return new RowShape(
        "own",
        null,
        table.name(),
        checksum == null ? List.of(file) : List.of(file, "checksum"),
        List.of(),
        (name, row) -> {
          StringBuilder names = new StringBuilder(Quoting.name(file));
          StringBuilder values = new StringBuilder(Quoting.text(naming.of(row.migration())));
          if (checksum != null) {
            names.append(", ").append(Quoting.name(checksum));
            values.append(", ").append(Quoting.text(String.valueOf(row.checksum())));
          }
          for (String other : others) {
            names.append(", ").append(Quoting.name(other));
            values
                .append(", ")
                .append(
                    DURATIONS.contains(other.toLowerCase(Locale.ROOT))
                        ? Long.toString(row.millis())
                        : "pg_catalog.now()");
          }
          return RowShape.insert(name, names.toString(), values.toString());
        });
  }

  /// The one way of naming that fits all rows whose migration is known.
  private static Naming naming(LedgerTable table, HistoryStatus status) {
    for (String candidate : List.of("id", "file", "title", "path", "stem")) {
      Naming naming = NAMINGS.getOrDefault(candidate, Migration::id);
      boolean any = false;
      boolean all = true;
      for (MigrationStatus one : status.migrations()) {
        Ledger.Row row = one.row();
        Migration migration = one.migration();
        if (row != null && migration != null) {
          any = true;
          all &= row.id().equals(naming.of(migration));
        }
      }
      if (any && all) {
        return naming;
      }
    }
    throw unsuitable(table, "its rows do not name the files in one way");
  }

  /// Whether any row has a value there.
  private static boolean filled(LedgerTable table, String column) {
    return table.rows().stream().anyMatch(row -> row.get(column) != null);
  }

  /// Whether the server counts a column by itself, as far as its values tell: a number of its own
  /// in each row.
  private static boolean isCounted(LedgerTable table, String column) {
    List<@Nullable String> values = new ArrayList<>();
    table.rows().forEach(row -> values.add(row.get(column)));
    boolean numbers =
        values.stream()
            .allMatch(value ->
                value != null
                    && !value.isEmpty()
                    && value.chars().allMatch(letter -> letter >= '0' && letter <= '9'));
    return column.equalsIgnoreCase("id")
        && numbers
        && values.stream().distinct().count() == values.size();
  }

  private static LedgerTarget.UnsuitableLedgerException unsuitable(LedgerTable table, String why) {
    return new LedgerTarget.UnsuitableLedgerException(
        table.schema() + "." + table.name() + " is a ledger of your own, and " + why + ".");
  }

  private static String file(Migration migration) {
    String path = migration.file().path();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String file) {
    int dot = file.lastIndexOf('.');
    return dot <= 0 ? file : file.substring(0, dot);
  }
}
