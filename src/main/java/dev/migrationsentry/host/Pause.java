package dev.migrationsentry.host;

import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
public interface Pause {
  /// By sleeping.
  Pause SLEEP = Thread::sleep;

  /// Returns when the time is over.
  void pause(Duration time) throws InterruptedException;
}
