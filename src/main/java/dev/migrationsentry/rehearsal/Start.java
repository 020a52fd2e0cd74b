package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;

/// Where a rehearsal starts, in the model and on the server.
///
/// @param world the same in the model
/// @param before the migrations that run first, without being judged: those up to a revision
/// @param degraded why what is rehearsed there proves less than it should, one line for people
///   each; empty when the start is exact
public record Start(World world, List<Migration> before, List<String> degraded) {
  /// Copies the lists.
  public Start {
    before = List.copyOf(before);
    degraded = List.copyOf(degraded);
  }

  /// A world that is made exactly.
  public static Start exact(World world) {
    return new Start(world, List.of(), List.of());
  }

  /// The same with more reasons.
  Start degradedBy(List<String> more) {
    List<String> all = new ArrayList<>(degraded);
    all.addAll(more);
    return new Start(world, before, all);
  }
}
