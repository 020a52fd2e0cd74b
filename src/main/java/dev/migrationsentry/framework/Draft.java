package dev.migrationsentry.framework;

import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Version;
import org.jspecify.annotations.Nullable;

/// A migration of which only the names are known yet.
///
/// @param id what the runner will record
/// @param title what people know it by
/// @param version the number or numbers in its name, or null
/// @param up the path of the file that goes forward
/// @param down the path of the file for the way back, or null where the same file holds it or there
///   is none
/// @param unreadable why its statements can't be known, as a sentence part that follows the path,
///   or null
record Draft(
    String id,
    String title,
    MigrationKind kind,
    @Nullable Version version,
    String up,
    @Nullable String down,
    @Nullable String unreadable) {
  static Draft of(String id, String title, @Nullable Version version, String up) {
    return new Draft(id, title, MigrationKind.VERSIONED, version, up, null, null);
  }

  Draft withDown(@Nullable String path) {
    return new Draft(id, title, kind, version, up, path, unreadable);
  }

  Draft unreadable(String why) {
    return new Draft(id, title, kind, version, up, down, why);
  }
}
