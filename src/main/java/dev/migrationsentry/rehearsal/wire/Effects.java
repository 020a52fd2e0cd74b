package dev.migrationsentry.rehearsal.wire;

import java.util.List;

/// What a statement did to the tables, indexes and views that were there before the run. Those that
/// the run itself made have no users yet and are left out.
///
/// @param locks the locks that it took and its transaction did not have yet
/// @param rewrites the tables and indexes whose files it made anew
/// @param scans the tables that it read from end to end
/// @param writes the tables whose rows it changed
/// @param indexBuilds the indexes that it built on tables that were there before
/// @param invalidIndexes the indexes that it left behind and that nothing uses
public record Effects(
    List<LockTaken> locks,
    List<Rewrite> rewrites,
    List<FullScan> scans,
    List<RowsWritten> writes,
    List<IndexBuild> indexBuilds,
    List<IndexBuild> invalidIndexes) {
  /// Nothing is known to have happened.
  public static final Effects NONE =
      new Effects(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /// Copies the lists.
  public Effects {
    locks = List.copyOf(locks);
    rewrites = List.copyOf(rewrites);
    scans = List.copyOf(scans);
    writes = List.copyOf(writes);
    indexBuilds = List.copyOf(indexBuilds);
    invalidIndexes = List.copyOf(invalidIndexes);
  }
}
