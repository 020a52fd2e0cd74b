package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;

/// What a proxy records.
///
/// @param level how much
/// @param hangAfter how long a statement may wait for a lock before it is reported as a [Hang]
public record TraceSettings(TraceLevel level, Duration hangAfter) {
  /// Everything, with hangs after ten seconds.
  public static final TraceSettings FULL =
      new TraceSettings(TraceLevel.EFFECTS, Duration.ofSeconds(10));

  /// The same settings at another level.
  public TraceSettings at(TraceLevel other) {
    return new TraceSettings(other, hangAfter);
  }

  /// The same settings with another limit for waiting.
  public TraceSettings hangingAfter(Duration limit) {
    return new TraceSettings(level, limit);
  }
}
