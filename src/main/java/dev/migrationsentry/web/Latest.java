package dev.migrationsentry.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The newest observation. However many ask, the database is looked at by one of them at a time,
/// and not again before the last look is old enough; a look that failed counts as one.
final class Latest {
  private final Observer observer;
  private final Duration refresh;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look last;
  private final AtomicLong looks = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  /// @param refresh how old an observation may be when it is handed out
  Latest(Observer observer, Duration refresh, Clock clock) {
    this.observer = observer;
    this.refresh = refresh;
    this.clock = clock;
  }

  /// One look at the database.
  ///
  /// @param observation what was seen, or null when it could not be read
  /// @param problem why it could not be read, or null
  /// @param took how long the look took
  record Look(
      @Nullable Observation observation, @Nullable String problem, Instant at, Duration took) {}

  /// The newest look, a new one when that is too old.
  Look get() {
    Look known = last;
    if (known != null && fresh(known)) {
      return known;
    }
    looking.lock();
    try {
      known = last;
      if (known != null && fresh(known)) {
        return known;
      }
      Look made = look();
      last = made;
      return made;
    } finally {
      looking.unlock();
    }
  }

  private boolean fresh(Look look) {
    return clock.instant().isBefore(look.at().plus(look.took()).plus(refresh));
  }

  private Look look() {
    Instant start = clock.instant();
    Observation observation = null;
    String problem = null;
    try {
      observation = observer.observe();
    } catch (RuntimeException e) {
      failures.incrementAndGet();
      problem = e.getMessage() == null ? "The database could not be read." : e.getMessage();
    }
    looks.incrementAndGet();
    return new Look(observation, problem, start, Duration.between(start, clock.instant()));
  }

  /// How often the database was looked at.
  long looks() {
    return looks.get();
  }

  /// How many of the looks failed.
  long failures() {
    return failures.get();
  }
}
