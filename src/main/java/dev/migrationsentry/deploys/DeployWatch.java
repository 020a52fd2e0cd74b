package dev.migrationsentry.deploys;

import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.host.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// Waits for the end of a deploy.
///
/// @param every how much time lies between two questions
/// @param limit how long it waits
public record DeployWatch(Host host, Duration every, Duration limit, Clock clock, Pause pause) {
  /// Asks until the deploy has ended, or the time is over.
  ///
  /// @param changed gets the deploy at first, and each time that its status is another one
  /// @return the deploy as it was last; still running when the time was not enough
  /// @throws InterruptedException when the thread is interrupted while it waits
  public Deploy await(HostedService service, Deploy deploy, Consumer<Deploy> changed)
      throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    Deploy now = deploy;
    changed.accept(now);
    while (!now.state().ended() && clock.instant().plus(every).compareTo(end) <= 0) {
      pause.pause(every);
      Deploy next = host.deploy(service, now.id());
      if (!next.status().equals(now.status())) {
        changed.accept(next);
      }
      now = next;
    }
    return now;
  }
}
