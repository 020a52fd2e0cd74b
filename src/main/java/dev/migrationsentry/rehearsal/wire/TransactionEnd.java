package dev.migrationsentry.rehearsal.wire;

import java.time.Instant;
import java.util.List;

/// A transaction has ended, be it a block or a statement of its own.
///
/// @param connection the number of the connection
/// @param firstStatement the number of its first statement
/// @param lastStatement the number of its last statement, which is its `COMMIT` in a block
/// @param committed whether it came to stay
/// @param start when its first statement began
/// @param end when its last statement was answered
/// @param locks what it kept locked until then
public record TransactionEnd(
    int connection,
    long firstStatement,
    long lastStatement,
    boolean committed,
    Instant start,
    Instant end,
    List<HeldLock> locks)
    implements TraceEvent {
  /// Copies the locks.
  public TransactionEnd {
    locks = List.copyOf(locks);
  }
}
