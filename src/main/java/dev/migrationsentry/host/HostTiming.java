package dev.migrationsentry.host;

import java.time.Clock;
import java.time.Duration;

/// How a host is waited for.
///
/// @param answer how long one answer may take, its beginning and then its body
/// @param pause lets time pass between tries
/// @param clock tells the time
public record HostTiming(Duration answer, Pause pause, Clock clock) {
  /// With real time.
  public static HostTiming real() {
    return new HostTiming(Duration.ofSeconds(30), Pause.SLEEP, Clock.systemUTC());
  }
}
