package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.ledger.FileChecksums;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The table in which the migrations of a history are recorded: the one that is there, or a new
/// one.
public final class LedgerTarget {
  private final String schema;
  private final String table;
  private final boolean there;
  private final RowShape shape;
  private final History history;
  private final FileChecksums checksums;

  private LedgerTarget(
      String schema,
      String table,
      boolean there,
      RowShape shape,
      History history,
      FileChecksums checksums) {
    this.schema = schema;
    this.table = table;
    this.there = there;
    this.shape = shape;
    this.history = history;
    this.checksums = checksums;
  }

  /// No row could be written so that the runner of the ledger accepts it. The message is a
  /// sentence.
  public static final class UnsuitableLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message why
    UnsuitableLedgerException(String message) {
      super(message);
    }
  }

  /// Chooses.
  ///
  /// @param status the history, compared with the ledger that records it
  /// @param tables the ledgers of the database, as they are
  /// @param current the schema in which a new table is made
  /// @throws UnsuitableLedgerException when rows can't be written
  public static LedgerTarget choose(
      HistoryStatus status,
      List<LedgerTable> tables,
      HistoryStatus.Contents contents,
      String current) {
    History history = status.history();
    Ledger ledger = status.ledger();
    if (ledger == null) {
      return create(status, tables, contents, current);
    }
    FileChecksums checksums = FileChecksums.of(status, ledger, contents);
    for (LedgerTable one : tables) {
      if ((one.schema() + "." + one.name()).equals(ledger.table())) {
        RowShape shape =
            ledger.runner().equals(Ledgers.OWN)
                ? HomeMadeRows.of(one, status, checksums)
                : known(ledger, one);
        return new LedgerTarget(one.schema(), one.name(), true, shape, history, checksums);
      }
    }
    throw new UnsuitableLedgerException(ledger.table() + " is not there any more.");
  }

  private static RowShape known(Ledger ledger, LedgerTable table) {
    RowShape shape = RowShape.of(ledger.runner());
    if (shape == null) {
      throw new UnsuitableLedgerException(
          ledger.table()
              + " is the ledger of "
              + ledger.runner()
              + ", whose rows this program does not write: let "
              + ledger.runner()
              + " run the migrations.");
    }
    List<String> present =
        table.columns().stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
    List<String> missing =
        shape.columns().stream().filter(column -> !present.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new UnsuitableLedgerException(
          ledger.table()
              + " has no column "
              + String.join(", ", missing)
              + ", so that it is not the table that "
              + ledger.runner()
              + " makes today.");
    }
    return shape;
  }

  private static LedgerTarget create(
      HistoryStatus status,
      List<LedgerTable> tables,
      HistoryStatus.Contents contents,
      String current) {
    History history = status.history();
    boolean plain = history.runner().assumed() || history.framework().equals("sql-directory");
    RowShape shape = plain ? RowShape.OWN : RowShape.of(history.framework());
    if (shape == null || shape.creation().isEmpty()) {
      throw new UnsuitableLedgerException(
          "The database has no ledger of "
              + history.runner().title()
              + ", and this program makes none in its name: run "
              + history.runner().title()
              + " once, so that it makes its own.");
    }
    List<String> schemas = history.runner().schemas();
    String schema =
        shape.schema() != null ? shape.schema() : schemas.isEmpty() ? current : schemas.getFirst();
    Ledger empty =
        new Ledger(schema + "." + shape.table(), shape.runner(), "", Extent.EACH, List.of());
    boolean there =
        tables.stream()
            .anyMatch(one -> one.schema().equals(schema) && one.name().equals(shape.table()));
    return new LedgerTarget(
        schema, shape.table(), there, shape, history, FileChecksums.of(status, empty, contents));
  }

  /// The table as people name it.
  public String shown() {
    return schema + "." + table;
  }

  /// Whether the table is still to be made.
  public boolean isNew() {
    return !there;
  }

  String schema() {
    return schema;
  }

  /// Whether a migration is recorded now.
  boolean has(Connection connection, Migration migration) throws SQLException {
    Ledger found = Ledgers.recording(history, Ledgers.of(LedgerTable.read(connection)));
    return found != null && found.applied(history).contains(migration);
  }

  private String quoted() {
    return Quoting.name(schema) + "." + Quoting.name(table);
  }

  /// The statements that make the schemas and the table; none when they are there.
  List<String> creation() {
    List<String> statements = new ArrayList<>();
    for (String needed : history.runner().schemas()) {
      statements.add("create schema if not exists " + Quoting.name(needed));
    }
    if (!there) {
      if (shape.schema() != null) {
        statements.add("create schema if not exists " + Quoting.name(schema));
      }
      shape.creation().forEach(each -> statements.add(each.replace("%s", quoted())));
    }
    return statements;
  }

  /// The statement that records a migration.
  ///
  /// @param millis how long it took
  String row(Migration migration, long millis) {
    return shape
        .writing()
        .sql(
            quoted(),
            new RowShape.NewRow(migration, script(migration), checksum(migration), millis));
  }

  /// Makes sure that a migration's row can be written.
  ///
  /// @throws UnsuitableLedgerException when it can't
  public void check(Migration migration) {
    if (shape.needsChecksum() && checksum(migration) == null) {
      throw new UnsuitableLedgerException(
          "How the checksums in "
              + shown()
              + " are made is not known, so that none can be recorded for "
              + migration.title()
              + ".");
    }
  }

  private @Nullable String checksum(Migration migration) {
    return shape == RowShape.OWN
        ? checksums.sha256(migration)
        : shape.needsChecksum() ? checksums.recorded(migration) : null;
  }

  /// The path of a file below the folder of its history.
  private String script(Migration migration) {
    String path = migration.file().path();
    for (String folder : history.path().split(", ", -1)) {
      if (path.startsWith(folder + "/")) {
        return path.substring(folder.length() + 1);
      }
    }
    return history.path().equals(".") ? path : path.substring(path.lastIndexOf('/') + 1);
  }
}
