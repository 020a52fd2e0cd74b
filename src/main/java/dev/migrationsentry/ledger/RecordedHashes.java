package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds out which migrations the rows of a ledger stand for that records nothing but checksums
/// (Drizzle).
final class RecordedHashes {
  private RecordedHashes() {}

  /// The same ledger with the ids of a history's migrations in place of checksums. Where the rows
  /// that are recognised stand at the places of their migrations, the others are those of the
  /// migrations at their places: they were edited.
  static Ledger named(Ledger ledger, History history) {
    List<Migration> migrations = history.migrations();
    List<@Nullable Migration> found = new ArrayList<>();
    boolean inPlace = true;
    boolean any = false;
    for (int i = 0; i < ledger.rows().size(); i++) {
      Migration migration = of(ledger.rows().get(i), history);
      found.add(migration);
      any |= migration != null;
      inPlace &= migration == null || (i < migrations.size() && migrations.get(i) == migration);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ledger.rows().size(); i++) {
      Row row = ledger.rows().get(i);
      Migration migration = found.get(i);
      if (migration == null && any && inPlace && i < migrations.size()) {
        migration = migrations.get(i);
      }
      String id = migration == null ? row.id() : migration.id();
      rows.add(new Row(id, row.checksum(), row.appliedAt(), row.ending(), row.detail()));
    }
    return new Ledger(ledger.table(), ledger.runner(), ledger.why(), ledger.extent(), rows);
  }

  /// The migration with the time that a row names, or else the one with its checksum.
  private static @Nullable Migration of(Row row, History history) {
    String when = row.detail();
    if (when != null && history.runner().order() == OrderBy.JOURNAL) {
      Version version = Version.of(when);
      for (Migration migration : history.migrations()) {
        if (Objects.equals(version, migration.version())) {
          return migration;
        }
      }
    }
    for (Migration migration : history.migrations()) {
      byte[] text = migration.file().text().getBytes(StandardCharsets.UTF_8);
      if (Checksums.of(row.id(), text) != null) {
        return migration;
      }
    }
    return null;
  }
}
