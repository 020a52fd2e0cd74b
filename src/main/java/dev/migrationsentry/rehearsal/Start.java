package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a rehearsal starts, in the model and on the server.
///
/// @param world the same in the model
/// @param before the migrations that run first, without being judged: those up to a revision
/// @param degraded why what is rehearsed there proves less than it should, one line for people
///   each; empty when the start is exact
/// @param rows how many rows production's tables have, as its catalog estimates them, by
///   `schema.name`; empty where there is no production
public record Start(
    World world, List<Migration> before, List<String> degraded, Map<String, Long> rows) {
  /// Copies the lists.
  public Start {
    before = List.copyOf(before);
    degraded = List.copyOf(degraded);
    rows = Map.copyOf(rows);
  }

  /// A world that is made exactly.
  public static Start exact(World world) {
    return new Start(world, List.of(), List.of(), Map.of());
  }

  /// A copy of a database that people use.
  ///
  /// @param degraded why the copy is not exact
  public static Start copied(World world, Snapshot snapshot, List<String> degraded) {
    return new Start(world, List.of(), degraded, snapshot.rows());
  }

  /// The same with more reasons.
  Start degradedBy(List<String> more) {
    List<String> all = new ArrayList<>(degraded);
    all.addAll(more);
    return new Start(world, before, all, rows);
  }
}
