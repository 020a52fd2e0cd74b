package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;
import java.util.List;

/// A statement waits for others for longer than allowed. It still waits: who runs the command has
/// to end it.
///
/// @param connection the number of the connection that waits
/// @param statement the number of its statement
/// @param sql its text
/// @param waited for how long
/// @param waitsFor what kind of lock, as in `pg_stat_activity.wait_event`: `relation`,
///   `virtualxid`, `advisory`, …
/// @param blockers who holds it
public record Hang(
    int connection,
    long statement,
    String sql,
    Duration waited,
    String waitsFor,
    List<HangBlocker> blockers)
    implements TraceEvent {
  /// Copies the blockers.
  public Hang {
    blockers = List.copyOf(blockers);
  }
}
