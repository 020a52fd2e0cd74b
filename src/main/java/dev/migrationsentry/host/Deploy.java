package dev.migrationsentry.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deploy of a service.
///
/// @param id what the host calls it
/// @param state what became of it
/// @param status the host's own word for that
/// @param commit the name of the commit, in full or its first digits, or null when it is of none
/// @param subject the first line of that commit's message, or null when the host does not say
/// @param created when it was asked for
/// @param finished when it ended, or null when it has not, or the host does not say
/// @param log where its log is, or null
public record Deploy(
    String id,
    DeployState state,
    String status,
    @Nullable String commit,
    @Nullable String subject,
    Instant created,
    @Nullable Instant finished,
    @Nullable String log) {
  /// How long it took; nothing as long as that is not known.
  public Optional<Duration> duration() {
    return finished == null || finished.isBefore(created)
        ? Optional.empty()
        : Optional.of(Duration.between(created, finished));
  }
}
