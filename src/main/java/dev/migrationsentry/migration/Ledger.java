package dev.migrationsentry.migration;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a database records of the migrations that have run in it.
///
/// @param table the table, with its schema: `public.alembic_version`
/// @param runner the name of the runner whose table it is, or `own` for a home-made one
/// @param why how that was seen, as a sentence part: `it has the columns filename and checksum`
/// @param extent what its rows stand for
/// @param rows in the order of the table
public record Ledger(String table, String runner, String why, Extent extent, List<Row> rows) {
  /// What the rows of a ledger stand for.
  public enum Extent {
    /// Each row is one migration that has run.
    EACH,

    /// The rows are heads: all that leads to them has run (Alembic).
    HEADS,

    /// The one row is the newest version: all up to it have run (golang-migrate).
    UP_TO
  }

  /// How a migration ended, as its row says.
  public enum Ending {
    APPLIED,

    /// It began and did not come to its end: `success = false`, `dirty`, no `finished_at`.
    FAILED,

    /// It was taken back, or is marked so.
    TAKEN_BACK,

    /// All up to this version count as run, whether or not they ever did (Flyway's `baseline`).
    BASELINE
  }

  /// A row.
  ///
  /// @param id what the runner calls the migration: a version, a file, a revision
  /// @param checksum of the file as it was when it ran, in the runner's own form; null where none
  ///   is recorded
  /// @param appliedAt when it ran, as the server prints it; null where that is not recorded
  /// @param detail what else the runner wrote: the log of a failure, the time in a journal; null
  ///   where nothing
  public record Row(
      String id,
      @Nullable String checksum,
      @Nullable String appliedAt,
      Ending ending,
      @Nullable String detail) {}

  /// Copies the rows.
  public Ledger {
    rows = List.copyOf(rows);
  }

  /// The migrations of a history that have run by this ledger, in the history's order.
  public List<Migration> applied(History history) {
    RecordedNames names = new RecordedNames(history);
    Set<String> ids = new HashSet<>();
    Set<String> failed = new HashSet<>();
    @Nullable Version baseline = null;
    for (Row row : rows) {
      Migration migration = names.find(row.id());
      switch (row.ending()) {
        case APPLIED -> add(migration, ids);
        case FAILED -> add(migration, failed);
        case BASELINE -> baseline = Version.of(row.id());
        case TAKEN_BACK -> {}
      }
    }
    List<Migration> migrations = history.migrations();
    @Nullable Version base = baseline;
    return switch (extent) {
      case EACH ->
          migrations.stream().filter(one -> ids.contains(one.id()) || isUpTo(base, one)).toList();
      case HEADS -> {
        Set<String> past = history.upTo(ids);
        yield migrations.stream().filter(one -> past.contains(one.id())).toList();
      }
      case UP_TO -> {
        // A failed migration stands for those before it as well.
        int end = 0;
        for (int i = 0; i < migrations.size(); i++) {
          String id = migrations.get(i).id();
          end = ids.contains(id) ? i + 1 : failed.contains(id) ? i : end;
        }
        yield migrations.subList(0, end);
      }
    };
  }

  private static void add(@Nullable Migration migration, Set<String> ids) {
    if (migration != null) {
      ids.add(migration.id());
    }
  }

  private static boolean isUpTo(@Nullable Version baseline, Migration migration) {
    Version version = migration.version();
    return baseline != null
        && version != null
        && migration.kind() != MigrationKind.REPEATABLE
        && version.compareTo(baseline) <= 0;
  }

  /// The migrations that have not run and never will, because the runner passes over all that has
  /// no later time in its journal than the newest row.
  public List<Migration> passedOver(History history) {
    if (history.runner().order() != OrderBy.JOURNAL) {
      return List.of();
    }
    RecordedNames names = new RecordedNames(history);
    @Nullable Version newest = null;
    for (Row row : rows) {
      Migration migration = names.find(row.id());
      String time = row.detail();
      Version when =
          time != null ? Version.of(time) : migration == null ? null : migration.version();
      newest = when != null && (newest == null || when.compareTo(newest) > 0) ? when : newest;
    }
    @Nullable Version last = newest;
    Set<Migration> ran = Collections.newSetFromMap(new IdentityHashMap<>());
    ran.addAll(applied(history));
    return history.migrations().stream()
        .filter(one -> !ran.contains(one) && isUpTo(last, one))
        .toList();
  }

  /// The rows that no migration of a history stands behind: its file was deleted or renamed, or the
  /// database belongs to other code.
  public List<Row> unknown(History history) {
    RecordedNames names = new RecordedNames(history);
    return rows.stream()
        .filter(row -> row.ending() == Ending.APPLIED || row.ending() == Ending.FAILED)
        .filter(row -> names.find(row.id()) == null)
        .toList();
  }
}
