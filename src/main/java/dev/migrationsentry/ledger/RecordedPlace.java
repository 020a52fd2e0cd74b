package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.LedgerTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a ledger records one migration.
///
/// @param key the column that names the migration
/// @param checksum the column of the checksum, or null where there is none
/// @param row the row as it was read: the text of each value by column, without those that are NULL
record RecordedPlace(
    LedgerTable table, String key, @Nullable String checksum, Map<String, String> row) {
  RecordedPlace {
    row = Map.copyOf(row);
  }
}
