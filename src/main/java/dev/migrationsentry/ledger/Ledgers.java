package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.RecordedNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tables in which runners record what they have applied.
public final class Ledgers {
  /// The name of a runner that is the project's own.
  public static final String OWN = "own";

  /// The name of the runner that is part of this program.
  public static final String SENTRY = "migration-sentry";

  /// The table that it makes where the project's runner has none that is known.
  public static final String SENTRY_TABLE = "migration_sentry_migrations";

  /// The table beside a ledger in which it records how far migrations have come that are no single
  /// transaction.
  public static final String SENTRY_PROGRESS = "migration_sentry_progress";

  private static final String DRIZZLE = "drizzle";

  private static final Set<String> CHECKSUMS =
      Set.of("checksum", "sha", "sha1", "sha256", "md5", "hash", "file_hash", "digest");
  private static final Set<String> TIMES =
      Set.of("applied_at", "executed_at", "run_at", "created_at", "installed_on", "run_on", "date");

  /// What the names of tables that record migrations contain.
  private static final List<String> NAMES =
      List.of("migration", "schema_version", "schema_history", "changelog");

  private Ledgers() {}

  /// The ledgers among some tables, in their order.
  public static List<Ledger> of(List<LedgerTable> tables) {
    List<Ledger> ledgers = new ArrayList<>();
    for (LedgerTable table : tables) {
      Ledger ledger = read(table, isOfRails(table, tables));
      if (ledger != null) {
        ledgers.add(ledger);
      }
    }
    return ledgers;
  }

  /// The ledger that records a history: the one of its runner, or else the home-made one in which
  /// most of its migrations stand. Null when there is none.
  public static @Nullable Ledger recording(History history, List<Ledger> ledgers) {
    RecordedNames names = new RecordedNames(history);
    Ledger best = null;
    long most = 0;
    for (Ledger one : ledgers) {
      Ledger ledger = one.runner().equals(DRIZZLE) ? RecordedHashes.named(one, history) : one;
      boolean ofRunner = ledger.runner().equals(history.framework());
      boolean possible = ofRunner || ledger.runner().equals(OWN) || history.runner().assumed();
      long known = ledger.rows().stream().filter(row -> names.find(row.id()) != null).count();
      long weight = known * 2 + (ofRunner ? 1 : 0);
      if (possible && weight > most) {
        best = ledger;
        most = weight;
      }
    }
    return best;
  }

  /// The table in which the runner of a history records it where it does not yet, with its schema.
  ///
  /// @param current the schema that is used where nobody says another one
  public static String usual(History history, String current) {
    List<String> schemas = history.runner().schemas();
    String schema = schemas.isEmpty() ? current : schemas.getFirst();
    for (LedgerFormat format : LedgerFormat.ALL) {
      if (format.runner().equals(history.framework())) {
        return (format.schema() == null ? schema : format.schema()) + "." + format.table();
      }
    }
    return schema + "." + SENTRY_TABLE;
  }

  /// Where a row of a ledger stands in its table. Null when it is not there, or several rows are
  /// alike.
  static @Nullable RecordedPlace place(Ledger ledger, Row row, List<LedgerTable> tables) {
    for (LedgerTable table : tables) {
      if (!named(table).equals(ledger.table())) {
        continue;
      }
      for (LedgerFormat format : LedgerFormat.ALL) {
        if (format.fits(table)) {
          return place(ledger, row, table, format);
        }
      }
      String file = table.migrationColumn();
      String checksum = column(table, CHECKSUMS);
      if (file != null) {
        List<Map<String, String>> found =
            table.rows().stream().filter(values -> row.id().equals(values.get(file))).toList();
        return found.size() == 1
            ? new RecordedPlace(table, file, checksum, found.getFirst())
            : null;
      }
    }
    return null;
  }

  private static @Nullable RecordedPlace place(
      Ledger ledger, Row row, LedgerTable table, LedgerFormat format) {
    boolean byHash = ledger.runner().equals(DRIZZLE);
    List<Map<String, String>> found = new ArrayList<>();
    for (Map<String, String> written : table.rows()) {
      Map<String, String> values = new LinkedHashMap<>();
      written.forEach((column, value) -> values.put(LedgerFormat.lower(column), value));
      if ((byHash || row.id().equals(format.id().of(values)))
          && Objects.equals(row.checksum(), value(values, format.checksum()))
          && Objects.equals(row.appliedAt(), value(values, format.appliedAt()))
          && row.ending() == format.ending().apply(values)) {
        found.add(written);
      }
    }
    String key = asWritten(table, format.columns().getFirst());
    String checksum = format.checksum() == null ? null : asWritten(table, format.checksum());
    return found.size() == 1 && key != null
        ? new RecordedPlace(table, key, checksum, found.getFirst())
        : null;
  }

  private static @Nullable String asWritten(LedgerTable table, String lower) {
    return table.columns().stream()
        .filter(column -> LedgerFormat.lower(column).equals(lower))
        .findFirst()
        .orElse(null);
  }

  /// Whether a table is that of Rails, which has the same form as dbmate's: beside it stands the
  /// table in which Rails keeps the name of the environment.
  private static boolean isOfRails(LedgerTable table, List<LedgerTable> all) {
    return LedgerFormat.lower(table.name()).equals("schema_migrations")
        && all.stream()
            .anyMatch(other ->
                other.schema().equals(table.schema())
                    && other.name().equals("ar_internal_metadata"));
  }

  private static @Nullable Ledger read(LedgerTable table, boolean ofRails) {
    if (table.unreadable() != null) {
      return null;
    }
    for (LedgerFormat format : LedgerFormat.ALL) {
      if (format.fits(table)) {
        return new Ledger(
            named(table),
            ofRails ? "rails" : format.runner(),
            "it is named "
                + table.name()
                + " and has the columns "
                + listed(format.columns())
                + (ofRails ? ", and ar_internal_metadata stands beside it" : ""),
            format.extent(),
            rows(table, format));
      }
    }
    return own(table);
  }

  private static @Nullable Ledger own(LedgerTable table) {
    String file = table.migrationColumn();
    String checksum = column(table, CHECKSUMS);
    String name = LedgerFormat.lower(table.name());
    boolean named = NAMES.stream().anyMatch(name::contains);
    if (file == null || (checksum == null && !named)) {
      return null;
    }
    String time = column(table, TIMES);
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> values : table.rows()) {
      String id = values.get(file);
      if (id != null) {
        String at = time == null ? null : values.get(time);
        rows.add(new Row(id, value(values, checksum), at, Ending.APPLIED, null));
      }
    }
    return new Ledger(
        named(table),
        OWN,
        checksum == null
            ? "it is named " + table.name() + " and has the column " + file
            : "it has the columns " + listed(List.of(file, checksum)),
        Extent.EACH,
        rows);
  }

  private static List<Row> rows(LedgerTable table, LedgerFormat format) {
    // Where a runner writes a row for each going forward and back, the last one counts.
    Map<String, Row> last = new LinkedHashMap<>();
    for (Map<String, String> written : inOrder(table)) {
      Map<String, String> values = new LinkedHashMap<>();
      written.forEach((column, value) -> values.put(LedgerFormat.lower(column), value));
      String id = format.id().of(values);
      if (id != null) {
        last.remove(id);
        last.put(
            id,
            new Row(
                id,
                value(values, format.checksum()),
                value(values, format.appliedAt()),
                format.ending().apply(values),
                values.get(format.runner().equals(DRIZZLE) ? "created_at" : "logs")));
      }
    }
    return List.copyOf(last.values());
  }

  /// The rows as they were written, where a column tells; a server returns them in any order.
  private static List<Map<String, String>> inOrder(LedgerTable table) {
    List<Map<String, String>> rows = new ArrayList<>(table.rows());
    for (String column : List.of("installed_rank", "orderexecuted", "id", "created_at")) {
      if (rows.stream().allMatch(row -> isNumber(row.get(column)))) {
        rows.sort(Comparator.comparing(row -> new BigDecimal(row.getOrDefault(column, "0"))));
        return rows;
      }
    }
    rows.sort(Comparator.comparing(row -> row.getOrDefault("started_at", "")));
    return rows;
  }

  private static boolean isNumber(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }

  private static @Nullable String value(Map<String, String> values, @Nullable String column) {
    return column == null ? null : values.get(column);
  }

  private static @Nullable String column(LedgerTable table, Set<String> names) {
    return table.columns().stream()
        .filter(name -> names.contains(LedgerFormat.lower(name)))
        .findFirst()
        .orElse(null);
  }

  private static String named(LedgerTable table) {
    return table.schema() + "." + table.name();
  }

  private static String listed(List<String> names) {
    return String.join(", ", names);
  }
}
