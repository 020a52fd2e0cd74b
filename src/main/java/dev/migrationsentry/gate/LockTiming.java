package dev.migrationsentry.gate;

import java.time.Duration;

/// How often a holder gives a sign of life, and how long one may be silent.
///
/// @param heartbeat the time from one sign to the next
/// @param limit after which silence, by the server's clock, a holder counts as dead; a good deal
///   longer than the heartbeat
public record LockTiming(Duration heartbeat, Duration limit) {
  /// A sign every five seconds, and dead after thirty.
  public static final LockTiming USUAL =
      new LockTiming(Duration.ofSeconds(5), Duration.ofSeconds(30));

  /// The longest that one question to the server may take.
  Duration patience() {
    return limit.dividedBy(3);
  }
}
