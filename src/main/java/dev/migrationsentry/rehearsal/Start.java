package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.server.SchemaCopy;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.timeline.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /// The same where a server has some extensions only as stubs.
  ///
  /// @param created the extensions that migrations create
  Start on(ThrowAwayServer server, DatabaseUrl database, List<String> created) {
    return degradedBy(server.stubs(database, created).stream().map(SchemaCopy::stub).toList());
  }

  /// The same with more reasons.
  Start degradedBy(List<String> more) {
    Set<String> all = new LinkedHashSet<>(degraded);
    all.addAll(more);
    return new Start(world, before, List.copyOf(all), rows);
  }
}
